import { Failure } from '../../model/failure';
import { idempotencyKey } from './keys';
import { hasCode } from './refusal';
import type { Shop } from './shop';
import { paymentReply, refundReply, type Money, type SquareOrder, type SquarePayment } from './wire';

type Tender = SquareOrder['tenders'][number];

/** One payment of an order as far as we can tell. */
interface Paid {
  id: string;
  ours: boolean;
  /** What has not been refunded. */
  rest: Money;
  /** The last refund of it. */
  refundId?: string;
}

const isOurs = (payment: SquarePayment, marker: string): boolean =>
  payment.reference_id === marker || payment.external_details?.source_id === marker;

/** GET /v2/payments/{id}, https://developer.squareup.com/reference/square/payments-api/get-payment */
async function readPayment({ call }: Shop, id: string): Promise<SquarePayment | undefined> {
  try {
    const path = `/v2/payments/${encodeURIComponent(id)}`;
    return (await call({ method: 'GET', path, effect: false, reply: paymentReply })).payment;
  } catch (thrown) {
    // An older sign-in may lack PAYMENTS_READ; the tender says enough.
    if (hasCode(thrown, 'NOT_FOUND', 'INSUFFICIENT_SCOPES')) return undefined;
    throw thrown;
  }
}

async function paidBy(shop: Shop, tender: Tender, marker: string): Promise<Paid | undefined> {
  const { payment_id: id, amount_money: amount, type } = tender;
  if (id === undefined) return undefined;
  const payment = await readPayment(shop, id);
  if (payment) {
    const { amount: total, currency } = payment.amount_money;
    const rest = { amount: total - (payment.refunded_money?.amount ?? 0), currency };
    return { id, ours: isOurs(payment, marker), rest, refundId: payment.refund_ids.at(-1) };
  }
  // What the bridge records is external or cash; a card was read at the till.
  return amount && { id, ours: type === 'OTHER' || type === 'CASH', rest: amount };
}

/** POST /v2/refunds, https://developer.squareup.com/reference/square/refunds-api/refund-payment */
async function refund({ call }: Shop, marker: string, { id, rest }: Paid): Promise<string> {
  const reply = await call({
    method: 'POST',
    path: '/v2/refunds',
    json: {
      idempotency_key: idempotencyKey('refund', marker, id),
      payment_id: id,
      amount_money: rest,
      reason: 'Order cancelled in the storefront',
    },
    effect: true,
    reply: refundReply,
  });
  const { status } = reply.refund;
  if (status !== 'FAILED' && status !== 'REJECTED') return reply.refund.id;
  throw new Failure('rejected', `Square did not refund the payment (${status}).`, {
    advice: 'Refund it in the Square Dashboard under Transactions.',
  });
}

/** What became of the payments of an order. */
export interface Refunded {
  /** The last refund's id. */
  refundId?: string;
  notes: string[];
}

/** Refunds what is left of every payment that the bridge has recorded for the order; others it only names. */
export async function refundPayments(shop: Shop, marker: string, order: SquareOrder): Promise<Refunded> {
  const result: Refunded = { notes: [] };
  for (const tender of order.tenders) {
    const paid = await paidBy(shop, tender, marker);
    if (!paid?.ours)
      result.notes.push('A payment taken at the POS was not refunded: do that in Square, if it is due.');
    else if (paid.rest.amount > 0) result.refundId = await refund(shop, marker, paid);
    else result.refundId = paid.refundId ?? result.refundId;
  }
  return result;
}
