import { fromMajor } from '../../model/money';
import { segment, type Client } from './client';
import { readOrder } from './orders';
import { failureIn, hasCode } from './refusal';
import { done, invoiceReply, type WireInvoice, type WireSalesOrder } from './wire';

/** https://www.zoho.com/inventory/api/v1/invoices/ */

const NOTHING_TO_INVOICE = 36026;
const DUPLICATE = 1001;

const isLive = ({ status }: WireInvoice): boolean => status !== 'void';

/** What is still due, minor units; undefined where Zoho does not say. */
export function dueOf({ balance, status }: WireInvoice, currency: string): number | undefined {
  if (balance !== undefined) return fromMajor(balance, currency);
  return status === 'paid' ? 0 : undefined;
}

/** A sales order has no payment of its own: it is paid when its invoices are. */
export function isPaid(order: WireSalesOrder, currency: string): boolean {
  if (order.paid_status === 'paid') return true;
  const live = (order.invoices ?? []).filter(isLive);
  return (
    live.length > 0 && live.every((invoice) => dueOf(invoice, currency) === 0 && invoice.status !== 'draft')
  );
}

/** Money has moved on it. */
export const isPaidInPart = (invoice: WireInvoice, currency: string): boolean => {
  const due = dueOf(invoice, currency);
  const total = fromMajor(invoice.total, currency);
  return (
    isLive(invoice) && total > 0 && (due === undefined ? invoice.status === 'partially_paid' : due < total)
  );
};

/**
 * POST /invoices/fromsalesorder: what the order holds, as an invoice; once it is made, a second is refused. Not in the
 * published contract, but what clients use. The reference does not carry over: the order lists its invoices.
 */
export async function invoiceOf(client: Client, order: WireSalesOrder): Promise<WireInvoice> {
  const existing = (order.invoices ?? []).find(isLive);
  if (existing) return existing;
  try {
    const query = { salesorder_id: order.salesorder_id };
    return (await client.post('/invoices/fromsalesorder', invoiceReply, undefined, query)).invoice;
  } catch (thrown) {
    const failure = failureIn(thrown);
    if (!hasCode(failure, NOTHING_TO_INVOICE, DUPLICATE)) throw failure;
    const made = (await readOrder(client, order.salesorder_id)).invoices?.find(isLive);
    if (made) return made;
    throw failure;
  }
}

/** POST /invoices/{id}/status/sent. A refusal is no obstacle: if the invoice takes no payment, the payment says so. */
export async function markSent(client: Client, { invoice_id }: WireInvoice): Promise<void> {
  try {
    await client.post(`/invoices/${segment(invoice_id)}/status/sent`, done);
  } catch (thrown) {
    const failure = failureIn(thrown);
    if (failure.kind !== 'rejected') throw failure;
  }
}
