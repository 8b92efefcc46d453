import { exponentOf, roundHalfAway, toMajor } from '../../model/money';

/** What a line of an order costs, in minor units, and how Odoo is told. */
export interface Costs {
  /** In fractions where the order has them, e.g. by weight. */
  quantity: number;
  unitMinor: number;
  /** quantity x unit, rounded. */
  grossMinor: number;
  /** Off the line, its share of the order's discounts included. */
  discountMinor: number;
}

export const netOf = ({ grossMinor, discountMinor }: Costs): number => grossMinor - discountMinor;

/**
 * The discount of a line as the percentage that Odoo keeps there. Odoo computes quantity x unit x (1 - percent / 100)
 * again when the till is closed, so the percentage leads from the unrounded gross to exactly the net amount.
 */
export function percentOf(costs: Costs): number {
  const exactGross = costs.quantity * costs.unitMinor;
  if (costs.discountMinor === 0 || exactGross === 0) return 0;
  return Math.max(0, 100 * (1 - netOf(costs) / exactGross));
}

/** The price of one as Odoo is told; its field keeps as many decimals as it is given. */
export const unitMajor = ({ unitMinor }: Costs, currency: string): number =>
  Number.isInteger(unitMinor) ? toMajor(unitMinor, currency) : unitMinor / 10 ** exponentOf(currency);

/** What Odoo makes of a line by its own arithmetic, in minor units. */
export function odooNet(costs: Costs, currency: string): number {
  const net = costs.quantity * unitMajor(costs, currency) * (1 - percentOf(costs) / 100);
  return roundHalfAway(net * 10 ** exponentOf(currency));
}

/** With the decimals that Odoo keeps of a quantity: the price of one makes up for what is rounded away. */
export function fitted<T extends Costs>(costs: T, decimals: number): T {
  const step = 10 ** decimals;
  const quantity = Math.max(1, Math.round(costs.quantity * step)) / step;
  return quantity === costs.quantity ? costs : { ...costs, quantity, unitMinor: costs.grossMinor / quantity };
}

/**
 * Spreads an amount over lines in proportion to what is left of them, to the minor unit: as much as fits.
 * @returns the share of each line.
 */
export function spread(amountMinor: number, leftMinor: readonly number[]): number[] {
  const all = leftMinor.reduce((sum, left) => sum + left, 0);
  const amount = Math.min(amountMinor, all);
  let before = 0;
  return leftMinor.map((left) => {
    // Rounding the running sum keeps every share within one of its part, and their sum exact.
    const from = all === 0 ? 0 : Math.round((amount * before) / all);
    before += left;
    return all === 0 ? 0 : Math.round((amount * before) / all) - from;
  });
}
