import type { Account } from './account';
import type { Discount } from './records';
import { refuseTwice, type References } from './references';
import { conflicting, invalid, missing, stricter } from './refusal';
import type { DiscountInput, SaleInput } from './saleInput';

/** A discount of a sale and the lines it falls on; either `percent` or `amount`. */
export interface AppliedDiscount {
  discount: Discount;
  /** Indexes of lines. */
  lines: number[];
  /** Thousandths of a percent. */
  percent?: number;
  /** Minor units. */
  amount?: number;
  field: string;
}

type Worth = Pick<AppliedDiscount, 'percent' | 'amount'>;
type Field = 'percentage' | 'money_amount';

/** The one figure that the discount's type allows: from the catalog when it is FIXED, else from the request. */
function figure(input: DiscountInput, wanted: Field, fixed: number | undefined, at: string): number {
  const other = wanted === 'percentage' ? 'money_amount' : 'percentage';
  if (input[other] !== undefined)
    throw conflicting(`The discount is worth a ${wanted}, not a ${other}`, `${at}.${other}`);
  const given = input[wanted];
  if (fixed !== undefined && given !== undefined && given !== fixed)
    throw stricter(`the discount is fixed at ${fixed}`, `${at}.${wanted}`);
  const value = fixed ?? given;
  if (value === undefined) throw missing(`${at}.${wanted}`);
  return value;
}

function worth(account: Account, discount: Discount, input: DiscountInput, at: string): Worth {
  const percent = (fixed?: number) => ({
    percent: Math.round(figure(input, 'percentage', fixed, at) * 1000),
  });
  const amount = (fixed?: number) => ({
    amount: account.money.minor(figure(input, 'money_amount', fixed, at)),
  });
  const byType: Record<Discount['type'], () => Worth> = {
    FIXED_PERCENT: () => percent(discount.discount_percent),
    VARIABLE_PERCENT: () => percent(),
    FIXED_AMOUNT: () => amount(discount.discount_amount),
    VARIABLE_AMOUNT: () => amount(),
    DISCOUNT_BY_POINTS: () => {
      throw invalid('A discount by points cannot be given here', `${at}.id`);
    },
  };
  return byType[discount.type]();
}

/** Lines that name the discount; it must be declared for lines, and with one amount name one line. */
function linesNaming(sale: SaleInput, { id, scope, money_amount }: DiscountInput, at: string): number[] {
  const naming = sale.line_items.flatMap(({ line_discounts = [] }, index) =>
    line_discounts.some((one) => one.id === id) ? [index] : [],
  );
  if (scope === 'RECEIPT') {
    if (naming.length > 0) throw invalid('A discount of the receipt cannot stand on a line', `${at}.scope`);
    return sale.line_items.map((_, index) => index);
  }
  if (naming.length === 0) throw invalid('No line names this discount', `${at}.id`);
  if (money_amount !== undefined && naming.length > 1)
    throw stricter('an amount that several lines name: nobody knows whether it counts once', `${at}.id`);
  return naming;
}

function refuseUndeclared(sale: SaleInput): void {
  const declared = new Set((sale.total_discounts ?? []).map(({ id }) => id));
  sale.line_items.forEach(({ line_discounts = [] }, line) => {
    const fieldOf = (index: number) => `object.line_items[${line}].line_discounts[${index}].id`;
    const ids = line_discounts.map(({ id }) => id);
    refuseTwice(ids, (index) => stricter('a discount stands twice on the line', fieldOf(index)));
    const index = ids.findIndex((id) => !declared.has(id));
    if (index >= 0) throw invalid('The discount is not declared in total_discounts', fieldOf(index));
  });
}

/** The discounts of a sale in the order they take effect: those of lines, then those of the receipt. */
export function readDiscounts(account: Account, references: References, sale: SaleInput): AppliedDiscount[] {
  const inputs = sale.total_discounts ?? [];
  const fieldOf = (index: number) => `object.total_discounts[${index}]`;
  refuseTwice(
    inputs.map(({ id }) => id),
    (index) => stricter('a discount is declared twice', `${fieldOf(index)}.id`),
  );
  refuseUndeclared(sale);
  const read = inputs.map((input, index) => {
    const field = fieldOf(index);
    const known = account.discounts.find(({ id }) => id === input.id);
    const discount = references.inStore(known, input.id, `${field}.id`);
    const lines = linesNaming(sale, input, field);
    return { scope: input.scope, discount, lines, field, ...worth(account, discount, input, field) };
  });
  return [
    ...read.filter(({ scope }) => scope === 'LINE_ITEM'),
    ...read.filter(({ scope }) => scope === 'RECEIPT'),
  ];
}
