import { z } from 'zod';
import type { Route } from '../../core/types';
import { type Account, locationIds } from '../accounts';
import { endpointsOf } from '../endpoint';
import { type ErrorEntry, refuse, SquareError } from '../errors';
import type { World } from '../world';
import { itemSearchRoute } from './items';
import { catalogObject, type CatalogObject } from './schema';
import { relatedTo, search, searchableType, type SearchBody, searchBody } from './search';
import { deleteObjects, type IdMapping, type Written, writeBatch } from './write';

const key = z.string().min(1).max(128);
const upsertBody = z.strictObject({ idempotency_key: key, object: catalogObject });
const batchUpsertBody = z.strictObject({
  idempotency_key: key,
  batches: z.array(z.strictObject({ objects: z.array(catalogObject).min(1).max(1000) })).min(1),
});
const batchRetrieveBody = z.strictObject({
  object_ids: z.array(z.string().min(1)).min(1).max(1000),
  include_related_objects: z.boolean().optional(),
  include_deleted_objects: z.boolean().optional(),
});
const batchDeleteBody = z.strictObject({ object_ids: z.array(z.string().min(1)).min(1).max(200) });

const LIMITS = {
  batch_upsert_max_objects_per_batch: 1000,
  batch_upsert_max_total_objects: 10_000,
  batch_retrieve_max_object_ids: 1000,
  search_max_page_limit: 1000,
  batch_delete_max_object_ids: 200,
};

/** Runs one write while it holds the seller's lock; a second write meanwhile is turned away. */
async function locked<T>(world: World, { catalog }: Account, write: () => T): Promise<T> {
  if (catalog.locked) refuse('RATE_LIMITED', 'Catalog locked by prior request.');
  catalog.locked = true;
  try {
    await new Promise((resolve) => setTimeout(resolve, world.knobs.catalogWriteMs));
    return write();
  } finally {
    catalog.locked = false;
  }
}

function write(world: World, account: Account, objects: CatalogObject[]): Written {
  return writeBatch(account.catalog, { locationIds: locationIds(account) }, world.ids, objects);
}

const viewOf = ({ catalog }: Account, id: string) => {
  const object = catalog.objects.get(id);
  return object && catalog.view(object);
};

/** Each batch stands or falls alone; when none stands, the whole request fails with the first error. */
function upsertBatches(world: World, account: Account, batches: { objects: CatalogObject[] }[]): object {
  if (batches.reduce((sum, batch) => sum + batch.objects.length, 0) > 10_000)
    refuse('ARRAY_LENGTH_TOO_LONG', 'At most 10000 objects in all.', 'batches');
  const written: string[] = [];
  const id_mappings: IdMapping[] = [];
  const errors: ErrorEntry[] = [];
  for (const { objects } of batches) {
    try {
      const { ids, idMappings } = write(world, account, objects);
      written.push(...ids);
      id_mappings.push(...idMappings);
    } catch (thrown) {
      if (!(thrown instanceof SquareError)) throw thrown;
      errors.push(...thrown.errors);
    }
  }
  if (written.length === 0) throw new SquareError(errors);
  const objects = written.map((id) => viewOf(account, id));
  const updated_at = world.clock.iso(account.catalog.latest);
  return { objects, updated_at, id_mappings, ...(errors.length > 0 ? { errors } : {}) };
}

function list(world: World, account: Account, query: Record<string, string>): object {
  const types = (
    query['types'] ?? 'ITEM,CATEGORY,TAX,DISCOUNT,MODIFIER_LIST,PRICING_RULE,PRODUCT_SET,TIME_PERIOD'
  )
    .split(',')
    .map(
      (type) =>
        searchableType.safeParse(type).data ?? refuse('INVALID_ENUM_VALUE', `No type ${type}.`, 'types'),
    );
  const { ids, cursor } = account.cursors.page(
    { list: types },
    query['cursor'],
    world.knobs.catalogPageSize,
    () => search(account.catalog, { object_types: types }),
  );
  const objects = ids.map((id) => viewOf(account, id)).filter((object) => object?.is_deleted !== true);
  return ids.length === 0 ? {} : { objects, cursor };
}

function searchObjects(world: World, account: Account, body: SearchBody): object {
  const { cursor: from, ...query } = body;
  const limit = Math.min(body.limit ?? world.knobs.catalogPageSize, 1000);
  const { ids, cursor } = account.cursors.page(query, from, limit, () => search(account.catalog, body));
  const latest_time = world.clock.iso(account.catalog.latest);
  const objects = ids.map((id) => viewOf(account, id)).filter((object) => object !== undefined);
  const related = body.include_related_objects === true ? relatedTo(account.catalog, objects) : [];
  return {
    ...(objects.length > 0 ? { objects, cursor } : {}),
    ...(related.length > 0 ? { related_objects: related } : {}),
    latest_time,
  };
}

function retrieve(account: Account, body: z.infer<typeof batchRetrieveBody>): object {
  const objects = body.object_ids
    .map((id) => viewOf(account, id))
    .filter((object) => object !== undefined)
    .filter((object) => object.is_deleted !== true || body.include_deleted_objects === true);
  const related = body.include_related_objects === true ? relatedTo(account.catalog, objects) : [];
  return {
    ...(objects.length > 0 ? { objects } : {}),
    ...(related.length > 0 ? { related_objects: related } : {}),
  };
}

function readRoutes(world: World): Route[] {
  const endpoint = endpointsOf(world);
  const scopes = ['ITEMS_READ'];
  return [
    endpoint({ method: 'GET', path: '/v2/catalog/info', scopes, handle: () => ({ limits: LIMITS }) }),
    endpoint({
      method: 'GET',
      path: '/v2/catalog/list',
      scopes,
      query: ['types', 'cursor'],
      handle: ({ account, query }) => list(world, account, query),
    }),
    endpoint({
      method: 'POST',
      path: '/v2/catalog/search',
      scopes,
      body: searchBody,
      handle: ({ account, body }) => searchObjects(world, account, body),
    }),
    endpoint({
      method: 'POST',
      path: '/v2/catalog/batch-retrieve',
      scopes,
      body: batchRetrieveBody,
      handle: ({ account, body }) => retrieve(account, body),
    }),
    endpoint({
      method: 'GET',
      path: '/v2/catalog/object/:id',
      scopes,
      query: ['include_related_objects'],
      handle: ({ account, params: { id = '' }, query }) => {
        const object = viewOf(account, id);
        if (!object || object.is_deleted === true)
          refuse('NOT_FOUND', `Catalog object with ID \`${id}\` not found.`);
        if (query['include_related_objects'] !== 'true') return { object };
        return { object, related_objects: relatedTo(account.catalog, [object]) };
      },
    }),
    itemSearchRoute(world),
  ];
}

function deleted(world: World, account: Account, ids: string[]): object {
  const deleted_object_ids = deleteObjects(account.catalog, ids);
  return { deleted_object_ids, deleted_at: world.clock.iso(account.catalog.latest) };
}

function writeRoutes(world: World): Route[] {
  const endpoint = endpointsOf(world);
  const scopes = ['ITEMS_WRITE'];
  return [
    endpoint({
      method: 'POST',
      path: '/v2/catalog/object',
      scopes,
      body: upsertBody,
      replays: true,
      handle: ({ account, body }) =>
        locked(world, account, () => {
          const { ids, idMappings } = write(world, account, [body.object]);
          return { catalog_object: viewOf(account, ids[0] ?? ''), id_mappings: idMappings };
        }),
    }),
    endpoint({
      method: 'POST',
      path: '/v2/catalog/batch-upsert',
      scopes,
      body: batchUpsertBody,
      replays: true,
      handle: ({ account, body }) =>
        locked(world, account, () => upsertBatches(world, account, body.batches)),
    }),
    endpoint({
      method: 'DELETE',
      path: '/v2/catalog/object/:id',
      scopes,
      handle: ({ account, params: { id = '' } }) =>
        locked(world, account, () => {
          if (!account.catalog.find(id)) refuse('NOT_FOUND', `Catalog object with ID \`${id}\` not found.`);
          return deleted(world, account, [id]);
        }),
    }),
    endpoint({
      method: 'POST',
      path: '/v2/catalog/batch-delete',
      scopes,
      body: batchDeleteBody,
      handle: ({ account, body }) => locked(world, account, () => deleted(world, account, body.object_ids)),
    }),
  ];
}

/** https://developer.squareup.com/reference/square/catalog-api */
export function catalogRoutes(world: World): Route[] {
  return [...readRoutes(world), ...writeRoutes(world)];
}
