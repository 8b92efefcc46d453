import { thousandths } from '../arithmetic';
import * as check from '../checks';
import type { Call } from '../endpoint';
import { referred } from '../listing';
import { CODE, invalid, notAllowed, refused } from '../refusal';
import { drawUp, type SalesDocument } from './document';
import type { InvoiceLine } from './invoice';
import { lineFields, pricingFields } from './lineInput';
import { invoicedUnits, liveInvoices, type SalesOrder } from './order';

const { required, optional, object, listOf, id } = check;

const invoiceLine = (decimals: number) =>
  object({ ...lineFields(decimals), salesorder_item_id: optional(id) });
/** The body of POST /invoices in a currency of so many decimals. */
export const invoiceInput = (decimals: number) =>
  object({
    customer_id: required(id),
    invoice_number: optional(check.documentNumber),
    reference_number: optional(check.reference),
    date: optional(check.date),
    line_items: required(listOf(invoiceLine(decimals), 1)),
    ...pricingFields(decimals),
  });
type LineInput = ReturnType<ReturnType<typeof invoiceLine>>;

/** A document whose lines know which lines of an order they bill. */
export type Bill = SalesDocument & { line_items: InvoiceLine[] };

const NOTHING_LEFT = refused(CODE.nothingToInvoice, 'There are no items in this sales order to be invoiced.');

/** The whole order as it stands, or what earlier invoices have left of its lines. */
export function remainder(call: Call, order: SalesOrder): Bill {
  const { organization } = call;
  const left = order.line_items.map((line) => {
    const units = thousandths(line.quantity) - invoicedUnits(organization, order, line.line_item_id);
    return { ...line, salesorder_item_id: line.line_item_id, units };
  });
  const open = left.filter(({ units }) => units > 0);
  if (open.length === 0) throw NOTHING_LEFT;
  if (liveInvoices(organization, order).length === 0) {
    const line_items = open.map(({ units: _, ...line }) => ({ ...line, line_item_id: organization.newId() }));
    return { ...documentOf(order), line_items };
  }
  const inputs = open.map(({ item_id, tax_id, rate, units, salesorder_item_id, name, description }) => ({
    ...{ item_id: item_id || undefined, tax_id: tax_id || undefined },
    ...{ rate, quantity: units / 1000, salesorder_item_id, name, description },
  }));
  return billed(call, inputs, { is_inclusive_tax: order.is_inclusive_tax }, order.location_id);
}

function documentOf(order: SalesOrder): SalesDocument {
  return {
    currency_code: order.currency_code,
    price_precision: order.price_precision,
    is_inclusive_tax: order.is_inclusive_tax,
    discount: order.discount,
    discount_type: order.discount_type,
    is_discount_before_tax: order.is_discount_before_tax,
    shipping_charge: order.shipping_charge,
    adjustment: order.adjustment,
    adjustment_description: order.adjustment_description,
    line_items: order.line_items,
    sub_total: order.sub_total,
    discount_total: order.discount_total,
    tax_total: order.tax_total,
    total: order.total,
    taxes: order.taxes,
  };
}

/** Prices lines that a request gives. */
export function billed(
  call: Call,
  inputs: readonly LineInput[],
  pricing: Parameters<typeof drawUp>[2],
  placeId: string,
): Bill {
  const document = drawUp(call, inputs, pricing, placeId, () => call.organization.newId());
  const line_items = document.line_items.map((line, index) => ({
    ...line,
    salesorder_item_id: inputs[index]?.salesorder_item_id ?? '',
  }));
  return { ...document, line_items };
}

export function checkBillable({ stage }: SalesOrder): void {
  if (stage !== 'confirmed') throw notAllowed(`A ${stage} sales order cannot be invoiced.`);
}

/** The one order that lines bill; each within what is left of its line. */
export function orderOf(call: Call, lines: readonly LineInput[], customerId: string): SalesOrder | undefined {
  const { organization } = call;
  const orders = lines.flatMap(({ salesorder_item_id, item_id, quantity }, index) => {
    if (salesorder_item_id === undefined) return [];
    const at = `line_items[${index}]`;
    const has = ({ line_items }: SalesOrder) =>
      line_items.find(({ line_item_id }) => line_item_id === salesorder_item_id);
    const order = referred(call, [...organization.orders.values()].find(has), `${at}.salesorder_item_id`);
    const line = has(order);
    if (line?.item_id !== (item_id ?? '')) throw invalid(`${at}.item_id`);
    const left = thousandths(line.quantity) - invoicedUnits(organization, order, salesorder_item_id);
    if (left === 0) throw NOTHING_LEFT;
    if (thousandths(quantity) > left) throw invalid(`${at}.quantity`);
    return [order];
  });
  const [order] = orders;
  if (!order) return undefined;
  checkBillable(order);
  if (orders.some((other) => other !== order)) throw invalid('line_items', 'of several orders');
  if (order.customer_id !== customerId) throw invalid('customer_id');
  return order;
}
