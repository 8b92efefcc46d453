import type { Account } from './account';
import { type Money, scaled, sum, thousandths } from './arithmetic';
import * as check from './checks';
import type { Call } from './endpoint';
import { issue, type LineOfReceipt, type Receipt } from './receipt';
import { References, refuseTwice } from './references';
import { invalid, notFound, stricter } from './refusal';
import { sumsOf } from './totals';

const { required, optional, nullable, listOf, object, uuid } = check;

const refundInput = object({
  line_items: required(listOf(object({ id: required(uuid), quantity: required(check.quantity) }), 1)),
  store_id: optional(uuid),
  employee_id: optional(nullable(uuid)),
  source: optional(check.reference),
  receipt_date: optional(check.timestamp),
});
type RefundInput = ReturnType<typeof refundInput>;

const REFUNDABLE_PAYMENTS = new Set(['CASH', 'CHECK', 'NONINTEGRATEDCARD', 'OTHER']);

/** Thousandths of a line: what is to be refunded, what was refunded before, what was sold. */
interface Portion {
  line: LineOfReceipt;
  units: number;
  before: number;
  sold: number;
}

function saleOf(account: Account, number: string): Receipt {
  const sale = account.receipt(number);
  if (!sale) throw notFound(number, 'receipt_number');
  if (sale.receipt_type === 'REFUND') throw invalid('A refund cannot be refunded', 'receipt_number');
  if (sale.cancelled_at !== null) throw invalid('The receipt is cancelled', 'receipt_number');
  if (sale.payments.length !== 1 || !REFUNDABLE_PAYMENTS.has(sale.payments[0]?.type ?? ''))
    throw invalid('The payment of this receipt cannot be refunded here', 'receipt_number');
  return sale;
}

function portionsOf(account: Account, sale: Receipt, { line_items }: RefundInput): Portion[] {
  const at = (index: number) => `object.line_items[${index}]`;
  const ids = line_items.map(({ id }) => id);
  refuseTwice(ids, (index) => stricter('a line is refunded twice in one request', `${at(index)}.id`));
  return line_items.map(({ id, quantity }, index) => {
    const line = sale.line_items.find((one) => one.id === id);
    if (!line) throw invalid(`The receipt has no line '${id}'`, `${at(index)}.id`);
    const [units, sold, before] = [
      thousandths(quantity),
      thousandths(line.quantity),
      account.refunded.get(id) ?? 0,
    ];
    const weighed = account.items.some((item) => item.id === line.item_id && item.sold_by_weight);
    if (!weighed && !Number.isInteger(quantity))
      throw invalid('Quantity must be whole', `${at(index)}.quantity`);
    if (before + units > sold) throw invalid('More than is left to refund', `${at(index)}.quantity`);
    return { line, units, before, sold };
  });
}

/** The refunded part of a line; parts of several refunds add up to the line exactly. */
function refundedLine(money: Money, newId: string, { line, units, before, sold }: Portion): LineOfReceipt {
  const part = (amount: number) => {
    const upTo = (quantity: number) => scaled(money.minor(amount), quantity, sold);
    return money.major(upTo(before + units) - upTo(before));
  };
  const shrink = <T extends { money_amount: number }>(entry: T): T => ({
    ...entry,
    money_amount: part(entry.money_amount),
  });
  const line_discounts = line.line_discounts.map(shrink);
  const total_discount = money.plus(...line_discounts.map((discount) => discount.money_amount));
  const gross_total_money = part(line.gross_total_money);
  return {
    ...line,
    id: newId,
    quantity: units / 1000,
    gross_total_money,
    total_money: money.plus(gross_total_money, -total_discount),
    cost_total: part(line.cost_total),
    line_taxes: line.line_taxes.map(shrink),
    total_discount,
    line_discounts,
    line_modifiers: line.line_modifiers.map(shrink),
  };
}

function checkPlace(call: Call, sale: Receipt, { store_id, employee_id }: RefundInput): void {
  const references = new References(call.account, call.switches, store_id ?? sale.store_id);
  references.store('object.store_id');
  if (references.storeId !== sale.store_id)
    throw stricter('refunded in another store than it was sold in', 'object.store_id');
  if (!employee_id) return;
  const employee = call.account.employees.find(({ id }) => id === employee_id);
  references.inStore(employee, employee_id, 'object.employee_id');
}

/** POST /receipts/{n}/refund: a receipt of its own, with positive amounts; the sale stays as it is. Restocks. */
export function createRefund(call: Call): Receipt {
  const { account, switches, body, params } = call;
  const sale = saleOf(account, params.number ?? '');
  const input = refundInput(body, 'object');
  checkPlace(call, sale, input);
  const portions = portionsOf(account, sale, input);
  const line_items = portions.map((portion) => refundedLine(account.money, account.newId(), portion));
  const sums = sumsOf(account.money, line_items);
  for (const { line, units, before } of portions) {
    account.refunded.set(line.id, before + units);
    account.moveStock(line.variant_id, sale.store_id, units);
  }
  const { source, receipt_date, employee_id } = input;
  const paid_at = receipt_date ?? account.nowText();
  return issue(account, {
    receipt_type: 'REFUND',
    refund_for: sale.receipt_number,
    store_id: sale.store_id,
    customer_id: sale.customer_id,
    employee_id,
    source,
    receipt_date,
    order: switches.refundCarriesOrder ? sale.order : null,
    ...sums,
    line_items,
    payments: sale.payments.map((payment) => ({ ...payment, money_amount: sums.total_money, paid_at })),
  });
}

/** Whether every line of a sale has been refunded in full. */
export function isRefunded(account: Account, sale: Receipt): boolean {
  const left = sale.line_items.map(
    ({ id, quantity }) => thousandths(quantity) - (account.refunded.get(id) ?? 0),
  );
  return sum(left) === 0;
}
