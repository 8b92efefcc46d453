import { Failure } from '../../model/failure';
import type { Receipt } from '../../model/job';
import { fromMajor, majorText } from '../../model/money';
import type { PayOrder, PushOrder } from '../provider';
import { createOrder } from './create';
import { confirm, findOrder, isVoid, readOrder } from './orders';
import { isPaid } from './invoices';
import { recordPayment } from './payments';
import type { Shop } from './shop';
import type { WireSalesOrder } from './wire';

const UNRECORDED =
  'The connection’s settings keep payments out of Zoho: the sales order stands unpaid there.';
const AWAITS = 'waits for approval in Zoho, and can be paid only once somebody has approved it there';

/** The order as Zoho says it is, never as we meant it. */
function receiptOf(sale: WireSalesOrder, currency: string, paid: boolean, notes: string[]): Receipt {
  return {
    externalId: sale.salesorder_id,
    externalNumber: sale.salesorder_number,
    posTotal: fromMajor(sale.total, sale.currency_code ?? currency),
    paid,
    notes,
  };
}

/** The order exists: a difference is told, never thrown. */
function differences(sale: WireSalesOrder, { order }: PushOrder): string[] {
  const theirs = sale.currency_code ?? order.currency;
  const minor = fromMajor(sale.total, theirs);
  if (minor === order.total && theirs === order.currency) return [];
  const [zoho, ours] = [majorText(minor, theirs), majorText(order.total, order.currency)];
  return [
    `Zoho’s sales order comes to ${zoho} ${theirs}, the order to ${ours} ${order.currency}: check it in Zoho, and ` +
      'that adjustments and discounts are turned on there under Settings > Preferences.',
  ];
}

/** How the order differs in form (never in total). */
function formNotes({ order, lines, fees, discounts }: PushOrder): string[] {
  const beside = [...fees.filter((fee) => fee.amount > 0).map((fee) => fee.name), order.tip > 0 && 'Tip'];
  const names = beside.filter((name) => name !== false);
  const count = discounts.length + lines.filter(({ line }) => line.discount > 0).length;
  return [
    ...(names.length > 0 ? [`Standing in the adjustment of the sales order: ${names.join(', ')}.`] : []),
    ...(count > 1 ? [`The ${count} discounts of the order stand as one.`] : []),
  ];
}

/** What was found in a list lacks its invoices. */
async function withInvoices(shop: Shop, sale: WireSalesOrder): Promise<WireSalesOrder> {
  return sale.invoices === undefined ? readOrder(shop.client, sale.salesorder_id) : sale;
}

/** Found by its marker, or created. */
async function placed(shop: Shop, push: PushOrder): Promise<WireSalesOrder> {
  const { marker, mayExistSince } = push;
  // Created with our number, so the number would be refused where the reference was changed.
  const earlier =
    mayExistSince === undefined
      ? undefined
      : await findOrder(shop.client, marker, mayExistSince, ['reference_number']);
  return earlier ?? createOrder(shop, push);
}

/** Exactly one sales order with the storefront's total, confirmed, and paid where the storefront was paid. */
export async function pushOrder(shop: Shop, push: PushOrder): Promise<Receipt> {
  const settings = shop.settings();
  const { currency, payment } = push.order;
  const sale = await placed(shop, push);
  const notes = [...differences(sale, push), ...formNotes(push)];
  if (isVoid(sale))
    return receiptOf(sale, currency, false, [...notes, 'The sales order has already been voided in Zoho.']);
  if (!(await confirm(shop.client, sale)))
    return receiptOf(sale, currency, false, [...notes, `The sales order ${AWAITS}.`]);
  if (isPaid(sale, currency)) return receiptOf(sale, currency, true, notes);
  if (payment.status !== 'paid') return receiptOf(sale, currency, false, notes);
  if (settings.recordPayment === 'none') return receiptOf(sale, currency, false, [...notes, UNRECORDED]);
  const why = await recordPayment(shop, push, await withInvoices(shop, sale));
  if (why !== undefined) notes.push(`The payment was not recorded: ${why}. Record it in Zoho Inventory.`);
  return receiptOf(sale, currency, why === undefined, notes);
}

/** Records the payment of an order that was pushed unpaid. */
export async function payOrder(shop: Shop, { marker, order, receipt }: PayOrder): Promise<Receipt> {
  const sale = await readOrder(shop.client, receipt.externalId);
  if (shop.settings().recordPayment === 'none')
    return receiptOf(sale, order.currency, isPaid(sale, order.currency), [UNRECORDED]);
  const isReady = isVoid(sale) || (await confirm(shop.client, sale));
  const why = isReady ? await recordPayment(shop, { marker, order }, sale) : `the sales order ${AWAITS}`;
  if (why === undefined) return receiptOf(sale, order.currency, true, []);
  throw new Failure('rejected', `The payment cannot be recorded: ${why}.`, {
    advice:
      'Compare the sales order in Zoho Inventory with the order, and record or refund the payment there.',
  });
}
