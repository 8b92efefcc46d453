import { fromMajor, toMajor } from '../../model/money';
import type { Order } from '../../model/order';
import { dueOf, invoiceOf, isPaid, isPaidInPart, markSent } from './invoices';
import { isVoid, readOrder } from './orders';
import { failureIn, hasCode } from './refusal';
import type { PAYMENT_MODES } from './settings';
import type { Shop } from './shop';
import { done, type WireInvoice, type WireSalesOrder } from './wire';
import { localDate } from './zone';

const MORE_THAN_DUE = 24016;

type Mode = (typeof PAYMENT_MODES)[number];

/** Words in a storefront's payment method -> Zoho's mode. The first that fits. */
const MODES: readonly [RegExp, Mode][] = [
  [/cash|\bcod\b/i, 'cash'],
  [/card|visa|master|amex|stripe|apple|google/i, 'creditcard'],
  [/cheque|\bcheck\b/i, 'check'],
  [/bank|transfer|\b(upi|ach|sepa|wire)\b/i, 'banktransfer'],
];

const modeOf = (method: string | undefined): Mode =>
  MODES.find(([words]) => method !== undefined && words.test(method))?.[1] ?? 'others';

/** POST /customerpayments of all that is due. https://www.zoho.com/inventory/api/v1/customerpayments/ */
async function pay(
  shop: Shop,
  { marker, order }: Paying,
  sale: WireSalesOrder,
  { invoice_id }: WireInvoice,
): Promise<void> {
  const { paymentMode, depositAccountId } = shop.settings();
  const amount = toMajor(order.total, order.currency);
  await shop.client.post('/customerpayments', done, {
    customer_id: sale.customer_id,
    payment_mode: paymentMode ?? modeOf(order.payment.method),
    amount,
    date: localDate(shop.now(), shop.timezone),
    reference_number: marker,
    description: `Order ${order.number}, paid in the storefront`,
    invoices: [{ invoice_id, amount_applied: amount }],
    account_id: depositAccountId,
  });
}

export interface Paying {
  marker: string;
  order: Order;
}

/** Why the payment cannot be recorded although the order stands; undefined where it can. */
function obstacle({ order }: Paying, sale: WireSalesOrder, invoice?: WireInvoice): string | undefined {
  if ((sale.currency_code ?? order.currency) !== order.currency)
    return 'Zoho holds the order in another currency than was paid';
  const totals = [sale.total, ...(invoice ? [invoice.total] : [])];
  if (totals.some((total) => fromMajor(total, order.currency) !== order.total))
    return 'Zoho holds the order with another total than was paid';
  return invoice && isPaidInPart(invoice, order.currency)
    ? 'part of the order is already paid in Zoho'
    : undefined;
}

/**
 * Records the storefront's payment, once: invoice, sent, payment of all that is due.
 * @param sale with its invoices
 * @returns why it could not be recorded, for a person; undefined when Zoho holds the order as paid now
 */
export async function recordPayment(
  shop: Shop,
  paying: Paying,
  sale: WireSalesOrder,
): Promise<string | undefined> {
  const { currency } = paying.order;
  if (isVoid(sale)) return 'the order is void in Zoho';
  if (isPaid(sale, currency)) return undefined;
  const early = obstacle(paying, sale);
  if (early !== undefined) return early;
  const invoice = await invoiceOf(shop.client, sale);
  const why = obstacle(paying, sale, invoice);
  if (why !== undefined && dueOf(invoice, currency) !== 0) return why;
  if (invoice.status === undefined || invoice.status === 'draft') await markSent(shop.client, invoice);
  if (dueOf(invoice, currency) === 0) return undefined;
  try {
    await pay(shop, paying, sale, invoice);
    return undefined;
  } catch (thrown) {
    const failure = failureIn(thrown);
    // Somebody was faster: the order knows.
    const isOver =
      hasCode(failure, MORE_THAN_DUE) && isPaid(await readOrder(shop.client, sale.salesorder_id), currency);
    if (isOver) return undefined;
    throw failure;
  }
}
