import { z } from 'zod';
import { fromMajor, majorText, toMajor } from '../../model/money';
import type { ChangeResult, PriceChange } from '../change';
import { chunksOf, numberIn, oneAfterAnother, refusalsOf, refused } from './changes';
import { pricelistOf, setOnPricelist } from './pricelistPrices';
import type { Shop } from './shop';
import { id, ids, link } from './wire';

const BATCH = 100;

export const priced = z.looseObject({
  id,
  active: z.boolean(),
  lst_price: z.number(),
  list_price: z.number(),
  price_extra: z.number(),
  product_tmpl_id: link,
  product_template_attribute_value_ids: ids,
});
export type Priced = z.infer<typeof priced>;

const FIELDS = [
  'active',
  'lst_price',
  'list_price',
  'price_extra',
  'product_tmpl_id',
  'product_template_attribute_value_ids',
];
const ANY_STATE = ['active', 'in', [true, false]] as const;

const readBy = ({ client }: Shop, field: string, wanted: readonly number[]): Promise<Priced[]> =>
  client.find('product.product', {
    domain: [[field, 'in', [...new Set(wanted)]], ANY_STATE],
    fields: FIELDS,
    reply: priced,
  });

const GONE = [
  'Odoo no longer has the product, or it is archived.',
  'Map the product to another one.',
] as const;

/** How a price of its own is set on a variant. */
type Way =
  { model: string; recordId: number; values: Record<string, number> } | { no: string; advice: string };

/**
 * A product in one form has its price on the template. Of several forms, each adds what its option costs to that
 * price: a form that hangs on one option alone gets its price there, and the others keep theirs.
 */
function wayOf(row: Priced, siblings: readonly Priced[], price: number): Way {
  const { product_tmpl_id: template, product_template_attribute_value_ids: options } = row;
  if (siblings.length === 0) {
    const listPrice = price - row.price_extra;
    return { model: 'product.template', recordId: template.id, values: { list_price: listPrice } };
  }
  const [option] = options;
  const isItsOwn =
    option !== undefined &&
    options.length === 1 &&
    !siblings.some((other) => other.product_template_attribute_value_ids.includes(option));
  if (isItsOwn)
    return {
      model: 'product.template.attribute.value',
      recordId: option,
      values: { price_extra: price - row.list_price },
    };
  return {
    no: 'The price of this form is made of several options, which other forms share.',
    advice:
      'Give the till a pricelist in Odoo and set prices for the location, or set the option prices in Odoo.',
  };
}

/** Floats of a difference: 12.1 - 3.5 is 8.600000000000001. */
const rounded = (values: Record<string, number>, currency: string) =>
  Object.fromEntries(
    Object.entries(values).map(([field, value]) => [field, toMajor(fromMajor(value, currency), currency)]),
  );

interface Standing {
  currency: string;
  rows: Map<number, Priced>;
  /** Template -> its forms that are sold. */
  forms: Map<number, Priced[]>;
}

/** The products and, in a second call, whatever shares a template with them. */
async function standing(shop: Shop, changes: readonly PriceChange[]): Promise<Standing> {
  const wanted = changes.flatMap(({ link: one }) => numberIn(one.variationId) ?? []);
  const rows = wanted.length > 0 ? await readBy(shop, 'id', wanted) : [];
  const all =
    rows.length > 0
      ? await readBy(
          shop,
          'product_tmpl_id',
          rows.map((row) => row.product_tmpl_id.id),
        )
      : [];
  const forms = new Map<number, Priced[]>();
  for (const row of all.filter(({ active }) => active))
    forms.set(row.product_tmpl_id.id, [...(forms.get(row.product_tmpl_id.id) ?? []), row]);
  return { currency: await shop.currency(), rows: new Map(rows.map((row) => [row.id, row])), forms };
}

async function setBasePrice(shop: Shop, change: PriceChange, now: Standing): Promise<ChangeResult> {
  const { key, price } = change;
  const { currency } = now;
  const row = now.rows.get(numberIn(change.link.variationId) ?? 0);
  if (!row?.active) return refused(key, ...GONE);
  if (fromMajor(row.lst_price, currency) === price) return { key, outcome: 'unchanged' };
  const siblings = (now.forms.get(row.product_tmpl_id.id) ?? []).filter((other) => other.id !== row.id);
  const way = wayOf(row, siblings, toMajor(price, currency));
  if ('no' in way) return refused(key, way.no, way.advice);
  await shop.client.write(way.model, [way.recordId], rounded(way.values, currency));
  return { key, outcome: 'done' };
}

/** Odoo rounds prices to its own decimals, and says so only when asked. */
async function* verified(
  shop: Shop,
  written: readonly PriceChange[],
  currency: string,
): AsyncGenerator<ChangeResult> {
  if (written.length === 0) return;
  const rows = await readBy(
    shop,
    'id',
    written.flatMap(({ link: one }) => numberIn(one.variationId) ?? []),
  );
  const shown = new Map(rows.map((row) => [row.id, fromMajor(row.lst_price, currency)]));
  for (const { key, link: one, price } of written) {
    const kept = shown.get(numberIn(one.variationId) ?? 0);
    if (kept === price) yield { key, outcome: 'done' };
    else
      yield refused(
        key,
        `Odoo took the price ${majorText(price, currency)} and shows ` +
          `${kept === undefined ? 'none' : majorText(kept, currency)} instead.`,
        'Raise the decimal accuracy of "Product Price" in Odoo, or set the price there.',
      );
  }
}

async function* setBasePrices(shop: Shop, changes: readonly PriceChange[]): AsyncGenerator<ChangeResult> {
  const now = await standing(shop, changes);
  const written: PriceChange[] = [];
  try {
    for (const change of changes) {
      const [result] = await setBasePrice(shop, change, now).then(
        (one) => [one],
        (thrown: unknown) => refusalsOf([change.key], thrown),
      );
      if (result?.outcome === 'done') written.push(change);
      else if (result) yield result;
    }
  } finally {
    yield* verified(shop, written, now.currency);
  }
}

/**
 * For the location: on the pricelist of the till, where it has one. Else, and everywhere: the price of the product.
 * product.template, product.template.attribute.value: 2 calls to look, one per price, one to verify.
 */
export async function* pushPrices(shop: Shop, changes: readonly PriceChange[]): AsyncGenerator<ChangeResult> {
  if (changes.length === 0) return;
  const pricelistId = shop.priceScope === 'location' ? await pricelistOf(shop) : undefined;
  yield* oneAfterAnother(chunksOf(changes, BATCH), (batch) =>
    pricelistId === undefined ? setBasePrices(shop, batch) : setOnPricelist(shop, batch, pricelistId),
  );
}
