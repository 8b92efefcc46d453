import type { PulledOrder, PulledOrderLine } from '../../../model/pulled';
import type { OrderObject, OrderPart } from './rows';

type Status = PulledOrder['status'];

/** https://developer.squareup.com/docs/orders-api/fulfillments */
const STAGES: readonly (readonly [string, Status])[] = [
  ['PROPOSED', 'accepted'],
  ['RESERVED', 'preparing'],
  ['PREPARED', 'ready'],
  ['COMPLETED', 'completed'],
];

/**
 * How far an order is: a closed one by its state, an open one by its fulfillment that is furthest behind. A paid order
 * that was cancelled stays open for good; its cancelled fulfillment says so.
 */
function statusOf({ state, fulfillments }: OrderObject): Status {
  if (state === 'CANCELED') return 'cancelled';
  if (state === 'COMPLETED') return 'completed';
  const behind = STAGES.find(([stage]) => fulfillments.some((one) => one.state === stage));
  if (behind) return behind[1];
  const closed = fulfillments.some((one) => one.state === 'CANCELED' || one.state === 'FAILED');
  return closed ? 'cancelled' : 'accepted';
}

function lineOf(part: OrderPart, index: number): PulledOrderLine {
  return {
    id: part.uid ?? String(index),
    variationId: part.catalog_object_id,
    // An amount that was typed in at the till has no name.
    name: part.name ?? part.note ?? 'Custom amount',
    quantity: Number(part.quantity),
    unitPrice: part.base_price_money?.amount,
    total: part.total_money?.amount ?? 0,
    note: part.note,
  };
}

type Amounts = NonNullable<OrderObject['return_amounts']>;

/** What went back, of one kind; the order says it for all its returns, or each of them for itself. */
function returned({ returns, return_amounts: all }: OrderObject, kind: keyof Amounts): number | undefined {
  const each = all ? [all] : returns.flatMap(({ return_amounts }) => return_amounts ?? []);
  const amounts = each.flatMap((one) => one[kind]?.amount ?? []);
  return amounts.length > 0 ? amounts.reduce((sum, amount) => sum + amount, 0) : undefined;
}

/** What came back and what was paid out for it, as positive amounts. */
function refundOf(order: OrderObject) {
  return {
    status: 'refunded' as const,
    total: returned(order, 'total_money') ?? order.total_money.amount,
    tax: returned(order, 'tax_money'),
    tip: returned(order, 'tip_money'),
    discount: returned(order, 'discount_money'),
    lines: order.returns.flatMap((one) => one.return_line_items).map(lineOf),
  };
}

function saleOf(order: OrderObject) {
  return {
    status: statusOf(order),
    total: order.total_money.amount,
    tax: order.total_tax_money?.amount,
    tip: order.total_tip_money?.amount,
    discount: order.total_discount_money?.amount,
    lines: order.line_items.map(lineOf),
  };
}

/** An order, or a refund, which is an order of its own; an exchange, which is both, counts as the sale. */
export function pulledOrder(order: OrderObject): PulledOrder {
  const source = order.returns.find(({ source_order_id }) => source_order_id !== undefined)?.source_order_id;
  const refunds = order.returns.length > 0 && order.line_items.length === 0;
  return {
    id: order.id,
    number: order.ticket_name,
    reference: order.metadata?.tillbridge_order ?? order.reference_id,
    refundOf: source,
    placedAt: order.created_at,
    updatedAt: order.updated_at,
    currency: order.total_money.currency,
    customerId: order.customer_id,
    ...(refunds ? refundOf(order) : saleOf(order)),
  };
}
