import type { Connection } from '../../model/connection';
import type { PulledItem } from '../../model/pulled';
import { offersOf } from '../../plan/mapping/offer';
import type { MappingFacts } from '../../plan/mapping/classify';
import { sellablesOf, type MenuDocument } from '../../plan/mapping/sellable';
import { Kept } from '../kept';
import type { World } from '../world';

/** Products and items that are read at most; beyond it nobody can say that a key is one of its kind. */
const MOST = 20_000;
const AT_ONCE = 500;
/** What a menu and a catalog hold may be so old. */
const KEPT_MS = 60_000;
/** And so old for who wants it fresh: asking again and again does not read everything again and again. */
const FRESH_MS = 3_000;
/** Menus that are kept at a time: they are large. */
const MOST_KEPT = 4;

/** Both sides of a connection's mapping without its links: what is sold here, and what there. */
export interface Shelf extends Omit<MappingFacts, 'links'> {
  /** False: there is more than was read, so nothing is suggested and nothing is called gone. */
  complete: boolean;
  /** When the POS's catalog was last read completely; absent: never. */
  pulledAt?: number;
}

async function allPages<T extends { id: string }>(
  page: (after: string | undefined, limit: number) => Promise<T[]>,
): Promise<{ all: T[]; complete: boolean }> {
  const all: T[] = [];
  for (;;) {
    const some = await page(all.at(-1)?.id, AT_ONCE);
    all.push(...some);
    if (some.length < AT_ONCE) return { all, complete: true };
    if (all.length >= MOST) return { all, complete: false };
  }
}

async function read(world: World, connection: Connection): Promise<Shelf> {
  const { tenantId, id, locationId } = connection;
  const [menu, items, options, pulls] = await Promise.all([
    allPages<MenuDocument>((after, limit) => world.menus.page(tenantId, after, limit)),
    allPages<PulledItem>((after, limit) => world.publishing.catalog.page(connection, after, limit)),
    world.menus.options(connection),
    world.pulls.read({ tenantId, connectionId: id }),
  ]);
  const complete = menu.complete && items.complete;
  const { catalog, metadata } = pulls?.value.capabilities ?? {};
  return {
    sellables: sellablesOf(menu.all, locationId),
    productIds: new Set(menu.all.map((document) => document.id)),
    offers: offersOf(items.all, options),
    catalogKnown: complete && catalog?.lastCompleteAt !== undefined,
    optionsKnown: complete && metadata?.lastCompleteAt !== undefined && options.length > 0,
    connection,
    complete,
    pulledAt: catalog?.lastCompleteAt,
  };
}

const shelves = new Kept<Shelf>(KEPT_MS, MOST_KEPT);

/**
 * Both sides, read in pages: one read per product and per item, then kept for a minute by this instance, so that
 * turning pages and linking one thing after the other costs nothing more. `fresh`: some seconds old at most.
 */
export async function shelfOf(world: World, connection: Connection, fresh = false): Promise<Shelf> {
  const key = `${connection.tenantId}/${connection.id}`;
  const shelf = await shelves.of(world, key, () => read(world, connection), fresh ? FRESH_MS : KEPT_MS);
  // Settings and the number of tables are as they are now.
  return { ...shelf, connection };
}
