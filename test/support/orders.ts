import type { Connection } from '../../functions/src/model/connection';
import { connectionSchema } from '../../functions/src/model/connection';

export const PLACED_AT = '2026-01-15T11:59:00.000Z';

/** A storefront's order document whose numbers add up: 2 soups, one with bread, delivery fee, tip, inclusive tax. */
export function anOrder(overrides: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    number: '1042',
    locationId: 'main',
    currency: 'USD',
    channel: 'web',
    placedAt: PLACED_AT,
    status: 'placed',
    payment: { status: 'paid', method: 'card', reference: 'pay_1' },
    fulfillment: { type: 'pickup' },
    customer: { name: 'Sam Example', phone: '+12025550143', email: 'sam@example.test' },
    lines: [
      {
        id: 'l1',
        productId: 'soup',
        name: 'Lentil soup',
        quantity: 2,
        unitPrice: 1250,
        modifiers: [{ id: 'bread', name: 'Bread', quantity: 1, unitPrice: 150 }],
        note: 'Extra spicy',
      },
    ],
    fees: [{ name: 'Delivery', amount: 300 }],
    tip: 100,
    tax: { amount: 200, inclusive: true },
    total: 3200,
    ...overrides,
  };
}

/** A connection row; `settings` are merged over the defaults. */
export function aConnection(
  overrides: Record<string, unknown> & { id?: string; tenantId?: string; settings?: object } = {},
): Connection {
  const { id = 'c1', tenantId = 'demo', ...fields } = overrides;
  const row = connectionSchema.parse({
    provider: 'square',
    name: 'Main Street',
    locationId: 'main',
    accountId: 'M1',
    externalLocationId: 'L1',
    currency: 'USD',
    status: 'active',
    ...fields,
  });
  return { ...row, id, tenantId };
}
