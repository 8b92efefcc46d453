import { open, pagesOf, recordsOf } from './fixtures';
import { scripted } from './scripted';

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
});
