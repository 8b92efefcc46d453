import type { Connection } from '../model/connection';
import type { Link } from '../model/link';
import type { Capability } from '../model/pullState';
import { catalogNews } from '../plan/events';
import { identifyCustomers } from './customersBack';
import { announce } from './events/announce';
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

interface Drawn {
  left: Left;
  /** The public menu is another one. */
  menu: boolean;
}
const NOTHING: Drawn = { left: undefined, menu: false };

type Consequence = (
  world: World,
  connection: Connection,
  changes: PullChanges,
  stretch: Stretch,
) => Promise<Drawn>;

const namesOf = ({ ids, removed }: PullChanges): string[] | 'all' =>
  ids === 'all' ? ids : [...ids, ...removed];

const whole = async (world: World, connection: Connection, stretch: Stretch): Promise<Drawn> => {
  const { next, changed } = await publishAll(world, connection, stretch);
  return { left: next, menu: changed > 0 };
};

const afterCatalog: Consequence = async (world, connection, changes, stretch) => {
  const ids = namesOf(changes);
  const drawn =
    ids === 'all'
      ? await whole(world, connection, stretch)
      : { ...NOTHING, menu: (await publishItems(world, connection, ids)) > 0 };
  if (drawn.left !== undefined || connection.status === 'disconnected') return drawn;
  const named = new Set(ids === 'all' ? [] : ids);
  // A link without an item id may be to any of them.
  const concerns = ({ itemId }: Link) => ids === 'all' || itemId === undefined || named.has(itemId);
  await showAvailability(world, connection, concerns);
  await reportDrift(world, connection, concerns);
  return drawn;
};

const afterStock: Consequence = async (world, connection, changes, stretch) => {
  if (!stockMatters(connection)) return NOTHING;
  const ids = namesOf(changes);
  const drawn =
    ids === 'all'
      ? await whole(world, connection, stretch)
      : { ...NOTHING, menu: (await publishVariations(world, connection, ids)) > 0 };
  if (drawn.left !== undefined) return drawn;
  const named = new Set(ids === 'all' ? [] : ids);
  await showAvailability(world, connection, ({ variationId }) => ids === 'all' || named.has(variationId));
  await stockFollowed(world, connection);
  return drawn;
};

const afterDiscounts: Consequence = (world, connection, _changes, stretch) =>
  whole(world, connection, stretch);

/** Names of categories matter to discounts that know them by name only. */
const afterMetadata: Consequence = async (world, connection, { ids }, stretch) => {
  const categories = ids === 'all' || ids.some((id) => id.startsWith('category:'));
  if (!categories) return NOTHING;
  const discounts = await world.publishing.catalog.discounts(connection);
  if (!discounts.some(({ categoryNames }) => categoryNames.length > 0)) return NOTHING;
  return whole(world, connection, stretch);
};

const afterCustomers: Consequence = async (world, connection, { ids }, stretch) => ({
  ...NOTHING,
  left: await identifyCustomers(world, connection, ids, stretch),
});

const CONSEQUENCES: Readonly<Partial<Record<Capability, Consequence>>> = {
  metadata: afterMetadata,
  catalog: afterCatalog,
  discounts: afterDiscounts,
  stock: afterStock,
  customers: afterCustomers,
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
  const drawn = await CONSEQUENCES[capability]?.(world, connection, changes, stretch);
  // Items are news when they are through, whether or not a menu is made of them; of the rest only the menu shows.
  const isNews = capability === 'catalog' ? drawn?.left === undefined : drawn?.menu;
  if (isNews) await announce(world, [catalogNews(connection, capability, world.now())]);
  return drawn?.left;
}
