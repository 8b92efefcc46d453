import type { Connection } from '../model/connection';
import type { PulledItem } from '../model/pulled';
import { publicViewOf, publishesMenu, viewHash, type StockOf } from '../plan/publicView';
import { catalogNews } from '../plan/events';
import { offersOf, type Offers } from '../plan/sale/sale';
import { announce } from './events/announce';
import type { HashedView } from './ports/publish';
import type { World } from './world';

/** Views in one commit, each with the reads that it takes. */
export const AT_ONCE = 300;

/** What all views of a connection have in common, read once. */
export interface Shelf {
  world: World;
  connection: Connection;
  offers: Offers;
  stock: StockOf;
}

const NO_NAMES: ReadonlyMap<string, string> = new Map();

/** Stock of a connection by variation. */
export async function stockOf(world: World, connection: Connection): Promise<StockOf> {
  const tables = await world.publishing.stock.read(connection);
  return (variationId) => {
    for (const { rows } of tables) {
      const row = rows.get(variationId);
      if (row) return row;
    }
    return undefined;
  };
}

export async function shelfOf(world: World, connection: Connection): Promise<Shelf> {
  const { catalog } = world.publishing;
  const [discounts, stock] = await Promise.all([catalog.discounts(connection), stockOf(world, connection)]);
  const byName = discounts.some(({ categoryNames }) => categoryNames.length > 0);
  const names = byName ? await catalog.categoryNames(connection) : NO_NAMES;
  return { world, connection, stock, offers: offersOf(discounts, names, connection, world.now()) };
}

/** Writes the views that differ from what stands; returns how many. Undefined: the item is gone. */
export async function put(
  { world, connection, offers, stock }: Shelf,
  ids: readonly string[],
  items: readonly (PulledItem | undefined)[],
): Promise<number> {
  const { views } = world.publishing;
  const standing = await views.hashes(connection, ids);
  const puts: HashedView[] = [];
  const drops: string[] = [];
  ids.forEach((id, index) => {
    const item = items[index];
    const view = item && publicViewOf(item, connection, offers, stock);
    const hash = view && viewHash(view);
    if (hash === standing[index]) return;
    if (view && hash !== undefined) puts.push({ view, hash });
    else drops.push(id);
  });
  if (puts.length + drops.length > 0) await views.write(connection, puts, drops, world.now());
  return puts.length + drops.length;
}

const chunks = <T>(list: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(list.length / AT_ONCE) }, (_, index) =>
    list.slice(index * AT_ONCE, (index + 1) * AT_ONCE),
  );

/** Publishes items anew, by id; those that the POS no longer has are withdrawn. Returns how many views changed. */
export async function publishItems(
  world: World,
  connection: Connection,
  ids: readonly string[],
): Promise<number> {
  if (ids.length === 0 || !publishesMenu(connection)) return 0;
  const shelf = await shelfOf(world, connection);
  let changed = 0;
  for (const some of chunks([...new Set(ids)]))
    changed += await put(shelf, some, await world.publishing.catalog.items(connection, some));
  return changed;
}

/** Publishes the items of variations whose stock moved. */
export async function publishVariations(
  world: World,
  connection: Connection,
  variationIds: readonly string[],
): Promise<number> {
  if (variationIds.length === 0 || !publishesMenu(connection)) return 0;
  const items = await world.publishing.catalog.ofVariations(connection, variationIds);
  if (items.length === 0) return 0;
  const shelf = await shelfOf(world, connection);
  let changed = 0;
  for (const some of chunks(items))
    changed += await put(
      shelf,
      some.map(({ id }) => id),
      some,
    );
  return changed;
}

const ROUNDS = 40;

/** One connection's views whose sale has begun or ended; where nobody publishes any more they go. */
async function renew(world: World, tenantId: string, connectionId: string, ids: readonly string[]) {
  const connection = await world.connections.read(tenantId, connectionId);
  if (connection && publishesMenu(connection)) {
    const changed = await publishItems(world, connection, ids);
    if (changed > 0) await announce(world, [catalogNews(connection, 'discounts', world.now())]);
    return changed;
  }
  await world.publishing.views.write({ tenantId, id: connectionId }, [], ids, world.now());
  return ids.length;
}

/** Renews the views of all tenants whose moment has passed. Returns how many changed. */
export async function sweepViews(world: World, limit = AT_ONCE): Promise<number> {
  let changed = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const due = await world.publishing.views.due(world.now(), limit);
    const groups = new Map<string, typeof due>();
    for (const one of due) {
      const key = `${one.tenantId}/${one.connectionId}`;
      groups.set(key, [...(groups.get(key) ?? []), one]);
    }
    let moved = 0;
    for (const [one, ...others] of groups.values())
      if (one)
        moved += await renew(
          world,
          one.tenantId,
          one.connectionId,
          [one, ...others].map(({ itemId }) => itemId),
        );
    changed += moved;
    // What did not move would come again and again.
    if (due.length < limit || moved === 0) break;
  }
  return changed;
}
