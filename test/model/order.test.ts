import fc from 'fast-check';
import { arithmeticIssues, computedTotal } from '../../functions/src/model/arithmetic';
import { readOrder, type Order } from '../../functions/src/model/order';
import { acceptOrder } from '../../functions/src/plan/orderEvent';
import { anOrder } from '../support/orders';

const paths = (document: unknown) => acceptOrder(document).issues.map((issue) => issue.path);
const line = (overrides: object) => ({
  id: 'l1',
  productId: 'soup',
  name: 'Soup',
  quantity: 1,
  unitPrice: 3200,
  ...overrides,
});
const single = (overrides: object, order: object = {}) =>
  anOrder({ lines: [line(overrides)], fees: [], tip: 0, ...order });

function accepted(document: unknown): Order {
  const read = readOrder(document);
  if (!read.ok) throw new Error(JSON.stringify(read.issues));
  return read.order;
}

describe('reading an order', () => {
  it('accepts an order whose numbers add up', () => expect(paths(anOrder())).toEqual([]));

  it.each([
    ['no lines', anOrder({ lines: [] }), ['lines']],
    ['lines as a map', anOrder({ lines: { a: line({}) } }), ['lines']],
    ['lines missing', anOrder({ lines: undefined }), ['lines']],
    ['a negative quantity', single({ quantity: -1 }), ['lines.0.quantity']],
    ['a quantity of zero', single({ quantity: 0 }), ['lines.0.quantity']],
    ['a huge quantity', single({ quantity: 1e12 }), ['lines.0.quantity']],
    ['more than three decimals of quantity', single({ quantity: 0.1234 }), ['lines.0.quantity']],
    ['a price in major units', single({ unitPrice: 12.5 }), ['lines.0.unitPrice']],
    ['a negative price', single({ unitPrice: -1 }), ['lines.0.unitPrice']],
    ['a currency that is none', anOrder({ currency: 'DOLLAR' }), ['currency']],
    ['a lower-case currency', anOrder({ currency: 'usd' }), ['currency']],
    ['an unknown status', anOrder({ status: 'cancled' }), ['status']],
    ['seconds instead of milliseconds', anOrder({ placedAt: 1768471200 }), ['placedAt']],
    ['a time without a zone', anOrder({ placedAt: '2026-01-15T11:59:00' }), ['placedAt']],
    ['a date that is none', anOrder({ placedAt: 'yesterday' }), ['placedAt']],
    ['a total as text', anOrder({ total: '3200' }), ['total']],
    ['a line id used twice', anOrder({ lines: [line({}), line({})], total: 6800 }), ['lines.1.id']],
    [
      'no document fields at all',
      {},
      ['number', 'locationId', 'currency', 'placedAt', 'status', 'lines', 'total'],
    ],
  ])('names the field: %s', (_what, document, expected) => expect(paths(document)).toEqual(expected));

  it('names every offending field, not just the first', () =>
    expect(paths(single({ quantity: -1, unitPrice: 1.5 }, { currency: 'X', total: -1 }))).toEqual([
      'currency',
      'lines.0.quantity',
      'lines.0.unitPrice',
      'total',
    ]));

  it.each([
    ['2026-01-15T12:59:00+01:00'],
    [new Date(Date.UTC(2026, 0, 15, 11, 59))],
    [Date.UTC(2026, 0, 15, 11, 59)],
  ])('reads the time %s', (placedAt) =>
    expect(accepted(anOrder({ placedAt })).placedAt).toBe(Date.UTC(2026, 0, 15, 11, 59)),
  );

  it('takes null for "none", extra fields for granted, and a number for an order number', () => {
    const order = accepted(
      anOrder({ note: null, tip: null, discounts: null, number: 7, campaign: { id: 1 } }),
    );
    expect([order.note, order.tip, order.discounts, order.number]).toEqual([undefined, 0, [], '7']);
    expect(order).not.toHaveProperty('campaign');
  });

  it('takes an address as text or as fields', () => {
    const address = { street: '1 Main St', city: 'Springfield', floor: 3, door: null };
    const order = accepted(anOrder({ fulfillment: { type: 'delivery', address } }));
    expect(order.fulfillment?.address).toBe('1 Main St, Springfield');
  });

  it('reads 500 lines, emoji and right-to-left names', () => {
    const lines = Array.from({ length: 500 }, (_, i) =>
      line({ id: `l${i}`, name: 'شوربة عدس 🍲', unitPrice: 1 }),
    );
    expect(paths(anOrder({ lines, fees: [], tip: 0, tax: null, total: 500 }))).toEqual([]);
  });
});

describe('adding an order up', () => {
  it.each([
    [0, []],
    [1, []],
    [-1, []],
    [2, ['total']],
    [-2, ['total']],
  ])('allows one minor unit per line: off by %i', (off, expected) =>
    expect(paths(anOrder({ total: 3200 + off }))).toEqual(expected),
  );

  it('counts a tax that comes on top, and not one that the prices contain', () => {
    const tax = { amount: 200, inclusive: false };
    expect(paths(anOrder({ tax, total: 3400 }))).toEqual([]);
    expect(paths(anOrder({ tax }))).toEqual(['total']);
  });

  it.each([
    [
      'a line discount above its line',
      anOrder({ lines: [line({ discount: 3300 })], total: 300 }),
      'lines.0.discount',
    ],
    ['discounts above the goods', anOrder({ discounts: [{ amount: 3000 }], total: 200 }), 'discounts'],
    ['an inclusive tax above the total', anOrder({ tax: { amount: 9999, inclusive: true } }), 'tax.amount'],
  ])('refuses %s', (_what, document, path) => expect(paths(document)).toContain(path));

  it('rounds a weighed line half away from zero', () =>
    expect(computedTotal(accepted(single({ quantity: 0.335, unitPrice: 1000 })))).toBe(335));

  it('finds no fault with any order that is built from its parts', () => {
    const amount = fc.integer({ min: 0, max: 100_000 });
    const anyLine = fc.record({ quantity: fc.integer({ min: 1, max: 50 }), unitPrice: amount });
    fc.assert(
      fc.property(fc.array(anyLine, { minLength: 1, maxLength: 20 }), amount, amount, (parts, fee, tip) => {
        const lines = parts.map((part, i) => line({ id: `l${i}`, ...part }));
        const total = parts.reduce((sum, part) => sum + part.quantity * part.unitPrice, fee + tip);
        const order = accepted(anOrder({ lines, fees: [{ amount: fee }], tip, tax: null, total }));
        return arithmeticIssues(order).length === 0;
      }),
    );
  });
});
