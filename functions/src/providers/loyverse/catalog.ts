import type { PosItem, PosLocation } from '../../model/item';
import { fromMajor } from '../../model/money';
import { walk } from './client';
import type { Shop } from './shop';
import { folded } from './text';
import { fixedPriceAt, soldAt } from './variant';
import { item, itemsPage, merchant, stores, variantsPage, type WireItem, type WireVariant } from './wire';

const MAX_RESULTS = 50;
/** 20 pages are 5000 items: a search must not eat the account's 300 calls. */
const MAX_PAGES = 20;

/**
 * GET /merchant/ and GET /stores (does not page).
 * https://developer.loyverse.com/docs/#tag/Merchant https://developer.loyverse.com/docs/#tag/Stores
 */
export async function locations({ client }: Shop): Promise<PosLocation[]> {
  const account = await client.get('/merchant/', merchant);
  const all = (await client.get('/stores', stores)).stores;
  return all
    .filter((store) => store.deleted_at === undefined)
    .map((store) => ({
      externalId: store.id,
      name: store.name,
      currency: account.currency.code,
      accountId: account.id,
    }));
}

/** What tells a variant from its siblings, for people. */
export const optionsOf = (variant: WireVariant) =>
  [variant.option1_value, variant.option2_value, variant.option3_value].filter(Boolean).join(' / ');

function posItems(source: WireItem, storeId: string | undefined, currency: string): PosItem[] {
  if (source.deleted_at !== undefined) return [];
  return source.variants.flatMap((variant) => {
    if (!soldAt(variant, storeId)) return [];
    const price = fixedPriceAt(variant, storeId);
    return {
      itemId: source.id,
      variationId: variant.variant_id,
      name: source.item_name,
      variationName: optionsOf(variant) || undefined,
      sku: variant.sku,
      barcode: variant.barcode,
      price: price === undefined ? undefined : fromMajor(price, currency),
      taxIds: source.tax_ids,
    };
  });
}

/** GET /variants?sku=, then GET /items/{id}, https://developer.loyverse.com/docs/#tag/Variants */
async function bySku({ client, storeId }: Shop, sku: string, currency: string): Promise<PosItem[]> {
  const { variants } = await client.get('/variants', variantsPage, { sku, limit: 250 });
  // Loyverse ignores a filter that it does not know: what came is checked.
  const exact = variants.filter((variant) => variant.sku === sku && variant.deleted_at === undefined);
  const itemIds = [...new Set(exact.map((variant) => variant.item_id))].slice(0, MAX_RESULTS);
  const found: PosItem[] = [];
  for (const id of itemIds) {
    const source = await client.get(`/items/${encodeURIComponent(id)}`, item);
    found.push(...posItems(source, storeId, currency).filter((candidate) => candidate.sku === sku));
  }
  return found;
}

/** GET /items, page by page: there is no search by name. https://developer.loyverse.com/docs/#tag/Items */
async function byText({ client, storeId }: Shop, text: string, currency: string): Promise<PosItem[]> {
  const words = folded(text).split(/\s+/).filter(Boolean);
  const found: PosItem[] = [];
  await walk(client, { path: '/items', reply: itemsPage, maxPages: MAX_PAGES }, (page) => {
    for (const candidate of page.items.flatMap((source) => posItems(source, storeId, currency))) {
      const { name, variationName = '', sku = '' } = candidate;
      const haystack = folded(`${name} ${variationName} ${sku}`);
      if (words.every((word) => haystack.includes(word))) found.push(candidate);
    }
    return found.length >= MAX_RESULTS;
  });
  return found;
}

export async function searchItems(shop: Shop, query: { text: string } | { sku: string }): Promise<PosItem[]> {
  const currency = await shop.currency();
  const found =
    'sku' in query ? await bySku(shop, query.sku, currency) : await byText(shop, query.text, currency);
  return found.slice(0, MAX_RESULTS);
}
