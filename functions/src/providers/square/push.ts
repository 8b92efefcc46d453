import type { Receipt } from '../../model/job';
import { majorText } from '../../model/money';
import type { PayOrder, PushOrder } from '../provider';
import { createOrder, type Placed } from './create';
import { findOrder, retrieveOrder } from './orders';
import { recordPayment } from './payments';
import { draftOrder } from './pricing';
import type { Shop } from './shop';
import type { SquareOrder } from './wire';

const INVISIBLE = 'Square shows an order on its screens only once it is paid: staff do not see this one yet.';
const UNRECORDED =
  'The connection’s settings keep payments out of Square, so staff do not see the order there.';
const NO_FULFILLMENT =
  'The connection’s settings send no fulfillment, so staff do not see the order in Square.';

function receiptOf(square: SquareOrder, paid: boolean, notes: string[]): Receipt {
  return {
    externalId: square.id,
    externalNumber: square.ticket_name,
    posTotal: square.total_money.amount,
    paid,
    notes,
  };
}

/** The order exists: a difference is told, never thrown. */
function totalNotes(square: SquareOrder, { order: { total, currency } }: PushOrder): string[] {
  const { amount, currency: theirs } = square.total_money;
  if (amount === total && theirs === currency) return [];
  return [
    `Square's total is ${majorText(amount, theirs)} ${theirs}, ours ${majorText(total, currency)} ${currency}.`,
  ];
}

async function placed(shop: Shop, push: PushOrder): Promise<Placed> {
  const { marker, mayExistSince } = push;
  const earlier = mayExistSince === undefined ? undefined : await findOrder(shop, marker, mayExistSince);
  return earlier ? { order: earlier, notes: [] } : createOrder(shop, push, await draftOrder(shop, push));
}

/** Exactly one order with the storefront's total, found or created, and paid where the storefront was paid. */
export async function pushOrder(shop: Shop, push: PushOrder): Promise<Receipt> {
  const settings = shop.settings();
  const { order: square, notes } = await placed(shop, push);
  const told = [...notes, ...totalNotes(square, push)];
  if (square.state === 'CANCELED')
    return receiptOf(square, false, [...told, 'The order has already been cancelled at Square.']);
  if (settings.fulfillment === 'none') told.push(NO_FULFILLMENT);
  const wanted = push.order.payment.status === 'paid';
  const paid = wanted && (await recordPayment(shop, push.marker, push.order, square));
  if (!paid) told.push(wanted ? UNRECORDED : INVISIBLE);
  return receiptOf(square, paid, told);
}

/** Records the payment of an order that was pushed unpaid. */
export async function payOrder(shop: Shop, { marker, order, receipt }: PayOrder): Promise<Receipt> {
  const square = await retrieveOrder(shop, receipt.externalId);
  const paid = await recordPayment(shop, marker, order, square);
  return receiptOf(square, paid, paid ? [] : [UNRECORDED]);
}
