import { customValues } from '../customFields';
import type { Call, Endpoint } from '../endpoint';
import { found, referred } from '../listing';
import type { Contact } from '../records';
import { CODE, invalid, notAllowed, refused } from '../refusal';
import { placeOf } from '../stock/place';
import { drawUp } from './document';
import { numberOf } from './numbering';
import { liveInvoices, type SalesOrder, showOrder } from './order';
import { type OrderInput, orderInput, orderUpdate } from './orderInput';
import { reserve } from './orderStatus';
import { ORDER_LIST } from './orderList';

const DUPLICATE = refused(CODE.orderNumberExists, 'This sales order number already exists.');

function customerOf(call: Call, id: string): Contact {
  const contact = referred(call, call.organization.contacts.get(id), 'Customer');
  if (contact.contact_type !== 'customer') throw invalid('customer_id', 'not a customer');
  if (contact.status !== 'active') throw invalid('customer_id', 'the contact is inactive');
  return contact;
}

/** Nobody is set up to sell, and addresses are those of the customer. */
function checkReferences(call: Call, input: OrderInput, customer: Contact): void {
  if (input.salesperson_id !== undefined) referred(call, undefined, 'Salesperson');
  const addresses = [customer.billing_address.address_id, customer.shipping_address.address_id];
  for (const field of ['billing_address_id', 'shipping_address_id'] as const) {
    const wanted = input[field];
    if (wanted !== undefined && !addresses.includes(wanted)) throw invalid(field);
  }
}

/** Where an order is made: stock may stand at more places than documents. */
function documentPlace(call: Call, location_id: string | undefined): string {
  const placeId = placeOf(call, location_id);
  const place = call.organization.places.find(({ id }) => id === placeId);
  if (place?.type === 'line_item_only') throw invalid('location_id', 'only lines can name this location');
  return placeId;
}

/** An order's content from all that has been asked of it. */
function contentOf(call: Call, input: OrderInput, before?: SalesOrder) {
  const { organization } = call;
  const customer = customerOf(call, input.customer_id);
  checkReferences(call, input, customer);
  const location_id = documentPlace(call, input.location_id);
  const known = new Set(before?.line_items.map(({ line_item_id }) => line_item_id));
  const document = drawUp(call, input.line_items, input, location_id, ({ line_item_id }, index) => {
    if (line_item_id !== undefined && !known.has(line_item_id))
      throw invalid(`line_items[${index}].line_item_id`);
    return line_item_id ?? organization.newId();
  });
  const main = customer.contact_persons.find(({ is_primary_contact }) => is_primary_contact);
  return {
    customer_id: customer.contact_id,
    customer_name: customer.contact_name,
    email: main?.email ?? '',
    reference_number: input.reference_number ?? '',
    date: input.date ?? before?.date ?? organization.today(),
    shipment_date: input.shipment_date ?? '',
    location_id,
    ...document,
    notes: input.notes ?? '',
    terms: input.terms ?? '',
    custom_fields: customValues(
      organization,
      'salesorders',
      input.custom_fields ?? [],
      before?.custom_fields,
    ),
    input: withLineIds(input, document.line_items),
    last_modified_time: organization.nowText(),
  };
}

/** So that lines keep their ids when a later edit leaves them out. */
function withLineIds(input: OrderInput, lines: readonly { line_item_id: string }[]): OrderInput {
  const line_items = input.line_items.map((line, index) => ({
    ...line,
    line_item_id: lines[index]?.line_item_id,
  }));
  return { ...input, line_items };
}

/** Created orders are drafts: no stock is reserved until they are confirmed. */
function create(call: Call): object {
  const { organization, switches } = call;
  if (switches.planOver) throw refused(CODE.planOver, 'You have used up the orders of your plan.');
  const { salesorder_number, ...input } = orderInput(organization.money.decimals)(call.body, '');
  const numbers = new Set([...organization.orders.values()].map((order) => order.salesorder_number));
  const content = contentOf(call, input);
  const order: SalesOrder = {
    salesorder_id: organization.newId(),
    salesorder_number: numberOf(call, salesorder_number, {
      ...{ field: 'salesorder_number', prefix: 'SO-', digits: 5, duplicate: DUPLICATE },
      isTaken: (number) => numbers.has(number),
    }),
    ...content,
    stage: 'draft',
    shipped: false,
    created_time: content.last_modified_time,
  };
  organization.orders.set(order.salesorder_id, order);
  return { message: 'Sales Order has been created.', [switches.orderKey]: showOrder(organization, order) };
}

/** Orders with invoices are locked, and what has left the house stays as it is. */
function refuseLocked(call: Call, order: SalesOrder): void {
  if (order.shipped) throw notAllowed('A shipped sales order cannot be changed.');
  if (liveInvoices(call.organization, order).length > 0)
    throw refused(CODE.orderInvoiced, 'Sales orders that have been invoiced cannot be edited.');
}

function change(call: Call): object {
  const { organization, params, switches } = call;
  const order = found(organization.orders, params.id, 'Sales Order');
  const update = orderUpdate(organization.money.decimals)(call.body, '');
  refuseLocked(call, order);
  if (order.stage === 'void') throw notAllowed('A void sales order cannot be edited.');
  const content = contentOf(call, { ...order.input, ...update }, order);
  const confirmed = order.stage === 'confirmed';
  if (confirmed) reserve(organization, order, -1);
  Object.assign(order, content);
  if (confirmed) reserve(organization, order, 1);
  return { message: 'Sales Order has been updated.', [switches.orderKey]: showOrder(organization, order) };
}

function remove(call: Call): object {
  const { organization, params } = call;
  const order = found(organization.orders, params.id, 'Sales Order');
  refuseLocked(call, order);
  if (order.stage === 'confirmed') reserve(organization, order, -1);
  organization.orders.delete(order.salesorder_id);
  return { message: 'Sales Order has been deleted.' };
}

const one = ({ organization, params }: Call): object => ({
  salesorder: showOrder(organization, found(organization.orders, params.id, 'Sales Order')),
});

const path = '/salesorders/:id';

/** https://www.zoho.com/inventory/api/v1/salesorders/ */
export const ORDERS: Endpoint[] = [
  ORDER_LIST,
  {
    ...{ method: 'POST', path: '/salesorders', scopes: ['salesorders.CREATE'], takesBody: true, status: 201 },
    query: ['ignore_auto_number_generation'],
    handle: create,
  },
  { method: 'GET', path, scopes: ['salesorders.READ'], handle: one },
  { method: 'PUT', path, scopes: ['salesorders.UPDATE'], takesBody: true, handle: change },
  { method: 'DELETE', path, scopes: ['salesorders.DELETE'], handle: remove },
];
