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
