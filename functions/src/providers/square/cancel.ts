import { Failure } from '../../model/failure';
import type { CancelOrder, Cancellation } from '../provider';
import { idempotencyKey } from './keys';
import { findOrder, retrieveOrder, updateOrder, type OrderChange } from './orders';
import { isPaid } from './payments';
import { refundPayments } from './refunds';
import { hasCode } from './refusal';
import type { Shop } from './shop';
import type { SquareOrder } from './wire';

const OVER = new Set(['COMPLETED', 'CANCELED', 'FAILED']);

const STAYS_OPEN =
  'The order stays open in Square’s records: an order that was paid cannot be cancelled there.';
const COMPLETED = 'The order was already completed at Square, so staff were not told to stop.';

/** The fulfillments that are still open, closed. */
function closing({ fulfillments }: SquareOrder): OrderChange['fulfillments'] {
  const open = fulfillments.flatMap(({ uid, state = 'PROPOSED' }) => (uid && !OVER.has(state) ? [uid] : []));
  return open.length > 0 ? open.map((uid) => ({ uid, state: 'CANCELED' })) : undefined;
}

async function held(
  shop: Shop,
  { marker, receipt, pushedSince }: CancelOrder,
): Promise<SquareOrder | undefined> {
  if (!receipt) return findOrder(shop, marker, pushedSince);
  try {
    return await retrieveOrder(shop, receipt.externalId);
  } catch (thrown) {
    if (hasCode(thrown, 'NOT_FOUND')) return undefined;
    throw thrown;
  }
}

/** One change that closes order and fulfillment together: an open fulfillment would keep the order open. */
async function voidOrder(shop: Shop, marker: string, order: SquareOrder): Promise<Cancellation> {
  const key = idempotencyKey('cancel', marker, order.id, order.version ?? 0);
  const after = await updateOrder(shop, order, key, { state: 'CANCELED', fulfillments: closing(order) });
  if (after.state === 'CANCELED') return { how: 'voided', notes: [] };
  throw new Failure('conflict', `Square left the order ${after.state} when it was to be cancelled.`);
}

/** A paid order cannot be cancelled: closing its fulfillment takes it off the screens, refunding gives the money back. */
async function refundOrder(shop: Shop, marker: string, order: SquareOrder): Promise<Cancellation> {
  const fulfillments = closing(order);
  const key = idempotencyKey('close', marker, order.id, order.version ?? 0);
  if (fulfillments && order.state === 'OPEN') await updateOrder(shop, order, key, { fulfillments });
  const { refundId, notes } = await refundPayments(shop, marker, order);
  return {
    how: refundId === undefined ? 'voided' : 'refunded',
    ...(refundId !== undefined && { externalId: refundId }),
    notes: [...notes, order.state === 'OPEN' ? STAYS_OPEN : COMPLETED],
  };
}

/** The list of tenders may lag behind: Square's own words decide. */
const refusedAsPaid = (thrown: unknown): boolean =>
  thrown instanceof Failure &&
  thrown.kind === 'rejected' &&
  /after payments have been processed/i.test(thrown.message);

/**
 * https://developer.squareup.com/docs/orders-api/manage-orders/update-orders
 * @throws Failure `conflict` when somebody changed the order meanwhile
 */
export async function cancelOrder(shop: Shop, cancel: CancelOrder): Promise<Cancellation> {
  const order = await held(shop, cancel);
  if (!order) return { how: 'nothing', notes: [] };
  if (order.state === 'CANCELED') return { how: 'voided', notes: [] };
  if (order.tenders.length > 0 || isPaid(order)) return refundOrder(shop, cancel.marker, order);
  try {
    return await voidOrder(shop, cancel.marker, order);
  } catch (thrown) {
    if (!refusedAsPaid(thrown)) throw thrown;
    return refundOrder(shop, cancel.marker, await retrieveOrder(shop, order.id));
  }
}
