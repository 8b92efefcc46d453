import type { PosItem } from '../../model/item';
import { fromMajor } from '../../model/money';
import type { Shop } from './shop';
import { cut, folded } from './text';
import { itemsPage, type WireItem } from './wire';

const MAX_RESULTS = 50;
/** Some results may not hold the words, since Zoho's search is fuzzy. */
const PER_PAGE = 200;
const MAX_WORDS = 100;

type Options = Pick<WireItem, 'attribute_option_name1' | 'attribute_option_name2' | 'attribute_option_name3'>;

/** What tells a variant from its siblings, for people. */
export const optionsOf = (item: Options): string =>
  [item.attribute_option_name1, item.attribute_option_name2, item.attribute_option_name3]
    .filter(Boolean)
    .join(' / ');

/** A group is the product, and each item in it a variant; an item alone is both. */
export function posItem(item: WireItem, currency: string): PosItem {
  const { item_id, group_id, group_name, name, sku, rate, tax_id } = item;
  const isVariant = group_id !== undefined;
  return {
    itemId: group_id ?? item_id,
    variationId: item_id,
    name: group_name ?? name,
    variationName: isVariant ? optionsOf(item) || name : undefined,
    sku,
    price: rate === undefined ? undefined : fromMajor(rate, currency),
    taxIds: tax_id === undefined ? undefined : [tax_id],
  };
}

/** GET /items with a filter; what came is checked, since Zoho ignores filters that it does not know. */
async function found(
  { client }: Shop,
  filter: Record<string, string>,
  fits: (item: WireItem) => boolean,
): Promise<WireItem[]> {
  const query = { ...filter, status: 'active', page: 1, per_page: PER_PAGE };
  const { items } = await client.get('/items', itemsPage, query);
  return items.filter((item) => item.status !== 'inactive' && fits(item)).slice(0, MAX_RESULTS);
}

/** One call. https://www.zoho.com/inventory/api/v1/items/#list-all-the-items */
export async function searchItems(shop: Shop, query: { text: string } | { sku: string }): Promise<PosItem[]> {
  const currency = await shop.currency();
  if ('sku' in query) {
    const items = await found(shop, { sku: query.sku }, (item) => item.sku === query.sku);
    return items.map((item) => posItem(item, currency));
  }
  const words = folded(query.text).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const items = await found(shop, { search_text: cut(query.text.trim(), MAX_WORDS) }, (item) => {
    const { name, group_name = '', sku = '' } = item;
    const haystack = folded(`${name} ${group_name} ${optionsOf(item)} ${sku}`);
    return words.every((word) => haystack.includes(word));
  });
  return items.map((item) => posItem(item, currency));
}
