import { Failure } from '../../../model/failure';
import type { CancelOrder, Cancellation } from '../../provider';
import type { Shop } from '../shop';
import { changed, order as orderReply, type WireOrder } from '../wire';
import { findOrder } from './find';
import { isCancelled } from './status';

const money = ({ order }: CancelOrder) =>
  order.payment.status === 'paid'
    ? ['Alleaves never had the money of this order: give it back in the storefront.']
    : [];

async function orderId(
  shop: Shop,
  { receipt, marker, pushedSince }: CancelOrder,
): Promise<number | undefined> {
  if (receipt) return Number(receipt.externalId);
  return (await findOrder(shop, { marker, since: pushedSince }))?.id_order;
}

function demandOpen({ id_order, complete, paid_in_full }: WireOrder): void {
  if (!complete && !paid_in_full) return;
  throw new Failure('rejected', `Order ${id_order} is ${complete ? 'completed' : 'paid'} in Alleaves.`, {
    advice: 'Return it at the till: the bridge knows no call that gives money back.',
  });
}

/**
 * PUT /order/{id}. That `void` is how an order is taken back is an assumption from the fields that it has, so the order
 * is read again before it counts as voided.
 */
export async function cancelOrder(shop: Shop, cancel: CancelOrder): Promise<Cancellation> {
  const id = await orderId(shop, cancel);
  if (id === undefined) return { how: 'nothing', notes: [] };
  const path = `/order/${id}`;
  const before = await shop.client.get(path, orderReply);
  if (isCancelled(before)) return { how: 'voided', notes: money(cancel) };
  demandOpen(before);
  const reply = await shop.client.put(path, changed, {
    id_order: id,
    id_customer: before.id_customer,
    id_location: before.id_location ?? shop.locationId,
    void: true,
    void_reason: 'Other',
    void_reason_other: 'Cancelled in the online shop',
  });
  if (reply && isCancelled(reply)) return { how: 'voided', notes: money(cancel) };
  if (isCancelled(await shop.client.get(path, orderReply))) return { how: 'voided', notes: money(cancel) };
  throw new Failure('rejected', `Alleaves did not void order ${id}, although it took the request.`, {
    advice: 'Void the order in Alleaves.',
  });
}
