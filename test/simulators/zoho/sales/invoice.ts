import { thousandths } from '../arithmetic';
import type { Call } from '../endpoint';
import type { Organization } from '../organization';
import type { Stamped } from '../records';
import type { DocumentLine, SalesDocument } from './document';

export interface InvoiceLine extends DocumentLine {
  /** The line of the order that it bills; empty where there is none. */
  salesorder_item_id: string;
}

export interface Invoice extends SalesDocument, Stamped {
  invoice_id: string;
  invoice_number: string;
  reference_number: string;
  salesorder_id: string;
  customer_id: string;
  customer_name: string;
  date: string;
  line_items: InvoiceLine[];
  payment_made: number;
  /** What people did; the status on the wire follows from it and from the payments. */
  stage: 'draft' | 'sent' | 'void';
}

/** What is left to pay, in major units. */
export const balanceOf = ({ money }: Organization, { stage, total, payment_made }: Invoice): number =>
  stage === 'void' ? 0 : money.plus(total, -payment_made);

function statusOf(organization: Organization, invoice: Invoice): string {
  if (invoice.stage !== 'sent') return invoice.stage;
  if (balanceOf(organization, invoice) === 0) return 'paid';
  return invoice.payment_made > 0 ? 'partially_paid' : 'sent';
}

/** How an invoice stands in its order. */
export function showSummary(organization: Organization, invoice: Invoice) {
  const { invoice_id, invoice_number, total } = invoice;
  const [status, balance] = [statusOf(organization, invoice), balanceOf(organization, invoice)];
  return { invoice_id, invoice_number, status, total, balance };
}

/** The published specification has totals of invoices as text, live accounts as numbers. */
export function showInvoice({ organization, switches }: Call, invoice: Invoice): object {
  const { stage: _, ...plain } = invoice;
  const { status, total, balance } = showSummary(organization, invoice);
  const shown = (amount: number) => (switches.amountsAsText ? String(amount) : amount);
  return { ...plain, status, total: shown(total), balance: shown(balance) };
}

/** A row of the list: no lines. */
export function showInvoiceRow(call: Call, invoice: Invoice): object {
  return { ...showInvoice(call, invoice), line_items: undefined, taxes: undefined };
}

/** The goods of an invoice leave the books (1), or come back to them (-1). */
export function bookInvoice(organization: Organization, invoice: Invoice, sign: 1 | -1): void {
  for (const line of invoice.line_items) {
    if (!organization.items.get(line.item_id)?.track_inventory) continue;
    const units = sign * thousandths(line.quantity);
    const committed = line.salesorder_item_id === '' ? 0 : -units;
    organization.stock.move(line.item_id, line.location_id ?? '', { onHand: -units, committed });
  }
}
