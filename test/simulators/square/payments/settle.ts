import type { Account } from '../accounts';
import { refuse } from '../errors';
import type { StoredOrder, Tender } from '../orders/order';
import { touch, viewIn } from '../orders/place';
import type { World } from '../world';
import type { Payment } from './payment';

export function refuseMismatch(field: string): never {
  return refuse('BAD_REQUEST', 'The payment total does not match the order total.', field);
}

/** Only an open, unpaid order takes payments. */
export function checkPayable(order: StoredOrder): void {
  if (order.state !== 'OPEN')
    refuse('BAD_REQUEST', `Order ${order.id} is ${order.state} and cannot be paid.`);
  if (order.paidAt !== undefined) refuse('BAD_REQUEST', `Order ${order.id} is already paid.`, 'order_id');
}

export function approvedFor(account: Account, orderId: string): Payment[] {
  return [...account.payments.values()].filter(
    (payment) => payment.order_id === orderId && payment.status === 'APPROVED',
  );
}

export function setStatus(world: World, payment: Payment, status: Payment['status']): void {
  payment.status = status;
  payment.updated_at = world.clock.iso();
  payment.version_token = world.ids.next('vt-');
}

function tenderOf(world: World, payment: Payment): Tender {
  return {
    id: world.ids.next('TND'),
    location_id: payment.location_id,
    transaction_id: payment.order_id,
    payment_id: payment.id,
    type: payment.source_type === 'CASH' ? 'CASH' : 'OTHER',
    amount_money: payment.amount_money,
    created_at: world.clock.iso(),
    note: payment.note,
  };
}

/** Catalog lines whose stock is tracked leave the shelf when they are paid for. */
function takeFromStock(account: Account, order: StoredOrder): void {
  const { location_id: locationId, line_items: lines = [] } = order.body;
  for (const { catalog_object_id: id = '', quantity } of lines) {
    const data = account.catalog.find(id)?.item_variation_data;
    const override = data?.location_overrides?.find((each) => each.location_id === locationId);
    if (override?.track_inventory ?? data?.track_inventory ?? false)
      account.stock.move(id, locationId, quantity, -1);
  }
}

/** The order is paid: payments become tenders, and an order without fulfillment is thereby done. */
export function settle(world: World, account: Account, order: StoredOrder, payments: Payment[]): void {
  for (const payment of payments) {
    setStatus(world, payment, 'COMPLETED');
    order.tenders.push(tenderOf(world, payment));
  }
  const line_items = order.body.line_items?.filter((line) => Number(line.quantity) !== 0);
  order.body = { ...order.body, line_items };
  order.paidAt = world.clock.iso();
  touch(world, order);
  takeFromStock(account, order);
  if ((order.body.fulfillments ?? []).length > 0) return;
  order.state = 'COMPLETED';
  order.closedAt = order.paidAt;
}

/** Pays with approved payments that together are the total; other approved payments of the order are given up. */
export function payOrder(world: World, account: Account, order: StoredOrder, paymentIds: string[]): void {
  checkPayable(order);
  const approved = approvedFor(account, order.id);
  const chosen = paymentIds.map(
    (id) =>
      approved.find((payment) => payment.id === id) ??
      refuse('NOT_FOUND', `Order ${order.id} has no approved payment ${id}.`, 'payment_ids'),
  );
  const sum = chosen.reduce((total, payment) => total + payment.amount_money.amount, 0);
  if (sum !== viewIn(account, order).total_money.amount) refuseMismatch('payment_ids');
  for (const payment of approved) if (!chosen.includes(payment)) setStatus(world, payment, 'CANCELED');
  settle(world, account, order, chosen);
}
