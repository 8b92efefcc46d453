import { offersOf, saleOf } from '../../../functions/src/plan/sale/sale';
import { NOW, open, pagesOf, recordsOf } from './fixtures';
import { paging, SEARCH } from './paging';
import { scripted } from './scripted';
import { row } from './till';

describe('the discounts of Alleaves', () => {
  const rule = (more: object) => ({
    id_discount: 1,
    name: 'Sale',
    discount_type: 'percent',
    discount_value: 15,
    active: true,
    ...more,
  });

  it('carry their targets, dates and rank', async () => {
    const conditions = { categories: ['Category > Pre rolls'], brands: ['Farm One '], products: [1000] };
    const rules = [
      rule({ conditions, priority: 5, start_date: '2026-11-01', end_date: '2026-11-30' }),
      rule({ id_discount: 2, discount_type: 'amount', discount_value: '5.00' }),
      rule({ id_discount: 3, discount_type: 'fixed_price', discount_value: 25 }),
      rule({ id_discount: 4, discount_type: 'bogo', discount_value: null }),
    ];
    const { http } = scripted({ 'GET /discount': { json: rules } });
    expect(recordsOf(await pagesOf(open(http).pullDiscounts({})))).toMatchObject([
      {
        kind: 'percent',
        value: 15,
        productIds: ['1000'],
        categoryIds: ['Pre rolls'],
        categoryNames: ['Category > Pre rolls', 'Pre rolls'],
        brandIds: ['Farm One'],
        priority: 5,
        startsOn: '2026-11-01',
        endsOn: '2026-11-30',
        active: true,
      },
      { kind: 'amount', value: 500 },
      { kind: 'fixed_price', value: 2500 },
      { kind: 'buy_x_get_y', value: 100 },
    ]);
  });

  it.each([
    ['a date', '2026-11-21', '2026-11-21'],
    ['a moment of the shop’s clocks', '2026-11-21 09:30:00', '2026-11-21 09:30:00'],
    ['a moment in universal time', '2026-11-21T14:30:00Z', '2026-11-21T09:30:00'],
    ['a moment in another zone', '2026-11-21T06:30:00.000-08:00', '2026-11-21T09:30:00'],
    ['a date that was made a moment on the way', '2026-11-21T00:00:00.000Z', '2026-11-21'],
    ['nothing that is a time', 'soon', 'soon'],
  ])('begin and end by the clocks of the shop, written as %s', async (_how, written, local) => {
    const rules = [rule({ start_date: written, end_date: written })];
    const { http } = scripted({ 'GET /discount': { json: rules } });
    expect(recordsOf(await pagesOf(open(http).pullDiscounts({})))).toMatchObject([
      { startsOn: local, endsOn: local },
    ]);
  });

  it('hold until the moment they name, wherever the shop is', async () => {
    const rules = [rule({ start_date: '2026-11-01T05:00:00Z', end_date: '2026-11-21T13:00:00Z' })];
    const { http } = scripted({ 'GET /discount': { json: rules } });
    const discounts = recordsOf(await pagesOf(open(http).pullDiscounts({})));
    const place = { currency: 'USD', timezone: 'America/New_York' };
    const saleAt = (now: number) =>
      saleOf(
        { id: '1', categoryIds: [] },
        { id: '1', price: 1000 },
        offersOf(discounts, new Map(), place, now),
      );
    expect(saleAt(NOW)).toMatchObject({ salePrice: 850, endsAt: Date.UTC(2026, 10, 21, 13) });
    expect(saleAt(Date.UTC(2026, 10, 21, 13)).salePrice).toBeUndefined();
  });

  it.each([{ min_qty: 2 }, { min_total: 50 }, { customer_types: ['medical'] }])(
    'that ask for more than one piece change no price: %j',
    async (conditions) => {
      const { http } = scripted({ 'GET /discount': { json: [rule({ conditions })] } });
      expect(recordsOf(await pagesOf(open(http).pullDiscounts({})))).toMatchObject([{ active: false }]);
    },
  );

  it('that cannot be read are counted, and names of other accounts can be told', async () => {
    const rules = [
      rule({ discount_type: 'lottery' }),
      { ...rule({ id_discount: 2 }), discount_value: undefined, worth: 20 },
    ];
    const { http } = scripted({ 'GET /discount': { json: rules } });
    const [page] = await pagesOf(
      open(http, { discountFields: { discount_value: 'worth' } }).pullDiscounts({}),
    );
    expect(page).toMatchObject({
      complete: true,
      note: expect.stringMatching(/^1 of 2/) as string,
      records: [{ id: '2', value: 20 }],
    });
  });

  it.each([
    ['the product’s before its category’s and its brand’s', [1, 2, 3], 1125],
    ['the category’s before the brand’s', [2, 3], 1000],
    ['the brand’s where nothing is closer', [3], 625],
    ['of two as close the one with the higher rank', [2, 4], 1200],
  ])('lower a price by one of them: %s', async (_what, ids, salePrice) => {
    const rules = [
      rule({ id_discount: 1, discount_value: 10, conditions: { products: [1000] } }),
      rule({ id_discount: 2, discount_value: 20, conditions: { categories: ['Flower'] }, priority: 1 }),
      rule({ id_discount: 3, discount_value: 50, conditions: { brands: ['Farm One'] }, priority: 9 }),
      rule({ id_discount: 4, discount_value: 4, conditions: { categories: ['Flower'] }, priority: 2 }),
    ];
    const { http } = scripted({
      'GET /discount': { json: rules.filter(({ id_discount }) => ids.includes(id_discount)) },
      [SEARCH]: paging([row()]),
    });
    const session = open(http);
    const discounts = recordsOf(await pagesOf(session.pullDiscounts({})));
    const [item] = recordsOf(await pagesOf(session.pullCatalog({})));
    const variation = item?.variations[0];
    if (!item || !variation) throw new Error('The catalog is empty.');
    const offers = offersOf(discounts, new Map(), { currency: 'USD', timezone: 'America/New_York' }, NOW);
    expect(saleOf(item, variation, offers).salePrice).toBe(salePrice);
  });
});
