import { z } from 'zod';
import { chunksOf } from '../chunks';
import type { Shop } from '../shop';
import { RETRIEVE_MAX } from '../whole';
import type { Source, Step } from './pages';
import { isGone, objectsPage, type CatalogObject, type LiveObject } from './wire';

export type CatalogType = CatalogObject['type'];

const place = z.object({
  since: z.string().optional(),
  cursor: z.string().optional(),
  /** Square's own time up to which this pull is true; the next one starts there. */
  latest: z.string().optional(),
  /** Changes could not tell all: everything is read instead. */
  all: z.boolean().optional(),
  /** Something deleted did not say what it belonged to. */
  orphans: z.boolean().optional(),
});
export type CatalogPlace = z.infer<typeof place>;

/** Its limit is advisory; an item with many locations is large. */
const SEARCH_LIMIT = 500;

/**
 * What changed after a moment, with tombstones. `begin_time` is exclusive.
 * POST /v2/catalog/search, https://developer.squareup.com/reference/square/catalog-api/search-catalog-objects
 */
export function searchChanged(
  { call }: Shop,
  object_types: readonly string[],
  begin_time: string,
  cursor?: string,
) {
  return call({
    method: 'POST',
    path: '/v2/catalog/search',
    json: { object_types, begin_time, include_deleted_objects: true, limit: SEARCH_LIMIT, cursor },
    effect: false,
    reply: objectsPage,
  });
}

/** GET /v2/catalog/list, https://developer.squareup.com/reference/square/catalog-api/list-catalog */
export function listObjects({ call }: Shop, types: readonly string[], cursor?: string) {
  // Without types, nested ones are left out; deleted ones always are.
  return call({
    method: 'GET',
    path: '/v2/catalog/list',
    query: { types: types.join(','), cursor },
    effect: false,
    reply: objectsPage,
  });
}

/** When the catalog changed last, by Square's clock: ours may be ahead. Asked before a full pull starts. */
export async function latestTime({ call }: Shop): Promise<string | undefined> {
  const path = '/v2/catalog/search';
  const json = { object_types: ['ITEM'], limit: 1 };
  return (await call({ method: 'POST', path, json, effect: false, reply: objectsPage })).latest_time;
}

/** Live objects by id; unknown and deleted ones are not among them. */
export async function objectsOf({ call }: Shop, ids: Iterable<string>): Promise<LiveObject[]> {
  const found: LiveObject[] = [];
  for (const object_ids of chunksOf([...new Set(ids)], RETRIEVE_MAX)) {
    const path = '/v2/catalog/batch-retrieve';
    const { objects } = await call({
      method: 'POST',
      path,
      json: { object_ids },
      effect: false,
      reply: objectsPage,
    });
    for (const one of objects) if (!isGone(one)) found.push(one);
  }
  return found;
}

/** What a kind of catalog pull reads, and what becomes of it. */
interface Reading<T> {
  /** Of a full pull; nested objects come with their parents. */
  types: readonly string[];
  /** The type whose changes count as its parents'. */
  nested: 'ITEM_VARIATION' | 'MODIFIER';
  records: (objects: CatalogObject[], at: CatalogPlace) => Promise<T[]>;
}

/** The item of a variation, the list of a modifier. */
export function parentOf(object: CatalogObject): string | undefined {
  if ('item_variation_data' in object) return object.item_variation_data?.item_id;
  return 'modifier_data' in object ? object.modifier_data?.modifier_list_id : undefined;
}

/**
 * Whether something nested was deleted and does not say what it belonged to. What went at the same moment as a parent
 * went with it.
 */
function hasOrphans(objects: readonly CatalogObject[], { types, nested }: Reading<unknown>): boolean {
  const gone = objects.filter(isGone);
  const parents = gone.filter(({ type }) => types.includes(type)).map((one) => one.updated_at);
  return gone.some(
    (one) => one.type === nested && parentOf(one) === undefined && !parents.includes(one.updated_at),
  );
}

/** Where a page leads to: the next one, or to reading everything when the changes left a question. */
function behind(at: CatalogPlace, cursor: string | undefined): CatalogPlace | undefined {
  if (cursor) return { ...at, cursor };
  return at.orphans && !at.all ? { since: at.since, latest: at.latest, all: true } : undefined;
}

/** A pull of catalog objects: all of them by list, changes by search. */
export function catalogSource<T>(shop: Shop, reading: Reading<T>): Source<T, CatalogPlace> {
  const { types, nested, records } = reading;
  return {
    place,
    begin: async (since, lost) => {
      if (lost?.all) return { since, latest: lost.latest, all: true };
      return since === undefined ? { latest: await latestTime(shop) } : { since };
    },
    read: async (at): Promise<Step<T, CatalogPlace>> => {
      const { since, cursor, all } = at;
      const full = since === undefined || all === true;
      const page = full
        ? await listObjects(shop, types, cursor)
        : await searchChanged(shop, [...types, nested], since, cursor);
      // Of the first page: what changes while we page on is for the next pull.
      const latest = at.latest ?? (cursor === undefined ? page.latest_time : undefined) ?? since;
      const orphans = at.orphans || (!full && hasOrphans(page.objects, reading)) || undefined;
      return {
        records: await records(page.objects, at),
        next: behind({ ...at, latest, orphans }, page.cursor),
        checkpoint: latest,
        full,
      };
    },
  };
}
