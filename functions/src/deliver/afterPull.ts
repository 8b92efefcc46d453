import type { Connection } from '../model/connection';
import type { Link } from '../model/link';
import type { Capability } from '../model/pullState';
import { identifyCustomers } from './customersBack';
import { publishAll, publishItems, publishVariations } from './publish';
import { stockFollowed, stockMatters } from './stock';
import { reportDrift, showAvailability } from './storefront';
import type { World } from './world';

/** What a pull changed: ids of its records (of stock: of variations). */
export interface PullChanges {
  ids: readonly string[] | 'all';
  removed: readonly string[];
}

type Consequence = (world: World, connection: Connection, changes: PullChanges) => Promise<void>;

const namesOf = ({ ids, removed }: PullChanges): string[] | 'all' =>
  ids === 'all' ? ids : [...ids, ...removed];

async function afterCatalog(world: World, connection: Connection, changes: PullChanges): Promise<void> {
  const ids = namesOf(changes);
  if (ids === 'all') await publishAll(world, connection);
  else await publishItems(world, connection, ids);
  const named = new Set(ids === 'all' ? [] : ids);
  // A link without an item id may be to any of them.
  const concerns = ({ itemId }: Link) => ids === 'all' || itemId === undefined || named.has(itemId);
  await showAvailability(world, connection, concerns);
  await reportDrift(world, connection, concerns);
}

async function afterStock(world: World, connection: Connection, changes: PullChanges): Promise<void> {
  if (!stockMatters(connection)) return;
  const ids = namesOf(changes);
  if (ids === 'all') await publishAll(world, connection);
  else await publishVariations(world, connection, ids);
  const named = new Set(ids === 'all' ? [] : ids);
  await showAvailability(world, connection, ({ variationId }) => ids === 'all' || named.has(variationId));
  await stockFollowed(world, connection);
}

async function afterDiscounts(world: World, connection: Connection): Promise<void> {
  await publishAll(world, connection);
}

/** Names of categories matter to discounts that know them by name only. */
async function afterMetadata(world: World, connection: Connection, { ids }: PullChanges): Promise<void> {
  const categories = ids === 'all' || ids.some((id) => id.startsWith('category:'));
  if (!categories) return;
  const discounts = await world.publishing.catalog.discounts(connection);
  if (discounts.some(({ categoryNames }) => categoryNames.length > 0)) await publishAll(world, connection);
}

const CONSEQUENCES: Readonly<Partial<Record<Capability, Consequence>>> = {
  metadata: afterMetadata,
  catalog: afterCatalog,
  discounts: afterDiscounts,
  stock: afterStock,
  customers: (world, connection, { ids }) => identifyCustomers(world, connection, ids),
};

/**
 * Draws the consequences of what a pull recorded: the public menu, the storefront's availability, the drift report. All
 * of them are made from the records as they stand, so whoever is not sure that it was done does it again with `all`.
 */
export async function afterPull(
  world: World,
  connection: Connection,
  capability: Capability,
  changes: PullChanges,
): Promise<void> {
  if (changes.ids !== 'all' && changes.ids.length + changes.removed.length === 0) return;
  await CONSEQUENCES[capability]?.(world, connection, changes);
}
