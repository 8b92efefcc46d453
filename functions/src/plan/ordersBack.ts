import type { Connection } from '../model/connection';
import { hashOf } from '../model/hash';
import type { PulledOrder } from '../model/pulled';
import type { KnownOrder, PosOrder } from '../model/posOrder';

/** The row of an order of the POS. Two accounts of one vendor may use the same number: then `account` tells them apart. */
export function posOrderId(provider: string, id: string, account?: string): string {
  const plain = encodeURIComponent(id).replace(/\./g, '%2E');
  return account === undefined ? `${provider}_${plain}` : `${provider}_${plain}_${hashOf([account], 8)}`;
}

export const orderHash = (order: PulledOrder): string => hashOf(['posOrder', order], 16);

/**
 * What an order that came is, beside what is known of it: older data never overwrites newer. Of equal times the content
 * decides, because a POS may change an order twice within a second.
 */
export function newsOf(
  order: PulledOrder,
  known: KnownOrder | undefined,
): 'new' | 'newer' | 'same' | 'older' {
  if (!known) return 'new';
  if (order.updatedAt < known.updatedAt) return 'older';
  return orderHash(order) === known.hash ? 'same' : 'newer';
}

/** Of several versions of an order on one page the last one of the newest. */
export function latestOf(orders: readonly PulledOrder[]): PulledOrder[] {
  const latest = new Map<string, PulledOrder>();
  for (const order of orders) {
    const before = latest.get(order.id);
    if (!before || before.updatedAt <= order.updatedAt) latest.set(order.id, order);
  }
  return [...latest.values()];
}

/** Minor units that a refund gave back; some POS systems write them as a negative total. */
export const givenBack = ({ status, total }: Pick<PulledOrder, 'status' | 'total'>): number =>
  status === 'cancelled' ? 0 : Math.abs(total);

/** A pulled order as a row. `taken`: the plain row id belongs to another account. */
export function rowOf(
  order: PulledOrder,
  { provider, accountId }: Connection,
  taken: (rowId: string) => boolean,
): PosOrder {
  const idOf = (id: string) =>
    taken(posOrderId(provider, id)) ? posOrderId(provider, id, accountId) : posOrderId(provider, id);
  const { id, refundOf } = order;
  const refund = refundOf === undefined ? undefined : { saleRowId: idOf(refundOf), amount: givenBack(order) };
  return { rowId: idOf(id), order, hash: orderHash(order), refund };
}

/** A sale that was given back in full is refunded, whatever its own record says. */
export function statusOf(
  { status, total }: Pick<PulledOrder, 'status' | 'total'>,
  refunds: readonly number[],
): PulledOrder['status'] {
  const back = refunds.reduce((sum, amount) => sum + amount, 0);
  return back > 0 && back >= total ? 'refunded' : status;
}

const RANK: readonly PulledOrder['status'][] = [
  'accepted',
  'preparing',
  'ready',
  'completed',
  'cancelled',
  'refunded',
];

/** Whether a status goes on the badge: newer data always, of equal times what is further on, older never. */
export function mirrors(
  badge: { posStatus?: unknown; posStatusAt?: unknown },
  status: PulledOrder['status'],
  at: number,
): boolean {
  const { posStatus, posStatusAt } = badge;
  const stood = posStatusAt instanceof Date ? posStatusAt.getTime() : posStatusAt;
  if (typeof stood !== 'number') return true;
  const further = RANK.findIndex((one) => one === posStatus) < RANK.indexOf(status);
  return at > stood || (at === stood && further);
}
