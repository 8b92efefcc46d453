import { readOrder, type Order } from '../../../functions/src/model/order';
import type { MappedLine, PushOrder } from '../../../functions/src/providers/provider';
import { NOW } from './scripted';

/** An order of 2 soups with bread, 29.00 USD, as a storefront writes it. */
export function anOrder(changes: Record<string, unknown> = {}): Order {
  const read = readOrder({
    number: '1042',
    locationId: 'loc',
    currency: 'USD',
    placedAt: NOW - 60_000,
    status: 'placed',
    payment: { status: 'paid', method: 'stripe' },
    fulfillment: { type: 'pickup' },
    customer: { name: 'Sam Example', phone: '+1 (202) 555-0143', email: 'sam@example.test' },
    lines: [
      {
        id: 'a',
        productId: 'soup',
        name: 'Lentil soup',
        quantity: 2,
        unitPrice: 1300,
        modifiers: [{ id: 'bread', name: 'Bread', unitPrice: 150 }],
      },
    ],
    total: 2900,
    ...changes,
  });
  if (!read.ok) throw new Error(JSON.stringify(read.issues));
  return read.order;
}

/** Every line linked to V0, V1, ..., every modifier to MOD0_0, ... */
export function mapped(order: Order): MappedLine[] {
  return order.lines.map((line, index) => ({
    line,
    as: 'item',
    link: { variationId: `V${index}` },
    modifiers: line.modifiers.map((modifier, m) => ({ modifier, link: { variationId: `MOD${index}_${m}` } })),
  }));
}

export function aPush(changes: Partial<PushOrder> = {}, order: Order = anOrder()): PushOrder {
  const { discounts, fees } = order;
  const named = (list: Order['fees'], name: string) =>
    list.map((entry) => ({ name: entry.name ?? name, amount: entry.amount }));
  return {
    marker: '1042-0123456789abcd',
    order,
    lines: mapped(order),
    discounts: named(discounts, 'Discount'),
    fees: named(fees, 'Fee'),
    ...changes,
  };
}

const usd = (amount: number) => ({ amount, currency: 'USD' });

/** An order as Square answers it. */
export function squareOrder(changes: Record<string, unknown> = {}) {
  return {
    id: 'O1',
    location_id: 'L1',
    reference_id: '1042-0123456789abcd',
    ticket_name: '1042',
    state: 'OPEN',
    version: 1,
    total_money: usd(2900),
    net_amount_due_money: usd(2900),
    fulfillments: [{ uid: 'f0', type: 'PICKUP', state: 'PROPOSED' }],
    ...changes,
  };
}

export const paidOrder = (changes: Record<string, unknown> = {}) =>
  squareOrder({
    version: 2,
    net_amount_due_money: usd(0),
    tenders: [{ id: 'P1', payment_id: 'P1', type: 'OTHER', amount_money: usd(2900) }],
    ...changes,
  });

export const payment = (changes: Record<string, unknown> = {}) => ({
  id: 'P1',
  status: 'COMPLETED',
  amount_money: usd(2900),
  reference_id: '1042-0123456789abcd',
  ...changes,
});
