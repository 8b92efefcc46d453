import type { Account } from '../accounts';
import { refuse } from '../errors';
import type { StoredOrder } from '../orders/order';
import { findOrder, touch } from '../orders/place';
import { amountsOf, totalsOf } from '../orders/totals';
import type { World } from '../world';
import { findPayment } from './create';
import type { Payment, Refund } from './payment';
import type { RefundBody } from './schema';

/** The order that a refund leaves behind in every search: it has no lines, only what it returns. */
function returnOrder(world: World, account: Account, source: StoredOrder, amount: number): StoredOrder {
  const now = world.clock.iso();
  const location_id = source.body.location_id;
  const none = amountsOf(totalsOf({ location_id }, account.currency));
  const return_amounts = { ...none, total_money: { amount, currency: account.currency } };
  return {
    id: world.ids.next('ORD'),
    body: { location_id, source: source.body.source },
    state: 'COMPLETED',
    version: 1,
    createdAt: now,
    updatedAt: now,
    closedAt: now,
    tenders: [],
    refunds: [],
    returns: [{ uid: world.ids.next('uid'), source_order_id: source.id, return_amounts }],
    fulfillmentTimes: {},
  };
}

function noteOnOrder(world: World, order: StoredOrder, refund: Refund): void {
  const tender = order.tenders.find((each) => each.payment_id === refund.payment_id);
  order.refunds.push({
    id: refund.id,
    location_id: refund.location_id,
    transaction_id: order.id,
    tender_id: tender?.id ?? '',
    created_at: refund.created_at,
    reason: refund.reason,
    amount_money: refund.amount_money,
    status: 'APPROVED',
  });
  touch(world, order);
}

function noteOnPayment(payment: Payment, refund: Refund): void {
  const { amount, currency } = refund.amount_money;
  payment.refunded_money = { amount: (payment.refunded_money?.amount ?? 0) + amount, currency };
  payment.refund_ids = [...(payment.refund_ids ?? []), refund.id];
  payment.updated_at = refund.created_at;
}

/** Never more than was paid and not refunded yet. Payments outside Square are refunded on paper, so at once. */
export function createRefund(world: World, account: Account, body: RefundBody): Refund {
  const payment = findPayment(account, body.payment_id);
  if (payment.status !== 'COMPLETED')
    refuse('BAD_REQUEST', `Payment ${payment.id} is ${payment.status} and cannot be refunded.`, 'payment_id');
  const left = payment.amount_money.amount - (payment.refunded_money?.amount ?? 0);
  if (body.amount_money.amount > left)
    refuse(
      'REFUND_AMOUNT_INVALID',
      'The refund is greater than what is left of the payment.',
      'amount_money',
    );
  const order = findOrder(account, payment.order_id);
  const back = returnOrder(world, account, order, body.amount_money.amount);
  account.orders.set(back.id, back);
  const now = world.clock.iso();
  const refund: Refund = {
    id: world.ids.next(`${payment.id}_`),
    status: 'COMPLETED',
    location_id: payment.location_id,
    payment_id: payment.id,
    order_id: back.id,
    amount_money: body.amount_money,
    reason: body.reason,
    created_at: now,
    updated_at: now,
  };
  account.refunds.set(refund.id, refund);
  noteOnPayment(payment, refund);
  noteOnOrder(world, order, refund);
  return refund;
}
