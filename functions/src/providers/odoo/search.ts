import type { PosItem } from '../../model/item';
import { fromMajor } from '../../model/money';
import type { Domain } from './client';
import type { Shop } from './shop';
import { folded, literal } from './text';
import { variant, type WireVariant } from './wire';

const MAX_RESULTS = 50;
const FIELDS = [
  'name',
  'display_name',
  'default_code',
  'barcode',
  'lst_price',
  'taxes_id',
  'product_tmpl_id',
];

/** `[10010] Latte (Large, Oat)` -> `Large, Oat`. */
export function variantName({
  name,
  display_name: display = '',
}: Pick<WireVariant, 'name' | 'display_name'>) {
  const behind = display.slice(display.indexOf(name) + name.length);
  return display.includes(name) ? /^ \((.+)\)$/.exec(behind)?.[1] : undefined;
}

const posItem = (row: WireVariant, currency: string): PosItem => ({
  itemId: String(row.product_tmpl_id.id),
  variationId: String(row.id),
  name: row.name,
  variationName: variantName(row),
  sku: row.default_code,
  barcode: row.barcode,
  price: fromMajor(row.lst_price, currency),
  taxIds: row.taxes_id?.map(String),
});

/** Every word in the name or the code; Odoo's `|` stands before the two that it joins. */
const withWords = (words: readonly string[]): Domain =>
  words
    .map(literal)
    .flatMap((word) => ['|', ['name', 'ilike', word] as const, ['default_code', 'ilike', word] as const]);

/** In whatever letters; what comes back is checked all the same. */
const withSku = (sku: string): Domain => [
  '|',
  ['default_code', '=ilike', literal(sku)],
  ['barcode', '=', sku],
];

/** product.product. Of the products of the till only, where the target is a till. */
export async function searchItems(shop: Shop, query: { text: string } | { sku: string }): Promise<PosItem[]> {
  const currency = await shop.currency();
  const words = 'text' in query ? query.text.trim().split(/\s+/).filter(Boolean) : [];
  const sold = [[shop.target() === 'pos' ? 'available_in_pos' : 'sale_ok', '=', true] as const];
  const domain = [...('sku' in query ? withSku(query.sku) : withWords(words)), ...sold];
  const found = { domain, fields: FIELDS, reply: variant, limit: MAX_RESULTS, order: 'id asc' };
  const rows = await shop.client.find('product.product', found);
  if (!('sku' in query)) return rows.map((row) => posItem(row, currency));
  const exact = [query.sku, folded(query.sku)];
  return rows
    .filter(({ default_code: code = '', barcode }) => exact.includes(folded(code)) || barcode === query.sku)
    .map((row) => posItem(row, currency));
}
