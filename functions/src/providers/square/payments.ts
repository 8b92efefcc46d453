import { Failure } from '../../model/failure';
import type { Order } from '../../model/order';
import { idempotencyKey } from './keys';
import { clip, LIMITS } from './limits';
import { retrieveOrder } from './orders';
import { hasCode } from './refusal';
import { locationOf, type Shop } from './shop';
import { orderReply, paymentReply, type SquareOrder } from './wire';

/** An order has no "paid" state: nothing is due any more, or (an order of zero) somebody has closed it. */
export function isPaid({
  total_money: total,
  net_amount_due_money: due,
  tenders,
  state,
}: SquareOrder): boolean {
  if (total.amount === 0) return state === 'COMPLETED' || tenders.length > 0;
  if (due !== undefined) return due.amount <= 0;
  return tenders.reduce((sum, tender) => sum + (tender.amount_money?.amount ?? 0), 0) >= total.amount;
}

/** https://developer.squareup.com/docs/payments-api/take-payments/external-payments and .../cash-payments */
function sourceOf(how: 'external' | 'cash', marker: string, { payment }: Order, square: SquareOrder) {
  if (how === 'cash')
    return { source_id: 'CASH', cash_details: { buyer_supplied_money: square.total_money } };
  const source = clip(payment.method || 'Tillbridge', LIMITS.paymentSource);
  return { source_id: 'EXTERNAL', external_details: { type: 'OTHER', source, source_id: marker } };
}

/** POST /v2/payments, https://developer.squareup.com/reference/square/payments-api/create-payment */
async function payTotal(
  shop: Shop,
  how: 'external' | 'cash',
  marker: string,
  order: Order,
  square: SquareOrder,
) {
  const { amount } = square.total_money;
  const { payment } = await shop.call({
    method: 'POST',
    path: '/v2/payments',
    json: {
      // With the amount: were the order repriced before it was paid, the same key would never work again. It cannot
      // pay twice, because Square refuses a payment that is not exactly what the order costs.
      idempotency_key: idempotencyKey('pay', marker, square.id, amount),
      ...sourceOf(how, marker, order, square),
      order_id: square.id,
      // Without it the payment would go to the seller's main location.
      location_id: square.location_id ?? locationOf(shop),
      // Square's own total: nothing else is accepted.
      amount_money: square.total_money,
      reference_id: marker,
      note: clip(`Order ${order.number}, paid in the storefront`, LIMITS.paymentNote),
    },
    effect: true,
    reply: paymentReply,
  });
  if (payment.status !== 'FAILED' && payment.status !== 'CANCELED') return;
  throw new Failure('rejected', `Square did not take the payment record (${payment.status}).`, {
    advice: 'Look at the order in the Square Dashboard and record the payment there.',
  });
}

/** POST /v2/orders/{id}/pay, https://developer.squareup.com/reference/square/orders-api/pay-order */
async function payNothing({ call }: Shop, marker: string, square: SquareOrder): Promise<void> {
  const json = { idempotency_key: idempotencyKey('pay', marker, square.id, 0), payment_ids: [] };
  const path = `/v2/orders/${encodeURIComponent(square.id)}/pay`;
  await call({ method: 'POST', path, json, effect: true, reply: orderReply });
}

function assertLive({ state }: SquareOrder): void {
  if (state !== 'CANCELED') return;
  throw new Failure('rejected', 'The order was cancelled at Square, so it cannot be paid.', {
    advice: 'Refund the shopper, or place the order again.',
  });
}

function assertWhole({ total_money: total, net_amount_due_money: due }: SquareOrder): void {
  if (due !== undefined && due.amount > 0 && due.amount < total.amount)
    throw new Failure('rejected', 'Part of the order was already paid at Square.', {
      advice: 'Settle the rest at the POS.',
    });
}

/**
 * Records the storefront's payment, once: an order that is paid already stays as it is.
 * @returns whether Square now holds the order as paid
 */
export async function recordPayment(
  shop: Shop,
  marker: string,
  order: Order,
  square: SquareOrder,
): Promise<boolean> {
  const how = shop.settings().recordPayment;
  assertLive(square);
  if (isPaid(square)) return true;
  if (how === 'none') return false;
  assertWhole(square);
  try {
    if (square.total_money.amount === 0) await payNothing(shop, marker, square);
    else await payTotal(shop, how, marker, order, square);
    return true;
  } catch (thrown) {
    if (!hasCode(thrown, 'IDEMPOTENCY_KEY_REUSED')) throw thrown;
    // Paid before with another description, or refused before: the order knows which.
    if (isPaid(await retrieveOrder(shop, square.id))) return true;
    throw new Failure('unavailable', 'Square says that it has this payment, but does not show it yet.', {
      advice: 'The bridge looks again.',
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
  }
}
