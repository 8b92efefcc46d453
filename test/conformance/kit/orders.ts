import { PLACED_AT } from '../../support/orders';

export type OrderDocument = Record<string, unknown>;

/** Nothing of it may stand in a message, a log, a badge, a notice or an attempt, except at the POS. */
export const SHOPPER = { name: 'Sam Example', phone: '+12025550143', email: 'sam@example.test' };

/** Two and a half decimals' worth of currencies: 1250 is 12.50, 1250 and 1.250. */
export const CURRENCIES = ['USD', 'JPY', 'KWD'] as const;

/** What the kit's storefront sells; `links` of the stage says what each is at the POS. */
export type Product = 'plain' | 'second' | 'sized' | 'weighed' | 'taxed' | 'unknown' | 'unmapped';

interface LineParts {
  variationId?: string;
  name?: string;
  note?: string;
  discount?: number;
  modifiers?: readonly object[];
}

/** A line without its id; prices in minor units. */
export function line(productId: Product, quantity: number, unitPrice: number, parts: LineParts = {}) {
  return { productId, name: `The ${productId} one`, quantity, unitPrice, ...parts };
}
export type Line = ReturnType<typeof line>;

/** `extra` and `more` are linked, any other id is not. */
export function modifier(id: string, quantity: number, unitPrice: number, name = `With ${id}`) {
  return { id, name, quantity, unitPrice };
}

/** A paid pickup order of these lines; `total` is stated, never computed here. */
export function anOrderOf(lines: readonly Line[], total: number, parts: OrderDocument = {}): OrderDocument {
  return {
    number: '1042',
    locationId: 'main',
    currency: 'USD',
    channel: 'web',
    placedAt: PLACED_AT,
    status: 'placed',
    payment: { status: 'paid', method: 'card', reference: 'pay_1' },
    fulfillment: { type: 'pickup' },
    customer: SHOPPER,
    lines: lines.map((one, index) => ({ id: `l${index + 1}`, ...one })),
    total,
    ...parts,
  };
}

export const UNPAID = { payment: { status: 'unpaid' } };

/** The order that tests use to which its content does not matter. */
export function aPlainOrder(parts: OrderDocument = {}): OrderDocument {
  return anOrderOf([line('plain', 2, 1250)], 2500, parts);
}
