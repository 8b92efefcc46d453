import { ALL_SERIES } from '..';
import * as seed from '../seed';
import { type Json, till } from '../till';

const [PRODUCT, TEMPLATE] = ['product.product', 'product.template'];

describe('variants', () => {
  it('cost what the template costs, and what their values cost more', async () => {
    const { call } = till();
    const ids = [seed.PIZZA_SMALL_ID, seed.PIZZA_LARGE_ID];
    const fields = ['display_name', 'lst_price', 'list_price', 'price_extra'];
    expect(await call(PRODUCT, 'read', [ids, fields])).toMatchObject([
      { display_name: '[PIZ-S] Margherita pizza (Small)', lst_price: 9, price_extra: 0 },
      { display_name: '[PIZ-L] Margherita pizza (Large)', lst_price: 15, list_price: 9, price_extra: 6 },
    ]);
  });

  it('rewrite the price of all their sisters', async () => {
    const { call } = till();
    await call(PRODUCT, 'write', [[seed.PIZZA_LARGE_ID], { lst_price: 20 }]);
    const rows = await call<Json[]>(PRODUCT, 'read', [[31, 32, 33], ['lst_price']]);
    expect(rows.map(({ lst_price }) => lst_price)).toEqual([14, 17, 20]);
  });

  it('follow the template in time from 17 on', async () => {
    for (const series of ALL_SERIES) {
      const { call, clock } = till({ series });
      clock.now += 60_000;
      await call(TEMPLATE, 'write', [[seed.LATTE_TEMPLATE_ID], { list_price: 5 }]);
      const since = (field: string) => call(PRODUCT, 'search', [[[field, '>=', '2026-11-21 01:01:00']]]);
      expect(await since('write_date')).toEqual(series === 16 ? [] : [seed.LATTE_ID]);
      expect(await since('product_tmpl_id.write_date')).toEqual([seed.LATTE_ID]);
    }
  });

  it('are archived and taken back with the template', async () => {
    const { call } = till();
    const shown = () => call(PRODUCT, 'search', [[['product_tmpl_id', '=', seed.PIZZA_TEMPLATE_ID]]]);
    await call(TEMPLATE, 'write', [[seed.PIZZA_TEMPLATE_ID], { active: false }]);
    expect(await shown()).toEqual([]);
    await call(TEMPLATE, 'write', [[seed.PIZZA_TEMPLATE_ID], { active: true }]);
    expect(await shown()).toEqual([31, 32, 33]);
  });

  it('are made from attributes: always makes them, no_variant does not', async () => {
    const { call } = till();
    const line = (attribute_id: number, ids: number[]) => [0, 0, { attribute_id, value_ids: [[6, 0, ids]] }];
    const lines = [line(seed.SIZE_ATTRIBUTE_ID, [1, 2]), line(seed.MILK_ATTRIBUTE_ID, [4, 5])];
    const id = await call<number>(TEMPLATE, 'create', [{ name: 'Chai', attribute_line_ids: lines }]);
    const variants = await call<Json[]>(PRODUCT, 'search_read', [
      [['product_tmpl_id', '=', id]],
      ['display_name'],
    ]);
    expect(variants.map(({ display_name }) => display_name)).toEqual(['Chai (Small)', 'Chai (Medium)']);
  });

  it('come with a template of their own, and share code and barcode with it while they are alone', async () => {
    const { call, refused } = till();
    const id = await call<number>(TEMPLATE, 'create', [
      { name: 'Chai', default_code: 'CHAI', barcode: '42' },
    ]);
    const [made] = await call<Json[]>(TEMPLATE, 'read', [[id], ['product_variant_id', 'default_code']]);
    expect(made).toMatchObject({
      default_code: 'CHAI',
      product_variant_id: [expect.any(Number), '[CHAI] Chai'],
    });
    const twin = await refused(PRODUCT, 'create', [{ name: 'Other', barcode: '42' }]);
    expect(twin.message).toContain('Barcode(s) already assigned');
    const alone = await call<number>(PRODUCT, 'create', [{ name: 'Other', list_price: 3 }]);
    expect(await call(PRODUCT, 'read', [[alone], ['lst_price', 'name']])).toMatchObject([
      { lst_price: 3, name: 'Other' },
    ]);
  });

  it('have one till category on 16 and several after', async () => {
    const { call, refused } = till({ series: 16 });
    const [latte] = await call<Json[]>(PRODUCT, 'read', [[seed.LATTE_ID], ['pos_categ_id']]);
    expect(latte?.pos_categ_id).toEqual([seed.DRINKS_TILL_CATEGORY_ID, 'Drinks']);
    expect((await refused(PRODUCT, 'read', [[seed.LATTE_ID], ['pos_categ_ids']])).name).toContain(
      'ValueError',
    );
  });

  it('say what has stock in the words of the series', async () => {
    for (const series of ALL_SERIES) {
      const { call, refused } = till({ series });
      const old = series < 18;
      const domain = [old ? ['detailed_type', '=', 'product'] : ['is_storable', '=', true]];
      expect(await call(PRODUCT, 'search', [domain])).toEqual([seed.ROTI_ID, seed.BEANS_ID]);
      const wrong = old ? { is_storable: true } : { type: 'product' };
      expect((await refused(TEMPLATE, 'create', [{ name: 'x', ...wrong }])).name).toBe('builtins.ValueError');
    }
  });

  it('cannot be deleted while any till is open', async () => {
    const { refused, call, model } = till();
    expect((await refused(PRODUCT, 'unlink', [[seed.WATER_ID]])).name).toContain('UserError');
    model.closeTill();
    model.closeTill(seed.AIRPORT_CONFIG_ID);
    await call(PRODUCT, 'unlink', [[seed.WATER_ID]]);
    expect(await call(PRODUCT, 'read', [[seed.WATER_ID]])).toEqual([]);
  });
});

describe('taxes', () => {
  it.each(ALL_SERIES)('are worked out on %i: on top, contained, and both companies apart', async (series) => {
    const { call } = till({ series });
    const all = (ids: number[], price: number) =>
      call('account.tax', 'compute_all', [ids, price], { quantity: 2 });
    expect(await all([seed.ADDED_TAX_ID], 12)).toMatchObject({
      ...{ total_excluded: 24, total_included: 27 },
      taxes: [{ id: seed.ADDED_TAX_ID, amount: 3, base: 24, price_include: false }],
    });
    expect(await all([seed.INCLUDED_TAX_ID], 4.5)).toMatchObject({
      ...{ total_excluded: 8.18, total_included: 9 },
      taxes: [{ amount: 0.82, base: 8.18, price_include: true }],
    });
  });

  it.each([
    ['USD', 4.5, 0.41],
    ['JPY', 450, 41],
    ['KWD', 0.45, 0.041],
  ])('round to the smallest unit of %s', async (currency, price, amount) => {
    const { call } = till({ currency });
    const taxed = await call('account.tax', 'compute_all', [[seed.INCLUDED_TAX_ID], price]);
    expect(taxed).toMatchObject({ total_included: price, taxes: [{ amount }] });
  });
});

describe('offers', () => {
  it('are pricelists with rules, and programs with rules and rewards', async () => {
    const { call } = till({ series: 17 });
    const items = await call<Json[]>('product.pricelist.item', 'search_read', [[['pricelist_id', '=', 2]]]);
    expect(items.map(({ compute_price }) => compute_price).sort()).toEqual([
      'fixed',
      'formula',
      'percentage',
    ]);
    const fields = ['program_type', 'date_from', 'date_to', 'rule_ids', 'reward_ids'];
    const programs = await call<Json[]>('loyalty.program', 'search_read', [[], fields]);
    expect(programs[0]).toMatchObject({ program_type: 'promotion', date_from: '2025-01-01', rule_ids: [1] });
    const [reward] = await call<Json[]>('loyalty.reward', 'read', [programs[0]?.reward_ids, ['discount']]);
    expect(reward).toMatchObject({ discount: 20 });
  });

  it('keep their own time: a rule does not touch its program', async () => {
    const { call, clock } = till();
    clock.now += 60_000;
    await call('loyalty.rule', 'write', [[1], { minimum_qty: 2 }]);
    const [program] = await call<Json[]>('loyalty.program', 'read', [[1], ['write_date']]);
    expect(program?.write_date).toBe('2025-01-10 09:00:00');
  });
});
