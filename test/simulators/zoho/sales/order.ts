import { sum, thousandths } from '../arithmetic';
import { flattened } from '../customFields';
import type { Organization } from '../organization';
import type { CustomValue, Stamped } from '../records';
import type { SalesDocument } from './document';
import { balanceOf, type Invoice, showSummary } from './invoice';
import type { OrderInput } from './orderInput';

export interface SalesOrder extends SalesDocument, Stamped {
  salesorder_id: string;
  salesorder_number: string;
  reference_number: string;
  customer_id: string;
  customer_name: string;
  email: string;
  date: string;
  shipment_date: string;
  location_id: string;
  notes: string;
  terms: string;
  custom_fields: CustomValue[];
  /** What people did; the statuses on the wire follow from it and from the invoices. */
  stage: 'draft' | 'confirmed' | 'void';
  shipped: boolean;
  /** What has been asked for so far: an edit is laid over it. */
  input: OrderInput;
}

/** Invoices that count. */
export const liveInvoices = (organization: Organization, order: SalesOrder): Invoice[] =>
  organization.invoicesOf(order.salesorder_id).filter(({ stage }) => stage !== 'void');

/** Units of an order's line that stand on invoices, in thousandths. */
export function invoicedUnits(organization: Organization, order: SalesOrder, lineId: string): number {
  const lines = liveInvoices(organization, order).flatMap(({ line_items }) => line_items);
  const mine = lines.filter(({ salesorder_item_id }) => salesorder_item_id === lineId);
  return sum(mine.map(({ quantity }) => thousandths(quantity)));
}

function howInvoiced(organization: Organization, order: SalesOrder) {
  const ordered = sum(order.line_items.map(({ quantity }) => thousandths(quantity)));
  const invoiced = sum(
    order.line_items.map(({ line_item_id }) => invoicedUnits(organization, order, line_item_id)),
  );
  if (invoiced === 0) return 'not_invoiced';
  return invoiced < ordered ? 'partially_invoiced' : 'invoiced';
}

function howPaid(organization: Organization, order: SalesOrder, wholly: boolean) {
  const invoices = liveInvoices(organization, order);
  const paid = invoices.filter(
    (invoice) => invoice.stage === 'sent' && balanceOf(organization, invoice) === 0,
  );
  if (wholly && paid.length === invoices.length) return 'paid';
  return invoices.some(({ payment_made }) => payment_made > 0) ? 'partially_paid' : 'unpaid';
}

/** The five statuses of an order; the last four are empty until it is confirmed. */
export function statusesOf(organization: Organization, order: SalesOrder) {
  const { stage, shipped } = order;
  if (stage !== 'confirmed')
    return { status: stage, order_status: stage, invoiced_status: '', paid_status: '', shipped_status: '' };
  const invoiced_status = howInvoiced(organization, order);
  const closed = shipped && invoiced_status === 'invoiced';
  const rolledUp = invoiced_status !== 'not_invoiced' ? invoiced_status : shipped ? 'shipped' : 'confirmed';
  return {
    status: closed ? 'closed' : rolledUp,
    order_status: closed ? 'closed' : 'confirmed',
    invoiced_status,
    paid_status: howPaid(organization, order, invoiced_status === 'invoiced'),
    shipped_status: shipped ? 'shipped' : 'pending',
  };
}

export function showOrder(organization: Organization, order: SalesOrder): object {
  const { input: _, stage: __, shipped, line_items, location_id, ...plain } = order;
  return {
    ...plain,
    ...(location_id !== '' && { location_id }),
    ...statusesOf(organization, order),
    line_items: line_items.map((line) => {
      const invoiced = invoicedUnits(organization, order, line.line_item_id);
      return {
        ...line,
        quantity_invoiced: invoiced / 1000,
        quantity_packed: shipped ? line.quantity : 0,
        quantity_shipped: shipped ? line.quantity : 0,
        is_invoiced: invoiced >= thousandths(line.quantity),
      };
    }),
    invoices: organization
      .invoicesOf(order.salesorder_id)
      .map((invoice) => showSummary(organization, invoice)),
    packages: [],
  };
}

/** A row of the list: no lines. */
export function showOrderRow(organization: Organization, order: SalesOrder): object {
  const { money } = organization;
  const invoices = liveInvoices(organization, order);
  const invoiced = order.line_items.map(({ line_item_id }) =>
    invoicedUnits(organization, order, line_item_id),
  );
  const quantity = sum(order.line_items.map((line) => thousandths(line.quantity))) / 1000;
  return {
    salesorder_id: order.salesorder_id,
    salesorder_number: order.salesorder_number,
    reference_number: order.reference_number,
    customer_id: order.customer_id,
    customer_name: order.customer_name,
    email: order.email,
    date: order.date,
    shipment_date: order.shipment_date,
    ...statusesOf(organization, order),
    currency_code: order.currency_code,
    total: order.total,
    bcy_total: order.total,
    quantity,
    quantity_invoiced: sum(invoiced) / 1000,
    quantity_packed: order.shipped ? quantity : 0,
    quantity_shipped: order.shipped ? quantity : 0,
    total_invoiced_amount: money.plus(...invoices.map(({ total }) => total)),
    balance: money.plus(...invoices.map((invoice) => balanceOf(organization, invoice))),
    sales_channel: 'direct_sales',
    created_time: order.created_time,
    last_modified_time: order.last_modified_time,
    ...flattened(order.custom_fields),
  };
}
