import type { LineBody, OrderBody } from './body';

const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);

/** Thousandths to units, halves to the even neighbour, exact at any size. */
function roundHalfEven(thousandths: bigint): number {
  const whole = thousandths / 1000n;
  const rest = thousandths % 1000n;
  const up = rest > 500n || (rest === 500n && whole % 2n === 1n);
  return Number(up ? whole + 1n : whole);
}

/** In thousandths of a minor unit, before any rounding. */
function exactGross(line: LineBody): bigint {
  const modifiers = sum((line.modifiers ?? []).map((m) => Number(m.quantity) * m.base_price_money.amount));
  const quantity = BigInt(Math.round(Number(line.quantity) * 1000));
  return quantity * BigInt(line.base_price_money.amount + modifiers);
}

/**
 * What Square makes of a line before discounts, in minor units: the Orders API rounds half to even.
 * https://developer.squareup.com/docs/orders-api/price-adjustments
 */
export function squareGross(line: LineBody): number {
  return roundHalfEven(exactGross(line));
}

/** What Square makes of an order, in minor units. A catalog tax, whose rate we do not know, is left out. */
export function squareTotal(body: Pick<OrderBody, 'line_items' | 'discounts' | 'service_charges'>): number {
  return (
    sum(body.line_items.map(squareGross)) -
    sum((body.discounts ?? []).map((discount) => discount.amount_money.amount)) +
    sum((body.service_charges ?? []).map((charge) => charge.amount_money.amount))
  );
}

/**
 * The total hangs on rules that Square does not write down: how part of a minor unit is rounded, or how several
 * discounts share out over one line.
 */
export function isDelicate(body: OrderBody): boolean {
  const discounts = body.discounts ?? [];
  const onOrder = discounts.filter((discount) => discount.scope === 'ORDER').length;
  const stacked = onOrder > 1 || (onOrder === 1 && discounts.length > 1);
  // Any fraction: whether a variation takes one at all depends on its measurement unit.
  return stacked || body.line_items.some((line) => line.quantity.includes('.'));
}
