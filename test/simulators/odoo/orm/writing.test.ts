import * as seed from '../seed';
import { type Json, till } from '../till';

describe('writing', () => {
  it('moves write_date to the start of the call, and keeps what a failed call had done from staying', async () => {
    const { call, refused, clock } = till();
    clock.now += 61_000;
    const values = [{ name: 'Bo' }, { name: 'Cy', country_id: 999 }];
    expect((await refused('res.partner', 'create', [values])).message).toContain('country_id_fkey');
    expect(await call('res.partner', 'search', [[['name', '=', 'Bo']]])).toEqual([]);
    await call('res.partner', 'write', [[seed.CUSTOMER_ID], { city: 'Arima' }]);
    const changed = [['write_date', '>=', '2026-11-21 01:01:01']];
    expect(await call('res.partner', 'search', [changed])).toEqual([seed.CUSTOMER_ID]);
  });

  it('gives one id for one dictionary, a list for a list', async () => {
    const { call } = till();
    expect(typeof (await call('res.partner', 'create', [{ name: 'Bo' }]))).toBe('number');
    expect(await call('res.partner', 'create', [[{ name: 'Bo' }, { name: 'Cy' }]])).toHaveLength(2);
  });

  it('carries out the commands of lists', async () => {
    const { call } = till();
    const { FOOD_TILL_CATEGORY_ID: food, DRINKS_TILL_CATEGORY_ID: drinks } = seed;
    const after = async (...commands: unknown[]) => {
      await call('product.template', 'write', [[seed.WATER_TEMPLATE_ID], { pos_categ_ids: commands }]);
      const [row] = await call<Json[]>('product.template', 'read', [
        [seed.WATER_TEMPLATE_ID],
        ['pos_categ_ids'],
      ]);
      return row?.pos_categ_ids;
    };
    expect(await after([6, 0, [food]])).toEqual([food]);
    expect(await after([4, drinks])).toEqual([food, drinks]);
    expect(await after([3, food])).toEqual([drinks]);
    expect(await after([0, 0, { name: 'New' }])).toEqual([drinks, 3]);
    expect(await after([1, 3, { name: 'Newer' }], [5])).toEqual([]);
    const [named] = await call<Json[]>('pos.category', 'read', [[3], ['name']]);
    expect(named?.name).toBe('Newer');
  });

  it('names an empty mandatory field in the words of the series', async () => {
    const by18 = await till({ series: 18 }).refused('res.partner', 'create', [{}]);
    expect(by18.message).toContain('a mandatory field is not set');
    expect(by18.message).toContain('Field: Name (name)');
    const by19 = await till({ series: 19 }).refused('res.partner', 'create', [{}]);
    expect(by19.message).toBe("Missing required value for the field 'Name' (name)");
  });

  it.each<[string, Json, string]>([
    ['an unknown field', { nickname: 'x' }, 'builtins.ValueError'],
    ['a field of an older series', { mobile: '1' }, 'builtins.ValueError'],
    ['an unknown choice', { type: 'friend' }, 'builtins.ValueError'],
    ['a name beside an id', { country_id: [seed.COUNTRY_ID, 'TT'] }, 'builtins.ValueError'],
    ['a list where there is none', { name: ['x'] }, 'odoo.exceptions.UserError'],
    ['what Odoo keeps itself', { write_date: '2026-01-01 00:00:00' }, 'odoo.exceptions.UserError'],
  ])('refuses %s', async (_, values, name) => {
    const error = await till({ series: 19 }).refused('res.partner', 'write', [[seed.CUSTOMER_ID], values]);
    expect(error.name).toBe(name);
  });

  it('counts what Odoo would ignore in silence, also when told to ignore it too', async () => {
    const { call, model } = till({ silentlyIgnored: 'ignore' });
    await call('res.partner', 'write', [
      [seed.CUSTOMER_ID],
      { write_date: '2026-01-01 00:00:00', city: 'Arima' },
    ]);
    await call('res.partner', 'search', [[]], { context: { pricelist: 1 } });
    expect(model.state().violations).toBe(2);
  });

  it('finds rows again by the keys of the caller, and stores all of them or none', async () => {
    const { call, refused } = till();
    const rows = (price: string) => [
      ['id', 'name', 'list_price', 'pos_categ_ids/.id'],
      [['bridge.1', 'X', price, '1']],
    ];
    const first = await call<{ ids: number[] }>('product.template', 'load', rows('7.5'));
    expect(first).toEqual({ ids: [expect.any(Number)], messages: [], nextrow: 0 });
    expect(await call('product.template', 'load', rows('8'))).toMatchObject({ ids: first.ids });
    const bad = await call('product.template', 'load', [
      ['id', 'list_price'],
      [
        ['bridge.1', '9'],
        ['bridge.2', 'x'],
      ],
    ]);
    expect(bad).toMatchObject({ ids: false, messages: [{ type: 'error', field: 'list_price', record: 1 }] });
    const [row] = await call<Json[]>('product.template', 'read', [
      first.ids,
      ['list_price', 'pos_categ_ids'],
    ]);
    expect(row).toMatchObject({ list_price: 8, pos_categ_ids: [1] });
    expect((await refused('product.template', 'load', [['colour'], [['x']]])).name).toBe(
      'builtins.ValueError',
    );
  });
});
