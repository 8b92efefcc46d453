import { z } from 'zod';
import { fromMajor } from '../../../model/money';
import type { PulledItem, PulledVariation } from '../../../model/pulled';
import type { Page, PullRequest } from '../../pull';
import type { Client, Domain } from '../client';
import { priceBy, rulesOf, type Rule } from '../pricelist';
import { pricelistOf } from '../pricelistPrices';
import { variantName } from '../search';
import type { Shop } from '../shop';
import { ids, link, maybe, variant } from '../wire';
import { choicesOf, type Choices } from './choices';
import { ARCHIVED_TOO, list, pagesOf, pulled, stamped } from './pages';
import type { Position } from './position';

const row = stamped.extend(variant.shape).extend({
  active: z.boolean(),
  available_in_pos: z.boolean().optional(),
  sale_ok: z.boolean().optional(),
  standard_price: z.number().optional(),
  description_sale: maybe(z.string()).optional(),
  pos_categ_ids: ids.optional(),
  pos_categ_id: maybe(link).optional(),
  categ_id: maybe(link).optional(),
});
type Row = z.infer<typeof row>;

/** Some only with an app, some only from a series on. */
const FIELDS = [
  'id',
  'write_date',
  'name',
  'display_name',
  'default_code',
  'barcode',
  'lst_price',
  'taxes_id',
  'product_tmpl_id',
  'active',
  'available_in_pos',
  'sale_ok',
  'standard_price',
  'description_sale',
  'pos_categ_ids',
  'pos_categ_id',
  'categ_id',
];

/** What turns rows into items, asked for once per pull. */
interface Reading {
  client: Client;
  currency: string;
  rules: readonly Rule[];
  choices: Choices;
  fields: string[];
  /** Whether a till sells it, or the sales app. */
  isSold: (row: Row) => boolean;
  now: number;
}

function variation(source: Row, { currency, rules, now, isSold }: Reading): PulledVariation {
  const product = {
    variantId: source.id,
    templateId: source.product_tmpl_id.id,
    basePrice: source.lst_price,
  };
  return {
    id: String(source.id),
    name: variantName(source),
    sku: source.default_code,
    barcode: source.barcode,
    price: fromMajor(priceBy(rules, product, now), currency),
    cost: source.standard_price === undefined ? undefined : fromMajor(source.standard_price, currency),
    available: source.active && isSold(source),
  };
}

/** Till categories where there are any; a shop without a till has the categories of the products. */
const categoriesOf = ({ pos_categ_ids: several, pos_categ_id: one, categ_id: general }: Row) =>
  (several ?? (one ? [one.id] : general ? [general.id] : [])).map(String);

/** One item of the forms of a template; archived ones stay only while nothing else is left. */
function item(forms: readonly [Row, ...Row[]], reading: Reading, modifierListIds: string[]): PulledItem {
  const [first] = forms;
  const live = forms.filter(({ active }) => active);
  const shown = live.length > 0 ? live : forms;
  const stamps = forms.flatMap(({ write_date }) => write_date ?? []);
  return {
    id: String(first.product_tmpl_id.id),
    name: first.name,
    description: first.description_sale,
    categoryIds: categoriesOf(first),
    variations: shown.map((form) => variation(form, reading)),
    modifierListIds,
    taxIds: (first.taxes_id ?? []).map(String),
    archived: !live.some((form) => reading.isSold(form)),
    deleted: false,
    updatedAt: stamps.length > 0 ? Math.max(...stamps) : undefined,
  };
}

/**
 * The page tells which templates: what they hold is read whole, since the forms of one may stand on several pages. Of a
 * pull of everything the first of these brings it.
 */
async function itemsOf(rows: readonly Row[], reading: Reading, at: Position): Promise<PulledItem[]> {
  const templates = [...new Set(rows.map((one) => one.product_tmpl_id.id))];
  if (templates.length === 0) return [];
  const { client, fields, choices } = reading;
  const domain = [['product_tmpl_id', 'in', templates] as const, ARCHIVED_TOO];
  const all = await client.find('product.product', { domain, fields, reply: row, order: 'id asc' });
  const lists = await choices.listsOf(templates);
  return templates.flatMap((template) => {
    const [first, ...more] = all.filter((one) => one.product_tmpl_id.id === template);
    const wasBrought = at.since === undefined && first !== undefined && first.id <= at.lastId;
    return first && !wasBrought ? [item([first, ...more], reading, lists.get(template) ?? [])] : [];
  });
}

async function readingOf(shop: Shop): Promise<Reading> {
  const { client } = shop;
  const pricelistId = await pricelistOf(shop);
  const isTill = shop.target() === 'pos';
  return {
    client,
    currency: await shop.currency(),
    rules: pricelistId === undefined ? [] : await rulesOf(client, pricelistId),
    choices: choicesOf(client),
    fields: await client.known('product.product', FIELDS),
    isSold: ({ available_in_pos: pos, sale_ok: sale }) => (isTill ? pos !== false : sale !== false),
    now: shop.now(),
  };
}

/** A change also where only the template moved: up to 16 a variant's own stamp stays where it was. */
const changes = ({ since }: Position, sold: string): Domain =>
  since === undefined
    ? [[sold, '=', true]]
    : [
        '|',
        ['write_date', '>=', since],
        ['product_tmpl_id.write_date', '>=', since],
        [sold, 'in', [true, false]],
      ];

/**
 * product.product, grouped by template. Deleted products leave no trace: only a full pull shows that they are gone.
 * Two calls per 200 products, a third where products have options.
 */
export async function* pullCatalog(shop: Shop, request: PullRequest): AsyncGenerator<Page<PulledItem>> {
  const reading = await readingOf(shop);
  const sold = shop.target() === 'pos' ? 'available_in_pos' : 'sale_ok';
  const source = (at: Position) => ({
    model: 'product.product',
    domain: [...changes(at, sold), ARCHIVED_TOO],
    fields: reading.fields,
    reply: row,
  });
  yield* pulled(
    [list(shop.client, source, (rows, at) => itemsOf(rows, reading, at))],
    request,
    pagesOf(shop),
  );
}
