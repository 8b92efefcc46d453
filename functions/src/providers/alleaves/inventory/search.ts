import type { PosItem } from '../../../model/item';
import { fromMajor } from '../../../model/money';
import type { Shop } from '../shop';
import { itemsOf, type Item } from './items';
import { displayPrice } from './price';
import { inventoryOf } from './rows';

const MAX_RESULTS = 50;

const folded = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

function found({ id, main }: Item, shop: Shop): PosItem {
  const price = displayPrice(main, shop.settings());
  return {
    itemId: String(id),
    variationId: String(id),
    name: main.item.trim(),
    sku: main.sku,
    price: price && fromMajor(price.amount, shop.currency),
  };
}

/** In the whole inventory: what the search's own `query` looks at is not known. Alleaves mostly has no SKUs. */
export async function searchItems(shop: Shop, query: { text: string } | { sku: string }): Promise<PosItem[]> {
  const { rows } = await inventoryOf(shop);
  const items = itemsOf(rows, shop.settings());
  const words = 'text' in query ? folded(query.text).split(/\s+/).filter(Boolean) : [];
  const hits = items.filter(({ main, rows: own }) => {
    if ('sku' in query) return own.some(({ sku }) => sku !== undefined && sku === query.sku);
    const text = folded([main.item, main.brand, main.sku].join(' '));
    return words.length > 0 && words.every((word) => text.includes(word));
  });
  return hits.slice(0, MAX_RESULTS).map((hit) => found(hit, shop));
}
