import { LOCATION } from './seed';

type Order = Record<string, unknown> & { total: number };

const base = (number: string): Record<string, unknown> => ({
  number,
  locationId: LOCATION,
  currency: 'USD',
  channel: 'web',
  placedAt: new Date(),
  status: 'placed',
  payment: { status: 'paid', method: 'card', reference: `pay_${number}` },
  fulfillment: { type: 'pickup' },
  customer: { name: 'Sam Example', email: 'sam@example.test', phone: '+12025550143', consent: true },
});

const soup = (id: string, quantity: number) => ({
  id,
  productId: 'lentil-soup',
  name: 'Lentil soup',
  quantity,
  unitPrice: 650,
});
const naan = (id: string, quantity: number) => ({
  id,
  productId: 'naan',
  name: 'Garlic naan',
  quantity,
  unitPrice: 275,
});

/** A plain pickup order. */
export const plain = (number: string): Order => ({
  ...base(number),
  lines: [soup('l1', 2), naan('l2', 1)],
  total: 1575,
});

/** Variation, modifiers, notes, discounts, fee, tip, tax in the price, delivery. */
export const everything = (number: string): Order => ({
  ...base(number),
  fulfillment: {
    type: 'delivery',
    address: { street: '12 Elm Street', city: 'Springfield' },
    dueAt: Date.now() + 3_600_000,
  },
  lines: [
    {
      id: 'l1',
      productId: 'coffee',
      variationId: 'large',
      name: 'Coffee, large',
      quantity: 3,
      unitPrice: 425,
      modifiers: [{ id: 'oat-milk', name: 'Oat milk', quantity: 2, unitPrice: 60 }],
      note: 'not too hot',
      discount: 35,
    },
    soup('l2', 1),
  ],
  discounts: [{ name: 'WELCOME10', amount: 200 }],
  fees: [{ name: 'Delivery', amount: 399 }],
  tip: 250,
  tax: { amount: 180, inclusive: true },
  note: 'Ring twice',
  total: 1275 + 360 - 35 + 650 - 200 + 399 + 250,
});

/** Tax on top, and names that are not Latin. */
export const taxOnTop = (number: string): Order => ({
  ...base(number),
  customer: { name: 'أحمد 🧑‍🍳' },
  lines: [{ id: 'l1', productId: 'feast', name: 'وليمة 🍲', quantity: 1, unitPrice: 4999 }],
  tax: { amount: 413, inclusive: false, rate: 8.25 },
  total: 5412,
});

/** Unpaid; paid later. */
export const unpaid = (number: string): Order => ({ ...plain(number), payment: { status: 'unpaid' } });

/** With a product that nobody has mapped yet. */
export const unmapped = (number: string): Order => ({
  ...base(number),
  lines: [
    naan('l1', 1),
    { id: 'l2', productId: 'new-dish', name: 'Dish of the week', quantity: 1, unitPrice: 1100 },
  ],
  total: 1375,
});

/** Whose total is not what its lines come to. */
export const contradictory = (number: string): Order => ({ ...plain(number), total: 9999 });
