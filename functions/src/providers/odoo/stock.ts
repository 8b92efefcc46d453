import { z } from 'zod';
import type { ChangeResult, StockChange } from '../change';
import { chunksOf, numberIn, oneAfterAnother, refusalsOf, refused } from './changes';
import type { Shop } from './shop';
import { stockPlace } from './stockPlace';
import { id, link, moment } from './wire';

const BATCH = 100;

const product = z.looseObject({ id, tracking: z.string().optional() });
const quant = z.looseObject({ id, product_id: link, quantity: z.number(), write_date: moment });
type Product = z.infer<typeof product>;
type Quant = z.infer<typeof quant>;

/** Three decimals are as fine as anybody counts. */
const same = (a: number, b: number) => Math.round(a * 1000) === Math.round(b * 1000);

const COUNTED_BY_LOT = [
  'Odoo counts this product by lots or serial numbers.',
  'Count it in Odoo under Inventory > Operations > Physical Inventory.',
] as const;
const NOT_COUNTED = [
  'Odoo does not count the stock of this product, or no longer has it.',
  'In Odoo, turn on "Track Inventory" for the product, or map it to another one.',
] as const;
const SEVERAL = [
  'Odoo keeps this product in several packages or for several owners at this place.',
  'Count it in Odoo under Inventory > Operations > Physical Inventory.',
] as const;

interface Standing {
  placeId: number;
  products: Map<number, Product>;
  quants: Map<number, Quant[]>;
}

/** product.product for what may be counted, stock.quant for what is there. */
async function standing(shop: Shop, placeId: number, changes: readonly StockChange[]): Promise<Standing> {
  const { client } = shop;
  const wanted = [...new Set(changes.flatMap(({ link: one }) => numberIn(one.variationId) ?? []))];
  const { storable } = await client.dialect();
  const fields = await client.known('product.product', ['id', 'tracking']);
  const rows = await client.find('product.product', {
    domain: [['id', 'in', wanted], storable],
    fields,
    reply: product,
  });
  const quants = await client.find('stock.quant', {
    domain: [
      ['location_id', '=', placeId],
      ['product_id', 'in', wanted],
    ],
    fields: ['product_id', 'quantity', 'write_date'],
    reply: quant,
  });
  const byProduct = new Map<number, Quant[]>();
  for (const row of quants)
    byProduct.set(row.product_id.id, [...(byProduct.get(row.product_id.id) ?? []), row]);
  return { placeId, products: new Map(rows.map((row) => [row.id, row])), quants: byProduct };
}

/** What needs no write, or the product and the quant to write. */
function judged(change: StockChange, now: Standing): ChangeResult | { productId: number; quantId?: number } {
  const { key, quantity, countedAt } = change;
  const productId = numberIn(change.link.variationId);
  const row = productId === undefined ? undefined : now.products.get(productId);
  if (!row || productId === undefined) return refused(key, ...NOT_COUNTED);
  if (row.tracking !== undefined && row.tracking !== 'none') return refused(key, ...COUNTED_BY_LOT);
  const quants = now.quants.get(productId) ?? [];
  const [only] = quants;
  if (quants.length > 1) return refused(key, ...SEVERAL);
  if (same(only?.quantity ?? 0, quantity)) return { key, outcome: 'unchanged' };
  // Odoo cuts its times to seconds.
  if (only && only.write_date > countedAt + 999)
    return refused(
      key,
      `The stock moved in Odoo after it was counted, and stands at ${only.quantity} there.`,
      'Count it again: the later figure wins.',
    );
  return { productId, quantId: only?.id };
}

/** Without it Odoo takes the figure for a movement, and makes a second row of it. */
const COUNTING = { inventory_mode: true };

/** stock.quant, then action_apply_inventory. Absolute, so it may be repeated. */
async function count(
  shop: Shop,
  placeId: number,
  productId: number,
  quantId: number | undefined,
  quantity: number,
) {
  const { client } = shop;
  const values = { inventory_quantity: quantity };
  if (quantId !== undefined) await client.write('stock.quant', [quantId], values, COUNTING);
  const row = { product_id: productId, location_id: placeId, ...values };
  const counted = quantId ?? (await client.create('stock.quant', row, COUNTING));
  const call = {
    model: 'stock.quant',
    method: 'action_apply_inventory',
    ids: [counted],
    effect: true,
  } as const;
  await client.call({ ...call, reply: z.unknown() });
}

async function* setBatch(
  shop: Shop,
  placeId: number,
  batch: readonly StockChange[],
): AsyncGenerator<ChangeResult> {
  const now = await standing(shop, placeId, batch);
  const written: StockChange[] = [];
  for (const change of batch) {
    const due = judged(change, now);
    if ('key' in due) yield due;
    else
      try {
        await count(shop, placeId, due.productId, due.quantId, change.quantity);
        written.push(change);
      } catch (thrown) {
        yield* refusalsOf([change.key], thrown);
      }
  }
  if (written.length === 0) return;
  const after = await standing(shop, placeId, written);
  for (const { key, link: one, quantity } of written) {
    const quants = after.quants.get(numberIn(one.variationId) ?? 0) ?? [];
    const there = quants.reduce((sum, row) => sum + row.quantity, 0);
    if (same(there, quantity)) yield { key, outcome: 'done' };
    else
      yield refused(
        key,
        `Odoo took the stock ${quantity} and shows ${there} instead.`,
        'Look at it in Odoo.',
      );
  }
}

/** Sets what was counted where the till sells from. A figure that moved since then stays. */
export async function* setStock(shop: Shop, changes: readonly StockChange[]): AsyncGenerator<ChangeResult> {
  if (changes.length === 0) return;
  const placeId = await stockPlace(shop);
  yield* oneAfterAnother(chunksOf(changes, BATCH), (batch) => setBatch(shop, placeId, batch));
}
