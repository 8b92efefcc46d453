import { roundHalfAway } from '../../../model/money';
import type { Settings } from '../settings';
import type { Row } from '../wire';
import { categoryId, categoryPath } from './category';

type PriceField =
  | 'price_otd_adult_use'
  | 'price_otd_medical_use'
  | 'price_otd'
  | 'price_retail_adult_use'
  | 'price_retail_medical_use'
  | 'price_retail';

/** Out-the-door (tax inside) before retail (tax comes on top). */
const IN_ORDER: readonly PriceField[] = [
  'price_otd_adult_use',
  'price_otd_medical_use',
  'price_otd',
  'price_retail_adult_use',
  'price_retail_medical_use',
  'price_retail',
];
const MEDICAL: ReadonlySet<PriceField> = new Set(['price_otd_medical_use', 'price_retail_medical_use']);

export interface Price {
  /** Major units. */
  amount: number;
  source: PriceField | 'markup';
}

/** Placeholders stand in the medical fields of goods for adults, so these count for medical goods only, unless told. */
function usesMedical(row: Row, { medical, strictPriceOrder }: Settings): boolean {
  return strictPriceOrder || (medical ?? row.is_adult_use === false);
}

/** By words in the cleaned category, the first match wins. */
const MARKUPS: readonly [RegExp, number][] = [
  [/flower/, 2.2],
  [/pre[ -]?roll/, 2.1],
  [/vape|concentrate/, 2.0],
  [/beverage/, 2.4],
  [/edible/, 2.3],
  [/tincture|topical/, 2.3],
];
const STANDARD_MARKUP = 2.2;

export const costOf = (row: Row): number | undefined =>
  [row.cost_of_good, row.batch_cost_of_good].find((cost) => cost !== undefined && cost > 0);

function markup(row: Row): Price | undefined {
  const cost = costOf(row);
  if (cost === undefined) return undefined;
  const category = categoryId(categoryPath(row.category)).toLowerCase();
  const factor = MARKUPS.find(([words]) => words.test(category))?.[1] ?? STANDARD_MARKUP;
  return { amount: roundHalfAway(cost * factor * 100) / 100, source: 'markup' };
}

/** What a menu shows: out-the-door, else retail, else (an estimate) the cost with the category's mark-up. */
export function displayPrice(row: Row, settings: Settings): Price | undefined {
  const fields = IN_ORDER.filter((field) => !MEDICAL.has(field) || usesMedical(row, settings));
  const source = fields.find((field) => (row[field] ?? 0) > 0);
  if (source) return { amount: row[source] ?? 0, source };
  return settings.markup ? markup(row) : undefined;
}

const PAIRS: readonly [PriceField, PriceField][] = [
  ['price_otd_adult_use', 'price_retail_adult_use'],
  ['price_otd', 'price_retail'],
];
const MEDICAL_PAIR: [PriceField, PriceField] = ['price_otd_medical_use', 'price_retail_medical_use'];

/** No tax doubles a price: a larger factor comes from a placeholder. */
const MAX_TAX_FACTOR = 2;

/** How much dearer the goods are with tax: 1.13 is 13 % on top. Undefined where the row does not show it. */
export function taxFactor(row: Row, settings: Settings): number | undefined {
  const pairs = settings.medical ? [MEDICAL_PAIR, ...PAIRS] : PAIRS;
  for (const [otd, retail] of pairs) {
    const [withTax = 0, without = 0] = [row[otd], row[retail]];
    const factor = without > 0 ? withTax / without : 0;
    if (factor >= 1 && factor <= MAX_TAX_FACTOR) return factor;
  }
  return undefined;
}
