import type { Connection } from '../model/connection';
import type { Link } from '../model/link';
import type { Capability } from '../model/pullState';
import { identifyCustomers } from './customersBack';
import { publishItems, publishVariations } from './publish';
import { stockFollowed, stockMatters } from './stock';
import { reportDrift, showAvailability } from './storefront';
import { ALL_THE_TIME, publishAll, type Stretch } from './wholeMenu';
import type { World } from './world';

/** What a pull changed: ids of its records (of stock: of variations). */
export interface PullChanges {
  ids: readonly string[] | 'all';
  removed: readonly string[];
}

/** Where another task goes on; undefined: all is drawn. */
type Left = string | undefined;

type Consequence = (
  world: World,
  connection: Connection,
  changes: PullChanges,
  stretch: Stretch,
) => Promise<Left>;

const namesOf = ({ ids, removed }: PullChanges): string[] | 'all' =>
  ids === 'all' ? ids : [...ids, ...removed];

const afterCatalog: Consequence = async (world, connection, changes, stretch) => {
  const ids = namesOf(changes);
  if (ids === 'all') {
    const { next } = await publishAll(world, connection, stretch);
    if (next !== undefined) return next;
  } else await publishItems(world, connection, ids);
  if (connection.status === 'disconnected') return undefined;
  const named = new Set(ids === 'all' ? [] : ids);
  // A link without an item id may be to any of them.
  const concerns = ({ itemId }: Link) => ids === 'all' || itemId === undefined || named.has(itemId);
  await showAvailability(world, connection, concerns);
  await reportDrift(world, connection, concerns);
  return undefined;
};

const afterStock: Consequence = async (world, connection, changes, stretch) => {
  if (!stockMatters(connection)) return undefined;
  const ids = namesOf(changes);
  if (ids === 'all') {
    const { next } = await publishAll(world, connection, stretch);
    if (next !== undefined) return next;
  } else await publishVariations(world, connection, ids);
  const named = new Set(ids === 'all' ? [] : ids);
  await showAvailability(world, connection, ({ variationId }) => ids === 'all' || named.has(variationId));
  await stockFollowed(world, connection);
  return undefined;
};

const afterDiscounts: Consequence = async (world, connection, _changes, stretch) =>
  (await publishAll(world, connection, stretch)).next;

/** Names of categories matter to discounts that know them by name only. */
const afterMetadata: Consequence = async (world, connection, { ids }, stretch) => {
  const categories = ids === 'all' || ids.some((id) => id.startsWith('category:'));
  if (!categories) return undefined;
  const discounts = await world.publishing.catalog.discounts(connection);
  if (!discounts.some(({ categoryNames }) => categoryNames.length > 0)) return undefined;
  return (await publishAll(world, connection, stretch)).next;
};

const CONSEQUENCES: Readonly<Partial<Record<Capability, Consequence>>> = {
  metadata: afterMetadata,
  catalog: afterCatalog,
  discounts: afterDiscounts,
  stock: afterStock,
  customers: (world, connection, { ids }, stretch) => identifyCustomers(world, connection, ids, stretch),
};

/**
 * Draws the consequences of what a pull recorded: the public menu, the storefront's availability, the drift report. All
 * of them are made from the records as they stand, so whoever is not sure that it was done does it again with `all`.
 * When the time is up before all is drawn: from where another task goes on, with `all`.
 */
export async function afterPull(
  world: World,
  connection: Connection,
  capability: Capability,
  changes: PullChanges,
  stretch = ALL_THE_TIME,
): Promise<Left> {
  if (changes.ids !== 'all' && changes.ids.length + changes.removed.length === 0) return undefined;
  return CONSEQUENCES[capability]?.(world, connection, changes, stretch);
}
