import fc from 'fast-check';
import type { PulledDiscount } from '../../../functions/src/model/pulled';
import { offersOf, saleOf } from '../../../functions/src/plan/sale/sale';
import { folded } from '../../../functions/src/plan/sale/scope';
import { amountText, badgeTextOf, salePriceOf } from '../../../functions/src/plan/sale/worth';

const NOW = Date.UTC(2026, 0, 15, 12);
const HOUR = 3_600_000;
const place = { currency: 'USD', timezone: 'UTC' };

const discount = (overrides: Partial<PulledDiscount> = {}): PulledDiscount => ({
  id: 'd1',
  name: 'Winter',
  kind: 'percent',
  value: 20,
  productIds: [],
  categoryIds: [],
  brandIds: [],
  categoryNames: [],
  priority: 0,
  weekdays: [],
  active: true,
  deleted: false,
  ...overrides,
});

const item = { id: 'latte', categoryIds: ['hot'], brandId: 'own' };
const names = new Map([
  ['hot', 'Cafés  Chauds'],
  ['cold', 'Cold'],
]);
const saleWith = (discounts: PulledDiscount[], price?: number, variationId = 'small') =>
  saleOf(item, { id: variationId, price }, offersOf(discounts, names, place, NOW));

describe('what a piece costs', () => {
  it.each([
    ['percent', { kind: 'percent', value: 20 }, 1000, 800],
    ['half a cent off, rounded for the shopper', { kind: 'percent', value: 12.5 }, 999, 874],
    ['half of one', { kind: 'percent', value: 50 }, 1, 0],
    ['more than everything', { kind: 'percent', value: 120 }, 1000, 0],
    ['an amount', { kind: 'amount', value: 300 }, 1000, 700],
    ['an amount above the price', { kind: 'amount', value: 1500 }, 1000, 0],
    ['a fixed price', { kind: 'fixed_price', value: 950 }, 1000, 950],
    ['a bundle', { kind: 'buy_x_get_y', value: 100, buyQuantity: 1, getQuantity: 1 }, 1000, 1000],
    ['a bundle that asks for nothing', { kind: 'buy_x_get_y', value: 25, buyQuantity: 0 }, 1000, 750],
    ['a negative value', { kind: 'percent', value: -5 }, 1000, 1000],
    ['no number', { kind: 'amount', value: NaN }, 1000, 1000],
  ] as const)('%s', (_what, of, price, left) => expect(salePriceOf(discount(of), price)).toBe(left));

  it('is a whole amount between nothing and the price, for all discounts on a sale', () =>
    fc.assert(
      fc.property(
        fc.constantFrom('percent', 'amount', 'fixed_price', 'buy_x_get_y'),
        fc.double({ min: 0, max: 1e6, noNaN: true }),
        fc.integer({ min: 0, max: 1e9 }),
        (kind, value, price) => {
          const { salePrice } = saleWith([discount({ kind, value })], price);
          if (salePrice === undefined) return;
          expect(Number.isInteger(salePrice)).toBe(true);
          expect(salePrice).toBeGreaterThanOrEqual(0);
          expect(salePrice).toBeLessThan(price);
        },
      ),
    ));

  it('is always made of the original price, so that doing it twice changes nothing', () => {
    const discounts = [discount(), discount({ id: 'd2', kind: 'amount', value: 50 })];
    expect(saleWith(discounts, 1000)).toEqual(saleWith(discounts, 1000));
    expect(saleWith(discounts, 1000).salePrice).toBe(800);
  });
});

describe('which discount counts', () => {
  const of = (id: string, value: number, overrides: Partial<PulledDiscount>) =>
    discount({ id, value, ...overrides });
  const menu = of('menu', 90, {});
  const brand = of('brand', 80, { brandIds: ['own'] });
  const category = of('category', 70, { categoryIds: ['hot'] });
  const product = of('product', 10, { productIds: ['latte'] });

  it.each([
    ['product', [menu, brand, category, product], 900],
    ['category', [menu, brand, category], 300],
    ['brand', [menu, brand], 200],
    ['whole menu', [menu], 100],
  ])('%s goes first', (_what, discounts, price) => {
    expect(saleWith(discounts, 1000).salePrice).toBe(price);
    expect(saleWith([...discounts].reverse(), 1000).salePrice).toBe(price);
  });

  it('then priority', () =>
    expect(saleWith([of('a', 50, {}), of('b', 10, { priority: 5 })], 1000).salePrice).toBe(900));

  it('then what is best for the shopper', () =>
    expect(saleWith([of('a', 10, {}), of('b', 50, {})], 1000).salePrice).toBe(500));

  it('one that would not lower the price hides none that does', () => {
    const dearer = discount({ id: 'x', kind: 'fixed_price', value: 2000, productIds: ['latte'] });
    expect(saleWith([dearer, menu], 1000).salePrice).toBe(100);
  });

  it('variation ids count as products, for that variation only', () => {
    const large = discount({ productIds: ['large'] });
    expect(saleWith([large], 1000, 'large').salePrice).toBe(800);
    expect(saleWith([large], 1000, 'small')).toEqual({ nextChangeAt: undefined });
  });

  it.each([
    ['inactive', { active: false }],
    ['deleted', { deleted: true }],
    ['over', { endsOn: '2026-01-14' }],
    ['for another category', { categoryIds: ['cold'] }],
    ['for a category whose id is a brand', { categoryIds: ['own'] }],
  ])('not one that is %s', (_what, overrides) =>
    expect(saleWith([discount(overrides)], 1000).salePrice).toBeUndefined(),
  );

  it('nothing is on sale without a price', () => expect(saleWith([menu])).toEqual({}));
});

describe('categories by name', () => {
  const byName = (overrides: object) => saleWith([discount(overrides)], 1000).salePrice;

  it('match without accents, case and spacing', () => {
    expect(folded('  CAFÉS\u00a0 chauds ')).toBe('cafes chauds');
    expect(byName({ categoryNames: ['CAFES CHAUDS'] })).toBe(800);
  });

  it('count where the id leads nowhere', () =>
    expect(byName({ categoryIds: ['gone'], categoryNames: ['cafes chauds'] })).toBe(800));

  it('do not count where the ids are known', () =>
    expect(byName({ categoryIds: ['cold'], categoryNames: ['cafes chauds'] })).toBeUndefined());

  it('of something else do not match', () => expect(byName({ categoryNames: ['Cafe'] })).toBeUndefined());
});

describe('the badge', () => {
  it.each([
    [{ kind: 'percent', value: 20 }, '20 % off'],
    [{ kind: 'percent', value: 12.5 }, '12.5 % off'],
    [{ kind: 'amount', value: 500 }, '$5 off'],
    [{ kind: 'amount', value: 450 }, '$4.50 off'],
    [{ kind: 'fixed_price', value: 950 }, 'Now $9.50'],
    [{ kind: 'buy_x_get_y', value: 100, buyQuantity: 1, getQuantity: 1 }, 'Buy 1, get 1 free'],
    [{ kind: 'buy_x_get_y', value: 50, buyQuantity: 2, getQuantity: 1 }, 'Buy 2, get 1 at 50 % off'],
  ] as const)('%j', (of, text) => expect(badgeTextOf(discount(of), 'USD')).toBe(text));

  it.each([
    [500, 'JPY', '¥500'],
    [5000, 'KWD', 'KWD 5'],
    [5250, 'KWD', 'KWD 5.250'],
    [1050, 'TTD', 'TTD 10.50'],
  ])('knows its currency: %d %s', (minor, currency, text) => expect(amountText(minor, currency)).toBe(text));

  it('of a bundle stands without a sale price', () => {
    const sale = saleWith([discount({ kind: 'buy_x_get_y', value: 100, endsOn: '2026-01-15' })], 1000);
    expect(sale).toMatchObject({ badgeText: 'Buy 1, get 1 free', salePrice: undefined });
    expect(sale.endsAt).toBe(NOW + 12 * HOUR);
  });

  it('is the price’s where there is both', () => {
    const bundle = discount({ id: 'b', kind: 'buy_x_get_y', value: 100, productIds: ['latte'] });
    expect(saleWith([bundle, discount()], 1000)).toMatchObject({ badgeText: '20 % off', salePrice: 800 });
  });
});

describe('when it changes', () => {
  it('is the end of the sale, or the start of another one before it', () => {
    const now = discount({ endsOn: '2026-01-15T20:00:00' });
    const later = discount({ id: 'd2', value: 50, startsOn: '2026-01-15T14:00:00' });
    expect(saleWith([now], 1000)).toMatchObject({ endsAt: NOW + 8 * HOUR, nextChangeAt: NOW + 8 * HOUR });
    expect(saleWith([now, later], 1000)).toMatchObject({
      salePrice: 800,
      endsAt: NOW + 8 * HOUR,
      nextChangeAt: NOW + 2 * HOUR,
    });
  });

  it('is the start of a sale to come', () =>
    expect(saleWith([discount({ startsOn: '2026-01-16' })], 1000)).toEqual({
      nextChangeAt: NOW + 12 * HOUR,
    }));
});
