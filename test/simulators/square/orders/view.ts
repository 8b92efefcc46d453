import type { HeldOrder } from '../../core/types';
import type { Amounts, Order, StoredOrder } from './order';
import { amountsOf, totalsOf } from './totals';

const isPaid = (stored: StoredOrder) => stored.paidAt !== undefined;

function refundedOf(stored: StoredOrder): number {
  return stored.refunds.reduce((sum, refund) => sum + refund.amount_money.amount, 0);
}

/** What Square fills in about fulfillments as they advance lies inside their details. */
function fulfillmentsOf(stored: StoredOrder): Order['fulfillments'] {
  return stored.body.fulfillments?.map((fulfillment) => {
    const details = fulfillment.type === 'PICKUP' ? 'pickup_details' : 'delivery_details';
    const times = stored.fulfillmentTimes[fulfillment.uid ?? ''];
    return { ...fulfillment, [details]: { ...fulfillment[details], ...times } };
  });
}

const views = new WeakMap<StoredOrder, { stamp: string; body: StoredOrder['body']; view: Order }>();

/** Moves with everything that the view shows, but for the body, which is another object after each change. */
const stampOf = ({ version, updatedAt, state, paidAt, tenders, refunds, returns }: StoredOrder) =>
  [version, updatedAt, state, paidAt, tenders.length, refunds.length, returns.length].join(' ');

/** The order as Square sends it. Searches show hundreds that have not changed since the last one. */
export function orderView(stored: StoredOrder, currency: string): Order {
  const [known, stamp] = [views.get(stored), stampOf(stored)];
  if (known?.stamp === stamp && known.body === stored.body) return known.view;
  const view = freshView(stored, currency);
  views.set(stored, { stamp, body: stored.body, view });
  return view;
}

/** Absent values are left out. */
function freshView(stored: StoredOrder, currency: string): Order {
  const totals = totalsOf(stored.body, currency);
  const paid = isPaid(stored) ? totals.total_money.amount : 0;
  const net: Amounts = amountsOf(totals);
  const left = { amount: totals.total_money.amount - refundedOf(stored), currency };
  const { line_items, taxes, discounts, service_charges, ...rest } = stored.body;
  const order: Order = {
    ...rest,
    ...totals,
    id: stored.id,
    state: stored.state,
    version: stored.atTill ? undefined : stored.version,
    created_at: stored.createdAt,
    updated_at: stored.updatedAt,
    closed_at: stored.closedAt,
    fulfillments: fulfillmentsOf(stored),
    net_amounts: { ...net, total_money: left },
    net_amount_due_money: { amount: totals.total_money.amount - paid, currency },
    tenders: stored.tenders.length > 0 ? stored.tenders : undefined,
    refunds: stored.refunds.length > 0 ? stored.refunds : undefined,
    returns: stored.returns.length > 0 ? stored.returns : undefined,
    // A refund has one return, so its amounts are the whole.
    return_amounts: stored.returns[0]?.return_amounts,
  };
  return JSON.parse(JSON.stringify(order)) as Order;
}

function stateOf(stored: StoredOrder): HeldOrder['state'] {
  if (stored.state === 'CANCELED') return 'cancelled';
  if (!isPaid(stored)) return 'open';
  const paid = stored.tenders.reduce((sum, tender) => sum + tender.amount_money.amount, 0);
  return paid > 0 && refundedOf(stored) >= paid ? 'refunded' : 'paid';
}

/** Staff see an order that is paid and has a pickup still to do; deliveries need a partnership with Square. */
function isVisible(stored: StoredOrder): boolean {
  const closed = ['COMPLETED', 'CANCELED', 'FAILED'];
  const shown = (stored.body.fulfillments ?? []).some(
    ({ type, state = 'PROPOSED' }) => type === 'PICKUP' && !closed.includes(state),
  );
  return isPaid(stored) && shown;
}

export function heldOrder(stored: StoredOrder, currency: string): HeldOrder {
  const order = orderView(stored, currency);
  return {
    id: stored.id,
    reference: stored.body.reference_id ?? '',
    locationId: stored.body.location_id,
    state: stateOf(stored),
    currency,
    total: order.total_money.amount,
    lines: (order.line_items ?? []).map((line) => ({
      itemId: line.catalog_object_id,
      name: line.name ?? '',
      quantity: Number(line.quantity),
      total: line.total_money.amount,
      note: line.note,
    })),
    visible: isVisible(stored),
  };
}
