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

interface Rows<T> {
  rows: T[];
  /** There may be more behind this one. */
  next?: string;
}

async function allPages<T>(
  page: (after: string | undefined, limit: number) => Promise<Rows<T>>,
): Promise<{ all: T[]; complete: boolean }> {
  const all: T[] = [];
  let after: string | undefined;
  for (;;) {
    const { rows, next } = await page(after, AT_ONCE);
    all.push(...rows);
    if (next === undefined) return { all, complete: true };
    if (all.length >= MOST) return { all, complete: false };
    after = next;
  }
}

async function menuPage(
  world: World,
  tenantId: string,
  after: string | undefined,
  limit: number,
): Promise<Rows<MenuDocument>> {
  const rows = await world.menus.page(tenantId, after, limit);
  return { rows, next: rows[limit - 1]?.id };
}

async function itemPage(
  world: World,
  connection: Connection,
  after: string | undefined,
  limit: number,
): Promise<Rows<PulledItem>> {
  const { items, next } = await world.publishing.catalog.page(connection, after, limit);
  return { rows: items, next };
}

async function read(world: World, connection: Connection): Promise<Shelf> {
  const { tenantId, id, locationId } = connection;
  const [menu, items, options, pulls] = await Promise.all([
    allPages((after, limit) => menuPage(world, tenantId, after, limit)),
    allPages((after, limit) => itemPage(world, connection, after, limit)),
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
