import type { Account } from './account';
import { type Money, scaled, split, sum } from './arithmetic';
import type { AppliedDiscount } from './discounts';
import type { PricedLine } from './lines';
import type { DiscountOfReceipt, LineOfReceipt, Sums, TaxOfReceipt } from './receipt';
import type { Tax } from './records';
import { invalid } from './refusal';

/** Thousandths of a percent in a whole. */
const WHOLE = 100_000;

/** A discount's or a tax's part on each line, in minor units; by the id of the discount or tax. */
type Parts = Map<string, number>[];

/** Spreads each discount over its lines; the parts add up to the discount exactly. */
function discounted(
  lines: readonly PricedLine[],
  discounts: readonly AppliedDiscount[],
): { left: number[]; parts: Parts } {
  const left = lines.map(({ gross }) => gross);
  const parts: Parts = lines.map(() => new Map<string, number>());
  for (const { discount, lines: on, percent, amount = 0, field } of discounts) {
    const bases = on.map((line) => left[line] ?? 0);
    const whole = sum(bases);
    if (amount > whole)
      throw invalid('The discount is larger than what it is taken off', `${field}.money_amount`);
    const upTo = (base: number) =>
      percent !== undefined ? scaled(base, percent, WHOLE) : whole === 0 ? 0 : scaled(amount, base, whole);
    split(bases, upTo).forEach((part, index) => {
      const line = on[index] ?? 0;
      left[line] = (left[line] ?? 0) - part;
      parts[line]?.set(discount.id, part);
    });
  }
  return { left, parts };
}

/** `INCLUDED`: total x rate / (100 + rate); `ADDED`: total x rate / 100. Rounded once per tax, over all its lines. */
function taxed(lines: readonly PricedLine[], totals: readonly number[]): Parts {
  const parts: Parts = lines.map(() => new Map<string, number>());
  for (const tax of new Set(lines.flatMap(({ taxes }) => taxes))) {
    const on = lines.flatMap(({ taxes }, line) => (taxes.includes(tax) ? [line] : []));
    const rate = Math.round(tax.rate * 1000);
    const whole = tax.type === 'INCLUDED' ? WHOLE + rate : WHOLE;
    const bases = on.map((line) => totals[line] ?? 0);
    split(bases, (base) => scaled(base, rate, whole)).forEach((part, index) => {
      parts[on[index] ?? 0]?.set(tax.id, part);
    });
  }
  return parts;
}

const taxOf = ({ id, type, name, rate }: Tax, money_amount: number): TaxOfReceipt => {
  return { id, type, name, rate, money_amount };
};

function discountOf({ discount, percent }: AppliedDiscount, money_amount: number): DiscountOfReceipt {
  const { id, type, name } = discount;
  return { id, type, name, ...(percent !== undefined && { percentage: percent / 1000 }), money_amount };
}

function lineOf(
  account: Account,
  line: PricedLine,
): Omit<LineOfReceipt, 'total_money' | 'total_discount' | 'line_taxes' | 'line_discounts'> {
  const { input, item, variant, options, thousandths } = line;
  const { minor, major } = account.money;
  const cost = input.cost ?? variant.cost;
  const names = [variant.option1_value, variant.option2_value, variant.option3_value];
  return {
    id: account.newId(),
    item_id: item.id,
    variant_id: variant.variant_id,
    item_name: item.item_name,
    variant_name: names.filter((name) => name !== null).join(' / ') || null,
    sku: variant.sku,
    quantity: input.quantity,
    price: major(line.price),
    gross_total_money: major(line.gross),
    cost,
    cost_total: major(scaled(minor(cost), thousandths, 1000)),
    line_note: input.line_note ?? null,
    line_modifiers: options.map(({ modifier, option, price }) => ({
      id: modifier.id,
      modifier_option_id: option.id,
      name: modifier.name,
      option: option.name,
      price: major(price),
      money_amount: major(scaled(price, thousandths, 1000)),
    })),
  };
}

/** Adds up the same discount or tax over the lines, in the order of first appearance. */
function gathered<T extends { id: string; money_amount: number }>(money: Money, entries: readonly T[]): T[] {
  const byId = new Map<string, T>();
  for (const entry of entries) {
    const so = byId.get(entry.id);
    byId.set(entry.id, so ? { ...so, money_amount: money.plus(so.money_amount, entry.money_amount) } : entry);
  }
  return [...byId.values()];
}

/** A receipt's sums from its lines: tax that comes on top is in the receipt's total, not in the line's. */
export function sumsOf(money: Money, lines: readonly LineOfReceipt[]): Sums {
  const taxes = lines.flatMap(({ line_taxes }) => line_taxes);
  const added = taxes.filter(({ type }) => type === 'ADDED');
  return {
    total_money: money.plus(
      ...[...lines.map((line) => line.total_money), ...added.map((tax) => tax.money_amount)],
    ),
    total_tax: money.plus(...taxes.map((tax) => tax.money_amount)),
    total_discount: money.plus(...lines.map((line) => line.total_discount)),
    total_discounts: gathered(
      money,
      lines.flatMap(({ line_discounts }) => line_discounts),
    ),
    total_taxes: gathered(money, taxes),
  };
}

/** The lines of a sale as its receipt will show them. */
export function receiptLines(
  account: Account,
  lines: readonly PricedLine[],
  discounts: readonly AppliedDiscount[],
): LineOfReceipt[] {
  const { major } = account.money;
  const { left, parts: off } = discounted(lines, discounts);
  const tax = taxed(lines, left);
  return lines.map((line, index) => {
    const total = left[index] ?? 0;
    const on = discounts.filter(({ lines: named }) => named.includes(index));
    return {
      ...lineOf(account, line),
      total_money: major(total),
      line_taxes: line.taxes.map((one) => taxOf(one, major(tax[index]?.get(one.id) ?? 0))),
      total_discount: major(line.gross - total),
      line_discounts: on.map((one) => discountOf(one, major(off[index]?.get(one.discount.id) ?? 0))),
    };
  });
}
