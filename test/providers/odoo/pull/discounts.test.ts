import { pagesOf, recordsOf } from '../changed';
import { open, till } from '../fixtures';
import { scripted, type Json, type Scripts } from '../scripted';

const pos = (scripts: Scripts) => scripted({ 'pos.config.search_read': { result: [till()] }, ...scripts });

describe('discounts', () => {
  const program = (more: Json = {}): Json => ({
    id: 4,
    name: 'Autumn',
    active: true,
    program_type: 'promotion',
    trigger: 'auto',
    applies_on: 'current',
    date_from: '2026-11-01',
    date_to: '2026-11-30',
    pos_ok: true,
    pos_config_ids: [],
    write_date: '2026-11-20 09:00:00',
    ...more,
  });
  const rule = (more: Json = {}): Json => ({
    id: 1,
    program_id: [4, 'Autumn'],
    minimum_qty: 1,
    minimum_amount: 0,
    product_ids: [],
    product_category_id: false,
    reward_point_amount: 1,
    reward_point_mode: 'order',
    ...more,
  });
  const reward = (more: Json = {}): Json => ({
    id: 7,
    program_id: [4, 'Autumn'],
    description: '10% on cakes',
    reward_type: 'discount',
    discount: 10,
    discount_mode: 'percent',
    discount_applicability: 'specific',
    discount_product_ids: [65, 66],
    discount_max_amount: 0,
    required_points: 1,
    ...more,
  });
  const pulled = (of: { program?: Json; rule?: Json; reward?: Json } = {}, series = 18) =>
    recordsOf(
      open(
        pos({
          'loyalty.program.search_read': { result: [program(of.program)] },
          'loyalty.rule.search_read': { result: [rule(of.rule)] },
          'loyalty.reward.search_read': { result: [reward(of.reward)] },
        }).http,
        { series },
      ).pullDiscounts({}),
    );

  it('are rewards of promotions', async () => {
    expect(await pulled()).toEqual([
      {
        id: '7',
        name: 'Autumn: 10% on cakes',
        kind: 'percent',
        value: 10,
        productIds: ['65', '66'],
        categoryIds: [],
        brandIds: [],
        categoryNames: [],
        priority: 0,
        startsOn: '2026-11-01',
        endsOn: '2026-11-30',
        weekdays: [],
        active: true,
        deleted: false,
        updatedAt: Date.UTC(2026, 10, 20, 9),
      },
    ]);
  });

  it.each<[string, { program?: Json; rule?: Json; reward?: Json }]>([
    ['wants a code', { program: { trigger: 'with_code', program_type: 'promo_code' } }],
    ['is for the next order', { program: { applies_on: 'future' } }],
    ['is for another till', { program: { pos_config_ids: [2] } }],
    ['is not for tills', { program: { pos_ok: false } }],
    ['is archived', { program: { active: false } }],
    ['wants two pieces', { rule: { minimum_qty: 2 } }],
    ['wants a basket of some size', { rule: { minimum_amount: 20 } }],
    ['wants something else in the basket', { rule: { product_ids: [99] } }],
    ['wants more points than one order gives', { reward: { required_points: 5 } }],
    ['counts points by money', { rule: { reward_point_mode: 'money' } }],
    ['takes off the cheapest only', { reward: { discount_applicability: 'cheapest' } }],
    ['has an upper limit', { reward: { discount_max_amount: 5 } }],
    ['is an amount off the order', { reward: { discount_mode: 'per_order', discount: 5 } }],
  ])(
    'that a single piece in an empty basket does not get are no prices for a menu: it %s',
    async (_what, of) => {
      expect(await pulled(of)).toMatchObject([{ active: false }]);
    },
  );

  it('on the whole order are on everything', async () => {
    const whole = { discount_applicability: 'order', discount_product_ids: [] };
    expect(await pulled({ reward: whole })).toMatchObject([{ productIds: [], active: true }]);
  });

  it.each(['gift_card', 'ewallet', 'loyalty', 'coupons', 'next_order_coupons'])(
    'are not made of %s',
    async (type) => {
      expect(await pulled({ program: { program_type: type } })).toEqual([]);
    },
  );

  it.each([18, 19])('are none where Odoo %i lacks the app, and the pull is complete', async (series) => {
    const fault =
      series === 18
        ? { name: 'odoo.exceptions.UserError', message: "Object loyalty.program doesn't exist" }
        : { name: 'werkzeug.exceptions.NotFound', message: "the model 'loyalty.program' does not exist" };
    const wire = pos({ 'loyalty.program.search_read': { fault, ...(series === 19 && { status: 404 }) } });
    expect(await pagesOf(open(wire.http, { series }).pullDiscounts({}))).toMatchObject([
      { records: [], complete: true },
    ]);
  });

  it('of Odoo 16 have no first day, and it is not asked for one', async () => {
    const wire = pos({ 'loyalty.program.search_read': { result: [] } });
    await pagesOf(open(wire.http, { series: 16 }).pullDiscounts({}));
    expect(wire.calls[0]?.named.fields).not.toContain('date_from');
  });
});
