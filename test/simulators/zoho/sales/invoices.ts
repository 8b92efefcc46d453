import type { Call, Endpoint } from '../endpoint';
import { equals, modifiedAfter } from '../filters';
import { found, listed, referred } from '../listing';
import { CODE, missing, notAllowed, refused } from '../refusal';
import { type Bill, billed, checkBillable, invoiceInput, orderOf, remainder } from './bill';
import { bookInvoice, type Invoice, showInvoice, showInvoiceRow } from './invoice';
import { numberOf } from './numbering';

const DUPLICATE = refused(CODE.exists, 'This invoice number already exists.');

type Heading = Pick<Invoice, 'customer_id' | 'customer_name' | 'salesorder_id'> &
  Partial<Pick<Invoice, 'reference_number' | 'date'>>;

function issue(call: Call, document: Bill, heading: Heading, number?: string): object {
  const { organization } = call;
  const numbers = new Set([...organization.invoices.values()].map((invoice) => invoice.invoice_number));
  const time = organization.nowText();
  const invoice: Invoice = {
    invoice_id: organization.newId(),
    invoice_number: numberOf(call, number, {
      ...{ field: 'invoice_number', prefix: 'INV-', digits: 6, duplicate: DUPLICATE },
      isTaken: (taken) => numbers.has(taken),
    }),
    ...document,
    ...heading,
    reference_number: heading.reference_number ?? '',
    date: heading.date ?? organization.today(),
    payment_made: 0,
    stage: 'draft',
    ...{ created_time: time, last_modified_time: time },
  };
  organization.invoices.set(invoice.invoice_id, invoice);
  const order = organization.orders.get(invoice.salesorder_id);
  if (order) order.last_modified_time = time;
  return { message: 'The invoice has been created.', invoice: showInvoice(call, invoice) };
}

/** The conversion takes the order from the query and copies no reference: the order names its invoices. */
function fromOrder(call: Call): object {
  const { organization, query } = call;
  if (!query.salesorder_id) throw missing('salesorder_id');
  const order = found(organization.orders, query.salesorder_id, 'Sales Order');
  checkBillable(order);
  const { salesorder_id, customer_id, customer_name } = order;
  return issue(call, remainder(call, order), { salesorder_id, customer_id, customer_name });
}

function create(call: Call): object {
  const { organization, body } = call;
  const input = invoiceInput(organization.money.decimals)(body, '');
  const customer = referred(call, organization.contacts.get(input.customer_id), 'Customer');
  const order = orderOf(call, input.line_items, customer.contact_id);
  const place = order?.location_id ?? organization.primaryPlaceId;
  const { reference_number, date, invoice_number } = input;
  const heading = {
    ...{ customer_id: customer.contact_id, customer_name: customer.contact_name },
    ...{ salesorder_id: order?.salesorder_id ?? '', reference_number, date },
  };
  return issue(call, billed(call, input.line_items, input, place), heading, invoice_number);
}

function touch({ organization }: Call, invoice: Invoice): void {
  invoice.last_modified_time = organization.nowText();
  const order = organization.orders.get(invoice.salesorder_id);
  if (order) order.last_modified_time = invoice.last_modified_time;
}

function send(call: Call): object {
  const invoice = found(call.organization.invoices, call.params.id, 'Invoice');
  if (invoice.stage === 'void') throw notAllowed('A void invoice cannot be sent.');
  if (invoice.stage === 'sent' && call.switches.repeatedStatus === 'refused')
    throw notAllowed('The invoice has already been sent.');
  if (invoice.stage === 'draft') {
    invoice.stage = 'sent';
    bookInvoice(call.organization, invoice, 1);
    touch(call, invoice);
  }
  return { message: 'Invoice status has been changed to Sent.' };
}

/** Paid invoices stay: their payments must go first. */
function voidOne(call: Call): object {
  const invoice = found(call.organization.invoices, call.params.id, 'Invoice');
  if (invoice.payment_made > 0) throw notAllowed('Invoices with payments cannot be marked as void.');
  if (invoice.stage === 'void' && call.switches.repeatedStatus === 'refused')
    throw notAllowed('The invoice is already void.');
  if (invoice.stage === 'sent') bookInvoice(call.organization, invoice, -1);
  if (invoice.stage !== 'void') {
    invoice.stage = 'void';
    touch(call, invoice);
  }
  return { message: 'Invoice status has been changed to Void.' };
}

const one = (call: Call): object => ({
  invoice: showInvoice(call, found(call.organization.invoices, call.params.id, 'Invoice')),
});

const path = '/invoices/:id';
const writes = { method: 'POST', scopes: ['invoices.CREATE'] } as const;

/** https://www.zoho.com/inventory/api/v1/invoices/ ; `fromsalesorder` is not documented, clients live by it. */
export const INVOICES: Endpoint[] = [
  listed<Invoice>({
    path: '/invoices',
    key: 'invoices',
    report: 'Invoices',
    scope: 'invoices.READ',
    rows: ({ invoices }) => invoices.values(),
    show: showInvoiceRow,
    filters: {
      ...equals('reference_number', ({ reference_number }) => reference_number),
      ...equals('invoice_number', ({ invoice_number }) => invoice_number),
      ...equals('customer_id', ({ customer_id }) => customer_id),
      ...modifiedAfter(),
    },
    usualSort: { column: 'created_time', order: 'D', by: ({ created_time }) => created_time },
  }),
  {
    ...{ ...writes, path: '/invoices', takesBody: true, status: 201 },
    query: ['ignore_auto_number_generation'],
    handle: create,
  },
  { ...writes, path: '/invoices/fromsalesorder', query: ['salesorder_id'], status: 201, handle: fromOrder },
  { method: 'GET', path, scopes: ['invoices.READ'], handle: one },
  { ...writes, path: `${path}/status/sent`, handle: send },
  { ...writes, path: `${path}/status/void`, handle: voidOne },
];
