import { sum } from '../arithmetic';
import * as check from '../checks';
import type { Call, Endpoint } from '../endpoint';
import { texts } from '../filters';
import { found, listed, referred } from '../listing';
import type { Organization } from '../organization';
import { CODE, invalid, missing, refused, stricter } from '../refusal';
import { CASH_ACCOUNT_ID } from '../seed';
import { placeOf } from '../stock/place';
import { balanceOf, type Invoice } from './invoice';
import type { Payment } from './payment';

const { required, optional, object, listOf, id } = check;

const MODES = [
  'check',
  'cash',
  'creditcard',
  'banktransfer',
  'bankremittance',
  'autotransaction',
  'others',
] as const;

const paymentInput = (decimals: number) =>
  object({
    customer_id: required(id),
    payment_mode: required(check.oneOf(...MODES)),
    amount: required(check.amount(decimals)),
    date: required(check.date),
    reference_number: optional(check.text(100)),
    description: optional(check.note),
    account_id: optional(id),
    location_id: optional(id),
    invoices: required(
      listOf(object({ invoice_id: required(id), amount_applied: required(check.amount(decimals)) }), 1),
    ),
  });
type PaymentInput = ReturnType<ReturnType<typeof paymentInput>>;

const TOO_LARGE = refused(
  CODE.paymentTooLarge,
  'The amount entered is more than the balance due for the selected invoices.',
);

/** The invoice that a part of a payment goes to. */
function payable(call: Call, { invoice_id, amount_applied }: PaymentInput['invoices'][number]): Invoice {
  const invoice = referred(call, call.organization.invoices.get(invoice_id), 'Invoice');
  if (invoice.stage === 'void') throw invalid('invoice_id', 'the invoice is void');
  if (amount_applied > balanceOf(call.organization, invoice)) throw TOO_LARGE;
  if (invoice.stage === 'draft')
    throw stricter('a payment of a draft invoice: nobody knows what that does, mark it as sent first');
  return invoice;
}

function checkAmounts({ money }: Organization, { amount, invoices }: PaymentInput): void {
  const applied = invoices.map(({ amount_applied }) => money.minor(amount_applied));
  if (money.minor(amount) === 0) throw missing('amount');
  if (sum(applied) > money.minor(amount)) throw TOO_LARGE;
  if (sum(applied) < money.minor(amount))
    throw stricter('more paid than applied: the rest would become a credit of the customer');
  if (new Set(invoices.map(({ invoice_id }) => invoice_id)).size < invoices.length)
    throw stricter('an invoice stands twice in a payment');
}

/** Adds to what has been paid of an invoice, or takes it back. */
function settle({ money, orders }: Organization, invoice: Invoice, amount: number, at: string): void {
  invoice.payment_made = money.plus(invoice.payment_made, amount);
  invoice.last_modified_time = at;
  const order = orders.get(invoice.salesorder_id);
  if (order) order.last_modified_time = at;
}

function create(call: Call): object {
  const { organization, body } = call;
  const input = paymentInput(organization.money.decimals)(body, '');
  const customer = referred(call, organization.contacts.get(input.customer_id), 'Customer');
  checkAmounts(organization, input);
  if (input.account_id !== undefined && input.account_id !== CASH_ACCOUNT_ID)
    referred(call, undefined, 'Account');
  const invoices = input.invoices.map((part) => ({ ...part, invoice: payable(call, part) }));
  if (invoices.some(({ invoice }) => invoice.customer_id !== customer.contact_id))
    throw invalid('customer_id', 'the invoice is of another customer');
  const time = organization.nowText();
  const payment: Payment = {
    ...{ reference_number: '', description: '', account_id: CASH_ACCOUNT_ID },
    ...input,
    payment_id: organization.newId(),
    payment_number: organization.nextNumber('', 1, () => false),
    customer_name: customer.contact_name,
    location_id: placeOf(call, input.location_id),
    invoices: invoices.map(({ invoice: { invoice_id, invoice_number }, amount_applied }) => ({
      ...{ invoice_id, invoice_number, amount_applied },
    })),
    ...{ created_time: time, last_modified_time: time },
  };
  organization.payments.set(payment.payment_id, payment);
  for (const { invoice, amount_applied } of invoices) settle(organization, invoice, amount_applied, time);
  return { message: 'The payment from the customer has been recorded', payment };
}

/** Its invoices are open again. Documented for Zoho Books, the sibling product; unsure for Inventory. */
function remove({ organization, params }: Call): object {
  const payment = found(organization.payments, params.id, 'Payment');
  for (const { invoice_id, amount_applied } of payment.invoices) {
    const invoice = organization.invoices.get(invoice_id);
    if (invoice) settle(organization, invoice, -amount_applied, organization.nowText());
  }
  organization.payments.delete(payment.payment_id);
  return { message: 'The payment has been deleted.' };
}

function showRow(_: Call, { invoices: __, ...row }: Payment): object {
  return row;
}

const one = ({ organization, params }: Call): object => ({
  payment: found(organization.payments, params.id, 'Payment'),
});

const path = '/customerpayments';

/** https://www.zoho.com/inventory/api/v1/customerpayments/ */
export const PAYMENTS: Endpoint[] = [
  listed<Payment>({
    path,
    key: 'customerpayments',
    report: 'Customer Payments',
    scope: 'customerpayments.READ',
    rows: ({ payments }) => payments.values(),
    show: showRow,
    filters: texts('reference_number', ({ reference_number }) => reference_number),
    usualSort: { column: 'created_time', order: 'D', by: ({ created_time }) => created_time },
  }),
  { method: 'GET', path: `${path}/:id`, scopes: ['customerpayments.READ'], handle: one },
  {
    ...{ method: 'POST', path, scopes: ['customerpayments.CREATE'], takesBody: true, status: 201 },
    handle: create,
  },
  { method: 'DELETE', path: `${path}/:id`, scopes: ['customerpayments.DELETE'], handle: remove },
];
