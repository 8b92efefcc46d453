import { scaled } from '../core/currency';
import type { HeldOrder } from '../core/types';
import type { Company } from './company';
import { type Order, priceOf, totalsOf } from './order';

function stateOf({ cancel, paidInFull }: Order): HeldOrder['state'] {
  if (cancel) return 'cancelled';
  return paidInFull ? 'paid' : 'open';
}

/** Lines of the same product at the same price as one; their totals are before discounts and tax. */
function linesOf({ lines, terms: { currency } }: Order): HeldOrder['lines'] {
  const folded = new Map<string, HeldOrder['lines'][number]>();
  for (const line of lines) {
    const price = priceOf(line);
    const key = `${line.item.id} ${price}`;
    const at = folded.get(key) ?? {
      itemId: String(line.item.id),
      name: line.item.name,
      quantity: 0,
      total: 0,
    };
    const quantity = at.quantity + line.quantity;
    const total = scaled(Math.round(price * 10_000), quantity * 10 ** currency.decimals, 10_000);
    folded.set(key, { ...at, quantity, total });
  }
  return [...folded.values()];
}

/** The orders of a company in the words of all simulators. The reference is `id_external`. */
export function heldOrders({ orders, currency }: Company): HeldOrder[] {
  return orders.map((order) => ({
    id: String(order.id),
    reference: order.header.id_external ?? '',
    locationId: String(order.header.id_location),
    state: stateOf(order),
    currency: currency.code,
    total: totalsOf(order).total,
    lines: linesOf(order),
    visible: true,
  }));
}
