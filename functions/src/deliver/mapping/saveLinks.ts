import type { Connection } from '../../model/connection';
import type { Link, Links } from '../../model/link';
import { offersOf } from '../../plan/mapping/offer';
import type { World } from '../world';
import { shelfOf, type Shelf } from './shelf';

/** Where a link is to hold: at every location of the POS account that this tenant has connected, or here alone. */
export type Scope = 'account' | 'connection';

/** What became of links at another connection of the account. */
export interface Elsewhere {
  connectionId: string;
  changed: number;
  /** Links of its own were left as they are. */
  kept: number;
  /** The POS does not sell these there. */
  notSold: number;
}

/** A table holds some 500 links well; an order reads one or two of them. */
const LINKS_PER_SHARD = 1_000;
const MOST_SHARDS = 32;
/** Firestore takes a write of this many fields without a murmur. */
const AT_ONCE = 400;
/** So many ids are looked up by themselves; for more, reading everything is quicker. */
const FEW = 300;

const entriesOf = (links: Links) => Object.entries(links);
const chunks = <T>(list: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(list.length / AT_ONCE) }, (_, n) =>
    list.slice(n * AT_ONCE, (n + 1) * AT_ONCE),
  );

/** Stores links of one connection; a table that would grow too large is divided before. */
export async function storeLinks(world: World, connection: Connection, links: Links): Promise<void> {
  const all = entriesOf(links);
  if (all.length === 0) return;
  const standing = await world.publishing.storefront.links(connection);
  const total = new Set([...Object.keys(standing), ...Object.keys(links)]).size;
  let home = connection;
  while (total > LINKS_PER_SHARD * home.linkShards && home.linkShards < MOST_SHARDS)
    home = await world.linkTables.divide(home);
  for (const some of chunks(all)) await world.linkTables.save(home, Object.fromEntries(some));
}

/** The tenant's other connections to the same POS account: what one calls an item, all of them do. */
export async function siblingsOf(world: World, connection: Connection): Promise<Connection[]> {
  const { tenantId, id, provider, environment, accountId } = connection;
  const all = await world.connections.ofTenant(tenantId);
  return all.filter(
    (one) =>
      one.id !== id &&
      one.provider === provider &&
      one.environment === environment &&
      one.accountId === accountId,
  );
}

/** POS ids that are sold at a connection; undefined where its catalog is not known. */
async function soldAt(world: World, connection: Connection, links: Links): Promise<Set<string> | undefined> {
  const { tenantId, id } = connection;
  const pulls = await world.pulls.read({ tenantId, connectionId: id });
  if (pulls?.value.capabilities.catalog?.lastCompleteAt === undefined) return undefined;
  const wanted = [...new Set(Object.values(links).map(({ variationId }) => variationId))];
  if (wanted.length > FEW) return openOffers(await shelfOf(world, connection));
  const items = await world.publishing.catalog.ofVariations(connection, wanted);
  return openOffers({ offers: offersOf(items, []) });
}

/** Ids of what the POS sells at the location. */
const openOffers = ({ offers }: Pick<Shelf, 'offers'>): Set<string> =>
  new Set(
    [...offers.values()].flatMap(({ closed, variationId }) => (closed === undefined ? variationId : [])),
  );

/** Copies links of the account to a connection, except where it has its own or the POS does not sell the item. */
export async function copyTo(world: World, sibling: Connection, links: Links): Promise<Elsewhere> {
  const [standing, sold] = await Promise.all([
    world.publishing.storefront.links(sibling),
    soldAt(world, sibling, links),
  ]);
  const free = entriesOf(links).filter(([key]) => standing[key]?.own !== true);
  // Modifier options are not in the catalog: they are copied on trust.
  const wanted = free.filter(
    ([key, { variationId }]) => !sold || key.startsWith('m:') || sold.has(variationId),
  );
  const changed = wanted.filter(([key, { variationId }]) => standing[key]?.variationId !== variationId);
  await storeLinks(world, sibling, Object.fromEntries(changed));
  return {
    connectionId: sibling.id,
    changed: changed.length,
    kept: entriesOf(links).length - free.length,
    notSold: free.length - wanted.length,
  };
}

/** What concerns prices is a matter of each location. */
const shared = ({ pushedPrice: _pushed, pulledPrice: _pulled, own: _own, ...link }: Link): Link => link;

/**
 * Stores links here and, with scope `account`, copies them to the account's other connections. Copies are made when a
 * link is written, not looked up when an order is sent: links are written once and read by every order, so an order
 * still reads one table, and a location's own link needs no rule of precedence where it matters.
 */
export async function saveLinks(
  world: World,
  connection: Connection,
  links: Links,
  scope: Scope,
): Promise<Elsewhere[]> {
  const isOwn = scope === 'connection';
  const here = entriesOf(links).map(([key, { own: _own, ...link }]): [string, Link] => [
    key,
    isOwn ? { ...link, own: true } : link,
  ]);
  await storeLinks(world, connection, Object.fromEntries(here));
  if (isOwn) return [];
  const copies: Links = Object.fromEntries(entriesOf(links).map(([key, link]) => [key, shared(link)]));
  return Promise.all((await siblingsOf(world, connection)).map((one) => copyTo(world, one, copies)));
}

/**
 * Takes links away. With scope `account` they go at all connections of the account but where a connection has its own;
 * with `connection` here alone, where the account's link, if another connection has one, takes the place of an own one.
 */
export async function removeLinks(
  world: World,
  connection: Connection,
  keys: readonly string[],
  scope: Scope,
): Promise<Elsewhere[]> {
  const siblings = await siblingsOf(world, connection);
  if (scope === 'connection') {
    await fallBack(world, connection, siblings, keys);
    return [];
  }
  await world.linkTables.remove(connection, keys);
  return Promise.all(
    siblings.map(async (sibling): Promise<Elsewhere> => {
      const standing = await world.publishing.storefront.links(sibling);
      const there = keys.filter((key) => standing[key]);
      const free = there.filter((key) => standing[key]?.own !== true);
      await world.linkTables.remove(sibling, free);
      return { connectionId: sibling.id, changed: free.length, kept: there.length - free.length, notSold: 0 };
    }),
  );
}

async function fallBack(
  world: World,
  connection: Connection,
  siblings: readonly Connection[],
  keys: readonly string[],
): Promise<void> {
  const tables = await Promise.all(
    [connection, ...siblings].map((one) => world.publishing.storefront.links(one)),
  );
  const [mine = {}, ...others] = tables;
  const restored = keys.flatMap((key): [string, Link][] => {
    const link = mine[key]?.own && others.map((table) => table[key]).find((one) => one && one.own !== true);
    return link ? [[key, shared(link)]] : [];
  });
  const back = new Set(restored.map(([key]) => key));
  await world.linkTables.remove(
    connection,
    keys.filter((key) => !back.has(key)),
  );
  await storeLinks(world, connection, Object.fromEntries(restored));
}
