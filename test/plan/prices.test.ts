import fc from 'fast-check';
import { productKey } from '../../functions/src/model/link';
import { readProduct } from '../../functions/src/model/product';
import {
  changesOf,
  dueAt,
  pricesAt,
  pricesChanged,
  priceTakers,
  rounded,
} from '../../functions/src/plan/prices';
import { aConnection } from '../support/orders';

const product = (overrides: object = {}) => ({ name: 'Soup', price: 650, ...overrides });
const event = (after: object, before?: object) =>
  ({ tenantId: 'demo', path: 'tenants/demo/products/soup', productId: 'soup', before, after }) as Parameters<
    typeof pricesChanged
  >[0];
const taker = (prices: object = {}, overrides: object = {}) =>
  aConnection({ settings: { prices: { enabled: true, ...prices } }, ...overrides });

function read(document: object) {
  const result = readProduct(document);
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return result.product;
}

describe('hearing a price edit', () => {
  it.each([
    ['the base price', product({ price: 700 }), product(), true],
    ['a variation’s price', product({ variations: [{ id: 'l', price: 9 }] }), product(), true],
    ['a location’s price', product({ locationPrices: { main: 1 } }), product(), true],
    ['a new product', product(), undefined, true],
    ['the name', product({ name: 'Dal' }), product(), false],
    ['nothing', product(), product(), false],
  ])('%s', (_what, after, before, changed) => expect(pricesChanged(event(after, before))).toBe(changed));

  it('concerns connections that want prices, and no others', () => {
    const connections = [
      taker({}, { id: 'yes' }),
      taker({ enabled: false }, { id: 'off' }),
      taker({ direction: 'pull' }, { id: 'pull' }),
      taker({ exclude: ['drinks'] }, { id: 'excluded' }),
      taker({ include: ['food'] }, { id: 'not-included' }),
      taker({ include: ['drinks'] }, { id: 'included' }),
      taker({}, { id: 'gone', status: 'disconnected' }),
    ];
    const takers = priceTakers(event(product({ categoryId: 'drinks' })), connections);
    expect(takers.map(({ id }) => id)).toEqual(['yes', 'included']);
  });

  it('leaves out the connection that the price came from, but only for the write that says so', () => {
    const pulled = product({ price: 700, priceOrigin: { connectionId: 'c1', at: 1 } });
    const both = [taker(), taker({}, { id: 'c2' })];
    expect(priceTakers(event(pulled, product()), both).map(({ id }) => id)).toEqual(['c2']);
    expect(priceTakers(event({ ...pulled, price: 800 }, pulled), both).map(({ id }) => id)).toEqual([
      'c1',
      'c2',
    ]);
  });

  it('waits for the end of its window, so that a burst is one push', () => {
    const at = Date.UTC(2026, 0, 15, 12, 1, 30, 500);
    const wait = (frequency: Parameters<typeof dueAt>[0]) =>
      new Date(dueAt(frequency, at) ?? 0).toISOString();
    expect(wait('realtime')).toBe('2026-01-15T12:01:32.000Z');
    expect(wait('every_5_minutes')).toBe('2026-01-15T12:05:00.000Z');
    expect(wait('hourly')).toBe('2026-01-15T13:00:00.000Z');
    expect(dueAt('manual', at)).toBeUndefined();
  });
});

describe('rounding', () => {
  it.each([
    ['nearest', 5, 1232, 1230],
    ['nearest', 5, 1233, 1235],
    ['nearest', 10, 1235, 1240],
    ['up', 10, 1231, 1240],
    ['down', 10, 1239, 1230],
    ['none', 10, 1239, 1239],
    ['down', 100, 40, 100],
    ['up', 10, 0, 0],
  ] as const)('%s to %i: %i becomes %i', (mode, step, price, expected) =>
    expect(rounded(price, { mode, step })).toBe(expected),
  );

  it('twice is once: a price never creeps', () => {
    const mode = fc.constantFrom('none' as const, 'nearest' as const, 'up' as const, 'down' as const);
    fc.assert(
      fc.property(fc.nat(1_000_000), mode, fc.integer({ min: 1, max: 500 }), (price, how, step) => {
        const once = rounded(price, { mode: how, step });
        return rounded(once, { mode: how, step }) === once;
      }),
    );
  });
});

describe('what the POS is told', () => {
  const sized = product({
    locationPrices: { main: 600 },
    variations: [
      { id: 's' },
      { id: 'l', price: 900 },
      { id: 'x', price: 1000, locationPrices: { main: 950 } },
    ],
  });

  it('is the price of its own location, variation by variation', () =>
    expect([...pricesAt(read(sized), 'soup', 'main')]).toEqual([
      [productKey('soup'), 600],
      [productKey('soup', 's'), 600],
      [productKey('soup', 'l'), 900],
      [productKey('soup', 'x'), 950],
    ]));

  it('is only what is linked, and never what the POS told us', () => {
    const links = {
      [productKey('soup', 'l')]: { variationId: 'L' },
      [productKey('soup', 'x')]: { variationId: 'X', pulledPrice: 950 },
    };
    const changes = changesOf(read(sized), 'soup', links, taker({ rounding: { mode: 'up', step: 100 } }));
    expect(changes).toEqual([{ key: productKey('soup', 'l'), link: { variationId: 'L' }, price: 900 }]);
  });

  it('names the field of a product that cannot be read', () =>
    expect(readProduct(product({ price: 6.5, variations: [{ id: 'l', price: -1 }] }))).toMatchObject({
      ok: false,
      issues: [{ path: 'price' }, { path: 'variations.0.price' }],
    }));
});
