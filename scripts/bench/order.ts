import { dish, PRICE } from './stock';

/** Where the shops of the benchmarks are. */
export const LOCATION = 'main';

/** A plain paid pickup order with so many lines of one dish each. */
export function order(number: string, lines = 2): Record<string, unknown> {
  return {
    number,
    locationId: LOCATION,
    currency: 'USD',
    channel: 'web',
    placedAt: new Date(),
    status: 'placed',
    payment: { status: 'paid', method: 'card', reference: `pay_${number}` },
    fulfillment: { type: 'pickup' },
    customer: { name: 'Sam Example' },
    lines: Array.from({ length: lines }, (_, n) => ({
      id: `l${n}`,
      productId: dish(n),
      name: `Dish ${n}`,
      quantity: 1,
      unitPrice: PRICE,
    })),
    total: lines * PRICE,
  };
}
