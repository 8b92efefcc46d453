import type { PosItem, PosLocation } from '../../model/item';
import { posItem } from './items';
import type { Shop } from './shop';
import {
  itemObjects,
  itemsPage,
  locationsReply,
  variationsPage,
  type CatalogItem,
  type CatalogVariation,
} from './wire';

const MAX_RESULTS = 50;
/** A search must not eat the account's calls: whoever finds nothing in five pages types more words. */
const MAX_PAGES = 5;

/** GET /v2/locations (does not page), https://developer.squareup.com/reference/square/locations-api/list-locations */
export async function locations({ call, merchantId }: Shop): Promise<PosLocation[]> {
  const reply = await call({ method: 'GET', path: '/v2/locations', effect: false, reply: locationsReply });
  return reply.locations
    .filter(({ status }) => status === 'ACTIVE')
    .map(({ id, name, currency, timezone, merchant_id }) => ({
      externalId: id,
      name: name ?? id,
      currency,
      timezone,
      accountId: merchant_id ?? merchantId ?? id,
    }));
}

/**
 * POST /v2/catalog/search-catalog-items
 * https://developer.squareup.com/reference/square/catalog-api/search-catalog-items
 */
async function byText({ call, locationId }: Shop, text: string): Promise<PosItem[]> {
  const found: PosItem[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MAX_PAGES && found.length < MAX_RESULTS; page += 1) {
    const reply = await call({
      method: 'POST',
      path: '/v2/catalog/search-catalog-items',
      json: {
        text_filter: text,
        enabled_location_ids: locationId === undefined ? undefined : [locationId],
        limit: 100,
        cursor,
      },
      effect: false,
      reply: itemsPage,
    });
    for (const item of reply.items)
      found.push(...item.item_data.variations.flatMap((one) => posItem(item, one, locationId) ?? []));
    if (!reply.cursor) break;
    cursor = reply.cursor;
  }
  return found;
}

/**
 * Items by id; the search may have sent them along, but nobody promises it.
 * POST /v2/catalog/batch-retrieve
 * https://developer.squareup.com/reference/square/catalog-api/batch-retrieve-catalog-objects
 */
async function itemsOf({ call }: Shop, variations: CatalogVariation[], sentAlong: CatalogItem[]) {
  const items = new Map(sentAlong.map((item) => [item.id, item]));
  const wanted = variations.flatMap(({ item_variation_data: { item_id } }) => item_id ?? []);
  const missing = [...new Set(wanted)].filter((id) => !items.has(id));
  if (missing.length === 0) return items;
  const path = '/v2/catalog/batch-retrieve';
  const json = { object_ids: missing };
  const { objects } = await call({ method: 'POST', path, json, effect: false, reply: itemObjects });
  for (const item of objects) items.set(item.id, item);
  return items;
}

/** POST /v2/catalog/search, https://developer.squareup.com/reference/square/catalog-api/search-catalog-objects */
async function bySku(shop: Shop, sku: string): Promise<PosItem[]> {
  const variations: CatalogVariation[] = [];
  const sentAlong: CatalogItem[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MAX_PAGES && variations.length < MAX_RESULTS; page += 1) {
    const reply = await shop.call({
      method: 'POST',
      path: '/v2/catalog/search',
      json: {
        object_types: ['ITEM_VARIATION'],
        query: { exact_query: { attribute_name: 'sku', attribute_value: sku } },
        include_related_objects: true,
        limit: 100,
        cursor,
      },
      effect: false,
      reply: variationsPage,
    });
    // Square's "exact" match is documented to be partial at times.
    const same = reply.objects.filter(
      ({ item_variation_data: data }) => data.sku?.toLowerCase() === sku.toLowerCase(),
    );
    variations.push(...same);
    sentAlong.push(...reply.related_objects);
    if (!reply.cursor) break;
    cursor = reply.cursor;
  }
  const items = await itemsOf(shop, variations, sentAlong);
  return variations.flatMap(
    (one) => posItem(items.get(one.item_variation_data.item_id ?? ''), one, shop.locationId) ?? [],
  );
}

/** Variations that are sold at the location, by words or by exact SKU (in any case). */
export async function searchItems(shop: Shop, query: { text: string } | { sku: string }): Promise<PosItem[]> {
  const found = 'sku' in query ? await bySku(shop, query.sku.trim()) : await byText(shop, query.text.trim());
  return found.slice(0, MAX_RESULTS);
}
