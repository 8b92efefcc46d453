import type { Account } from './account';
import type { Call } from './endpoint';
import { readDiscounts } from './discounts';
import { type PricedLine, priceLines } from './lines';
import { issue, type PaymentOfReceipt, type Receipt } from './receipt';
import { References } from './references';
import { invalid } from './refusal';
import { type PaymentInput, type SaleInput, saleInput } from './saleInput';
import { receiptLines, sumsOf } from './totals';

/** Checks who sells and who buys; both may be left out. */
function checkPeople(
  account: Account,
  references: References,
  { employee_id, customer_id }: SaleInput,
): void {
  if (employee_id) {
    const employee = account.employees.find(({ id }) => id === employee_id);
    references.inStore(employee, employee_id, 'object.employee_id');
  }
  if (customer_id) {
    const customer = account.customers.find(({ id }) => id === customer_id);
    references.live(customer, customer_id, 'object.customer_id');
  }
}

function paymentOf(call: Call, references: References, input: PaymentInput, total: number): PaymentOfReceipt {
  const { payment_type_id, money_amount, paid_at = call.account.nowText() } = input;
  const at = 'object.payments[0]';
  const known = call.account.paymentTypes.find(({ id }) => id === payment_type_id);
  const { name, type } = references.inStore(known, payment_type_id, `${at}.payment_type_id`);
  if (money_amount !== total && call.switches.paymentMismatch === 'reject')
    throw invalid(`Payment of ${money_amount} does not match the total of ${total}`, `${at}.money_amount`);
  return { payment_type_id, name, type, money_amount, paid_at, payment_details: null };
}

/** What a sale changes besides itself: stock of tracked items, the customer's history. */
function book(account: Account, receipt: Receipt, lines: readonly PricedLine[]): void {
  for (const { variant, thousandths } of lines)
    account.moveStock(variant.variant_id, receipt.store_id, -thousandths);
  const customer = account.customers.find(({ id }) => id === receipt.customer_id);
  if (!customer) return;
  customer.first_visit ??= receipt.receipt_date;
  customer.last_visit = receipt.receipt_date;
  customer.total_visits += 1;
  customer.total_spent = account.money.plus(customer.total_spent, receipt.total_money);
}

/** POST /receipts: a finished, paid sale. There are no others. */
export function createSale(call: Call): Receipt {
  const { account } = call;
  const input = saleInput(account.money.decimals)(call.body, 'object');
  const references = new References(account, call.switches, input.store_id);
  references.store('object.store_id');
  checkPeople(account, references, input);
  const discounts = readDiscounts(account, references, input);
  const lines = priceLines(account, references, input.line_items);
  const line_items = receiptLines(account, lines, discounts);
  const sums = sumsOf(account.money, line_items);
  const payments = input.payments.map((payment) => paymentOf(call, references, payment, sums.total_money));
  const receipt = issue(account, { receipt_type: 'SALE', ...input, ...sums, line_items, payments });
  book(account, receipt, lines);
  return receipt;
}
