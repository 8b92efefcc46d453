import { scaled, split, sum, thousandths } from '../arithmetic';
import type { Tax } from '../records';
import { invalid } from '../refusal';
import type { Switches } from '../switches';

/** Thousandths of a percent in a whole. */
const WHOLE = 100_000;

/** A line's worth in minor units, after its own discount and as its rate was meant: with or without tax. */
export interface Charge {
  amount: number;
  tax?: Tax;
}

export interface Terms {
  inclusive: boolean;
  /** Off the whole document: a number is major units made minor, text is a percentage. */
  discount: number | string;
  discountBeforeTax: boolean;
  /** Minor units; the adjustment may be negative. */
  shipping: number;
  adjustment: number;
}

/** Minor units. */
export interface Totals {
  /** What stands on each line without tax. */
  nets: number[];
  discount: number;
  /** Of each line. */
  taxes: number[];
  total: number;
}

/** What a discount takes off an amount; never more than all of it. */
export function worth(discount: number | string, base: number, field: string): number {
  const off =
    typeof discount === 'number' ? discount : scaled(base, thousandths(parseFloat(discount)), WHOLE);
  if (off > base) throw invalid(field, 'more than what it is taken off');
  return off;
}

/** Tax on each line, half up: on top, or found inside the amount. */
function taxed(
  charges: readonly Charge[],
  bases: readonly number[],
  inclusive: boolean,
  rounding: Switches['taxRounding'],
): number[] {
  const taxes = charges.map(() => 0);
  for (const tax of new Set(charges.flatMap((charge) => charge.tax ?? []))) {
    const on = charges.flatMap((charge, line) => (charge.tax === tax ? [line] : []));
    const rate = thousandths(tax.tax_percentage);
    const of = (base: number) => scaled(base, rate, inclusive ? WHOLE + rate : WHOLE);
    const amounts = on.map((line) => bases[line] ?? 0);
    const parts = rounding === 'line' ? amounts.map(of) : split(amounts, of);
    on.forEach((line, index) => (taxes[line] = parts[index] ?? 0));
  }
  return taxes;
}

/**
 * Zoho's sums. A discount of the document is spread over the lines by their amounts when it comes before tax; with
 * inclusive tax it is taken off the amounts that contain the tax.
 */
export function totalled(
  charges: readonly Charge[],
  { inclusive, discount, discountBeforeTax, shipping, adjustment }: Terms,
  rounding: Switches['taxRounding'],
): Totals {
  const amounts = charges.map(({ amount }) => amount);
  const whole = sum(amounts);
  const before = discountBeforeTax ? worth(discount, whole, 'discount') : 0;
  const off = split(amounts, (amount) => (whole === 0 ? 0 : scaled(before, amount, whole)));
  const bases = amounts.map((amount, line) => amount - (off[line] ?? 0));
  const taxes = taxed(charges, bases, inclusive, rounding);
  const inside = inclusive ? taxed(charges, amounts, true, rounding) : [];
  const withTax = sum(bases) + (inclusive ? 0 : sum(taxes));
  const after = discountBeforeTax ? 0 : worth(discount, withTax, 'discount');
  return {
    nets: amounts.map((amount, line) => amount - (inside[line] ?? 0)),
    discount: before + after,
    taxes,
    total: withTax - after + shipping + adjustment,
  };
}
