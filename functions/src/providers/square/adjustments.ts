import type { NamedAmount, PushOrder } from '../provider';
import type { ChargeBody, DiscountBody, TaxBody } from './body';
import { clip, LIMITS } from './limits';

const sum = (entries: readonly NamedAmount[]) => entries.reduce((total, entry) => total + entry.amount, 0);

/** Takes `excess` off the entries, the last ones first; what falls to nothing is gone. */
function shortened(entries: readonly NamedAmount[], excess: number): NamedAmount[] {
  const kept: NamedAmount[] = [];
  let rest = excess;
  for (const entry of [...entries].reverse()) {
    const taken = Math.min(entry.amount, rest);
    rest -= taken;
    if (entry.amount > taken) kept.unshift({ ...entry, amount: entry.amount - taken });
  }
  return kept;
}

/** Fees, tip, and a tax that comes on top as charges; a rounding entry on the side where it belongs. */
export interface Adjustments {
  discounts: NamedAmount[];
  charges: NamedAmount[];
}

/**
 * What goes on and off the goods. Square takes discounts off the goods only, so what exceeds them comes off the charges
 * instead.
 * @param goods the lines less their own discounts, minor units
 * @param rounding signed, minor units
 */
export function adjustmentsOf(
  { order, fees, discounts }: PushOrder,
  { goods, rounding, taxAsCharge }: { goods: number; rounding: number; taxAsCharge: boolean },
): Adjustments {
  const off = [...discounts, { name: 'Rounding', amount: Math.max(0, -rounding) }];
  const on = [
    ...fees,
    { name: 'Tip', amount: order.tip },
    { name: 'Tax', amount: taxAsCharge ? order.tax.amount : 0 },
    { name: 'Rounding', amount: Math.max(0, rounding) },
  ];
  const excess = Math.max(0, sum(off) - Math.max(0, goods));
  return { discounts: shortened(off, excess), charges: shortened(on, excess) };
}

export function orderDiscount({ name, amount }: NamedAmount, index: number, currency: string): DiscountBody {
  return {
    uid: `d${index}`,
    name: clip(name, LIMITS.name),
    type: 'FIXED_AMOUNT',
    amount_money: { amount, currency },
    scope: 'ORDER',
  };
}

export function serviceCharge({ name, amount }: NamedAmount, index: number, currency: string): ChargeBody {
  return {
    uid: `s${index}`,
    name: clip(name, LIMITS.name),
    amount_money: { amount, currency },
    calculation_phase: 'SUBTOTAL_PHASE',
    taxable: false,
  };
}

/** A rate as Square takes it, e.g. "8.875"; undefined for one with too many digits. */
function percentage(rate: number): string | undefined {
  const text = String(rate);
  return /^\d+(\.\d+)?$/.test(text) && text.length <= LIMITS.percentage ? text : undefined;
}

/**
 * A tax that the prices contain, for the reports: it never changes what a line costs. Only where one rate explains
 * the whole amount, because Square works the amount out by itself.
 * @param goods the lines less all discounts, minor units
 */
export function inclusiveTax({ order }: PushOrder, goods: number): TaxBody | undefined {
  const { rate, amount, inclusive } = order.tax;
  if (!inclusive || amount === 0 || rate === undefined || rate === 0) return undefined;
  const text = percentage(rate);
  const off = Math.abs((goods * rate) / (100 + rate) - amount);
  // Both sides round per line.
  if (text === undefined || off > order.lines.length + 1) return undefined;
  return { uid: 'tax', scope: 'ORDER', name: 'Tax', type: 'INCLUSIVE', percentage: text };
}
