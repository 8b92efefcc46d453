import { lineGross, percentOf, spread, taxWithin, times } from '../exact';
import type { Money } from '../fields';
import type { Amounts, Order, PricedLine } from './order';
import type { Discount, Line, OrderBody, Tax } from './schema';

/** A line while it is being priced. `applied` sums per uid of tax or discount. */
interface Pricing {
  line: Line;
  gross: number;
  discounts: Map<string, number>;
  taxes: Map<string, number>;
  inclusiveTax: number;
}

const sum = (numbers: Iterable<number>) => [...numbers].reduce((a, b) => a + b, 0);
const discountOf = (pricing: Pricing) => sum(pricing.discounts.values());
const netOf = (pricing: Pricing) => pricing.gross - discountOf(pricing);
const totalOf = (pricing: Pricing) => netOf(pricing) + sum(pricing.taxes.values()) - pricing.inclusiveTax;

function grossOf(line: Line): number {
  const modifiers = (line.modifiers ?? []).map((modifier) => ({
    price: modifier.base_price_money?.amount ?? 0,
    quantity: modifier.quantity ?? '1',
  }));
  return lineGross(line.base_price_money?.amount ?? 0, modifiers, line.quantity);
}

/** ORDER scope reaches every line, LINE_ITEM only those that name it. */
function reached(lines: Pricing[], { scope, uid = '' }: Tax | Discount): Pricing[] {
  if (scope === 'ORDER') return lines;
  return lines.filter(({ line }) => {
    const named = [
      ...(line.applied_taxes ?? []).map((each) => each.tax_uid),
      ...(line.applied_discounts ?? []).map((each) => each.discount_uid),
    ];
    return named.includes(uid);
  });
}

function applyDiscount(lines: Pricing[], discount: Discount): void {
  const targets = reached(lines, discount);
  const { percentage, amount_money: fixed, uid = '' } = discount;
  const left = targets.map(netOf);
  const parts =
    percentage === undefined
      ? spread(Math.min(fixed?.amount ?? 0, sum(left)), left)
      : left.map((net) => percentOf(net, percentage));
  for (const [index, target] of targets.entries()) target.discounts.set(uid, parts[index] ?? 0);
}

/** Percentages before amounts, lines before the order; each takes from what the ones before it left. */
function inOrder(discounts: Discount[]): Discount[] {
  const rank = (each: Discount) => (each.percentage === undefined ? 2 : 0) + (each.scope === 'ORDER' ? 1 : 0);
  return [...discounts].sort((a, b) => rank(a) - rank(b));
}

function applyTaxes(pricing: Pricing, taxes: Tax[]): void {
  const net = netOf(pricing);
  const inclusive = taxes.filter((tax) => tax.type === 'INCLUSIVE');
  const rates = inclusive.map((tax) => tax.percentage ?? '0');
  for (const tax of inclusive) pricing.taxes.set(tax.uid ?? '', taxWithin(net, tax.percentage ?? '0', rates));
  pricing.inclusiveTax = sum(pricing.taxes.values());
  const base = net - pricing.inclusiveTax;
  for (const tax of taxes)
    if (tax.type !== 'INCLUSIVE') pricing.taxes.set(tax.uid ?? '', percentOf(base, tax.percentage ?? '0'));
}

function pricedLines(body: OrderBody): Pricing[] {
  const lines = (body.line_items ?? []).map((line) => ({
    line,
    gross: grossOf(line),
    discounts: new Map<string, number>(),
    taxes: new Map<string, number>(),
    inclusiveTax: 0,
  }));
  for (const discount of inOrder(body.discounts ?? [])) applyDiscount(lines, discount);
  for (const pricing of lines)
    applyTaxes(
      pricing,
      (body.taxes ?? []).filter((tax) => reached([pricing], tax).length > 0),
    );
  return lines;
}

function lineView(pricing: Pricing, money: (amount: number) => Money): PricedLine {
  const { line, gross, taxes, discounts } = pricing;
  const unit = line.base_price_money?.amount ?? 0;
  const modifiers = line.modifiers?.map((modifier) => ({
    ...modifier,
    total_price_money: money(
      lineGross(
        0,
        [{ price: modifier.base_price_money?.amount ?? 0, quantity: modifier.quantity ?? '1' }],
        line.quantity,
      ),
    ),
  }));
  const uidOf = (kind: string, target: string) => `${line.uid ?? ''}-${kind}-${target}`.slice(0, 60);
  const applied_taxes = [...taxes].map(([tax_uid, amount]) => {
    const known = line.applied_taxes?.find((each) => each.tax_uid === tax_uid);
    return { uid: known?.uid ?? uidOf('t', tax_uid), tax_uid, applied_money: money(amount) };
  });
  const applied_discounts = [...discounts].map(([discount_uid, amount]) => {
    const known = line.applied_discounts?.find((each) => each.discount_uid === discount_uid);
    return { uid: known?.uid ?? uidOf('d', discount_uid), discount_uid, applied_money: money(amount) };
  });
  return {
    ...line,
    modifiers,
    applied_taxes: applied_taxes.length > 0 ? applied_taxes : undefined,
    applied_discounts: applied_discounts.length > 0 ? applied_discounts : undefined,
    variation_total_price_money: money(times(BigInt(unit), line.quantity)),
    gross_sales_money: money(gross),
    total_tax_money: money(sum(taxes.values())),
    total_discount_money: money(discountOf(pricing)),
    total_money: money(totalOf(pricing)),
  };
}

export type Totals = Pick<
  Order,
  | 'line_items'
  | 'taxes'
  | 'discounts'
  | 'service_charges'
  | 'total_money'
  | 'total_tax_money'
  | 'total_discount_money'
  | 'total_tip_money'
  | 'total_service_charge_money'
>;

function chargeAmounts(body: OrderBody, lines: Pricing[]): number[] {
  const subtotal = sum(lines.map((pricing) => netOf(pricing) - pricing.inclusiveTax));
  const total = sum(lines.map(totalOf));
  return (body.service_charges ?? []).map(({ percentage, amount_money, calculation_phase: phase }) => {
    if (percentage === undefined) return amount_money?.amount ?? 0;
    return percentOf(phase === 'TOTAL_PHASE' ? total : subtotal, percentage);
  });
}

/** Every amount that Square computes. Each line is rounded by itself, halves up; service charges are untaxed. */
export function totalsOf(body: OrderBody, currency: string): Totals {
  const money = (amount: number): Money => ({ amount, currency });
  const lines = pricedLines(body);
  const charges = chargeAmounts(body, lines);
  const applied = (kind: 'taxes' | 'discounts', uid = '') =>
    money(sum(lines.map((pricing) => pricing[kind].get(uid) ?? 0)));
  return {
    line_items: body.line_items && lines.map((pricing) => lineView(pricing, money)),
    taxes: body.taxes?.map((tax) => ({ ...tax, applied_money: applied('taxes', tax.uid) })),
    discounts: body.discounts?.map((each) => ({ ...each, applied_money: applied('discounts', each.uid) })),
    service_charges: body.service_charges?.map((charge, index) => ({
      ...charge,
      applied_money: money(charges[index] ?? 0),
      total_money: money(charges[index] ?? 0),
    })),
    total_money: money(sum(lines.map(totalOf)) + sum(charges)),
    total_tax_money: money(sum(lines.flatMap((pricing) => [...pricing.taxes.values()]))),
    total_discount_money: money(sum(lines.map(discountOf))),
    total_tip_money: money(0),
    total_service_charge_money: money(sum(charges)),
  };
}

export function amountsOf(totals: Totals): Amounts {
  return {
    total_money: totals.total_money,
    tax_money: totals.total_tax_money,
    discount_money: totals.total_discount_money,
    tip_money: totals.total_tip_money,
    service_charge_money: totals.total_service_charge_money,
  };
}
