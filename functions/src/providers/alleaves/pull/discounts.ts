import { z } from 'zod';
import { fromMajor } from '../../../model/money';
import type { PulledDiscount } from '../../../model/pulled';
import type { Page, PullRequest } from '../../pull';
import { categoryId, categoryPath } from '../inventory/category';
import { DISCOUNT_FIELDS, type Settings } from '../settings';
import type { Shop } from '../shop';
import { id, listOf, maybe, num } from '../wire';
import { localText } from '../zone';
import { inSlices } from './slices';

const texts = z
  .array(z.union([z.string(), z.number().transform(String)]))
  .nullish()
  .transform((list) => list ?? []);

/** No reply was ever published: the names are one client's, and the settings may give others. */
const rule = z.object({
  id_discount: id,
  name: z.string(),
  discount_type: z.enum(['percent', 'amount', 'fixed_price', 'bogo']),
  discount_value: maybe(num),
  start_date: maybe(z.string()),
  end_date: maybe(z.string()),
  active: z.boolean(),
  priority: maybe(num),
  conditions: z
    .object({
      categories: texts,
      brands: texts,
      products: texts,
      min_qty: maybe(num),
      min_total: maybe(num),
      customer_types: texts,
    })
    .nullish()
    .transform((value) => value ?? undefined),
});
type Rule = z.infer<typeof rule>;

const discounts = listOf(z.record(z.string(), z.unknown()), 'discounts', 'data', 'results');

/** The fields under our names, wherever the account keeps them. */
const renamed = (row: Record<string, unknown>, { discountFields }: Settings) =>
  Object.fromEntries(DISCOUNT_FIELDS.map((field) => [field, row[discountFields[field] ?? field]]));

function worth({ discount_type: kind, discount_value: value }: Rule, currency: string) {
  if (kind === 'bogo') return { kind: 'buy_x_get_y' as const, value: 100, buyQuantity: 1, getQuantity: 1 };
  if (value === undefined || value < 0) return undefined;
  if (kind === 'percent') return value <= 100 ? { kind, value } : undefined;
  return { kind, value: fromMajor(value, currency) };
}

/** A price on a menu is for one piece, for anybody: what asks for more must not change it. */
function isForEverybody({ conditions }: Rule, { medical }: Settings): boolean {
  const { min_qty = 0, min_total = 0, customer_types = [] } = conditions ?? {};
  const types = customer_types.map((type) => type.toLowerCase());
  const ours = medical ? 'medical' : 'adult_use';
  return min_qty <= 1 && min_total <= 0 && (types.length === 0 || types.includes(ours));
}

/** A category as the rule writes it, as the catalog has it, and by its last part. */
function categoryForms(names: readonly string[]): Pick<PulledDiscount, 'categoryIds' | 'categoryNames'> {
  const paths = names.map(categoryPath);
  const forms = [...names.map((name) => name.trim()), ...paths.flatMap((path) => path.at(-1) ?? [])];
  return { categoryIds: paths.map(categoryId), categoryNames: [...new Set(forms)] };
}

function pulledDiscount(row: Rule, settings: Settings, shop: Shop): PulledDiscount | undefined {
  const value = worth(row, shop.currency);
  if (!value) return undefined;
  const { categories = [], brands = [], products = [] } = row.conditions ?? {};
  return {
    id: String(row.id_discount),
    name: row.name,
    ...value,
    productIds: products,
    ...categoryForms(categories),
    brandIds: brands.map((brand) => brand.trim()),
    priority: row.priority ?? 0,
    startsOn: localText(row.start_date, shop.timezone),
    endsOn: localText(row.end_date, shop.timezone),
    weekdays: [],
    active: row.active && isForEverybody(row, settings),
    deleted: false,
  };
}

/** GET /discount. A rule that cannot be read is not applied, and the note says how many there are. */
export async function* pullDiscounts(shop: Shop, request: PullRequest): AsyncGenerator<Page<PulledDiscount>> {
  const settings = shop.settings();
  yield* inSlices(request, shop.now(), async () => {
    const rows = await shop.client.get('/discount', discounts);
    const records = rows.map((row) => {
      const read = rule.safeParse(renamed(row, settings)).data;
      return read && pulledDiscount(read, settings, shop);
    });
    const entries = records.flatMap((record) => (record ? [{ order: Number(record.id), record }] : []));
    entries.sort((a, b) => a.order - b.order);
    const unread = rows.length - entries.length;
    const note =
      unread > 0
        ? `${unread} of ${rows.length} discounts of Alleaves cannot be read and are not applied.`
        : undefined;
    return { entries, complete: true, note };
  });
}
