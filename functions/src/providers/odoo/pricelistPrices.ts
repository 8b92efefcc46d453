import { z } from 'zod';
import { fromMajor, toMajor } from '../../model/money';
import type { ChangeResult, PriceChange } from '../change';
import { numberIn, refusalsOf, refused } from './changes';
import { priceBy, rulesOf, type Rule } from './pricelist';
import type { Shop } from './shop';
import { id, link } from './wire';

const product = z.looseObject({ id, lst_price: z.number(), product_tmpl_id: link });
type Product = z.infer<typeof product>;

/** The pricelist of the till; undefined where it has none and follows the products' own prices. */
export async function pricelistOf(shop: Shop): Promise<number | undefined> {
  if (shop.target() !== 'pos') return undefined;
  const { use_pricelist: used, pricelist_id: list } = await shop.till();
  return used === false ? undefined : list?.id;
}

/** A rule for this form alone, for one piece, at any time. */
const isPlain = (rule: Rule, variantId: number) =>
  rule.applied_on === '0_product_variant' &&
  rule.product_id?.id === variantId &&
  rule.compute_price === 'fixed' &&
  rule.min_quantity <= 1 &&
  rule.date_start === undefined &&
  rule.date_end === undefined;

async function setRule(shop: Shop, row: Product, rules: readonly Rule[], pricelistId: number, price: number) {
  const { client } = shop;
  const own = rules.find((rule) => isPlain(rule, row.id));
  if (own) return client.write('product.pricelist.item', [own.id], { fixed_price: price });
  const { displayAppliedOn } = await client.dialect();
  await client.create('product.pricelist.item', {
    pricelist_id: pricelistId,
    applied_on: '0_product_variant',
    ...(displayAppliedOn && { display_applied_on: '1_product' }),
    product_tmpl_id: row.product_tmpl_id.id,
    product_id: row.id,
    compute_price: 'fixed',
    fixed_price: price,
    min_quantity: 0,
  });
}

/** product.pricelist.item: 2 calls to look, one per price, one to verify. Rules for a time or a quantity stay above. */
export async function* setOnPricelist(
  shop: Shop,
  changes: readonly PriceChange[],
  pricelistId: number,
): AsyncGenerator<ChangeResult> {
  const { client } = shop;
  const currency = await shop.currency();
  const wanted = changes.flatMap(({ link: one }) => numberIn(one.variationId) ?? []);
  const fields = ['lst_price', 'product_tmpl_id'];
  const rows = await client.find('product.product', {
    domain: [['id', 'in', wanted]],
    fields,
    reply: product,
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  const shown = (rules: readonly Rule[], row: Product) => {
    const subject = { variantId: row.id, templateId: row.product_tmpl_id.id, basePrice: row.lst_price };
    return fromMajor(priceBy(rules, subject, shop.now()), currency);
  };
  const before = await rulesOf(client, pricelistId);
  const written: [PriceChange, Product][] = [];
  for (const change of changes) {
    const row = byId.get(numberIn(change.link.variationId) ?? 0);
    if (!row)
      yield refused(
        change.key,
        'Odoo no longer has the product, or it is archived.',
        'Map it to another one.',
      );
    else if (shown(before, row) === change.price) yield { key: change.key, outcome: 'unchanged' };
    else
      try {
        await setRule(shop, row, before, pricelistId, toMajor(change.price, currency));
        written.push([change, row]);
      } catch (thrown) {
        yield* refusalsOf([change.key], thrown);
      }
  }
  if (written.length === 0) return;
  const after = await rulesOf(client, pricelistId);
  for (const [{ key, price }, row] of written)
    if (shown(after, row) === price) yield { key, outcome: 'done' };
    else
      yield refused(
        key,
        'Odoo took the price, but another rule of the till’s pricelist goes before it.',
        'Look at the rules for this product in the pricelist in Odoo.',
      );
}
