import { all, sessionOn, type Script } from './scripted';
import { usd } from './priced';

const LIST = 'GET /v2/catalog/list';
const SEARCH = 'POST /v2/catalog/search';
const BATCH = 'POST /v2/catalog/batch-retrieve';
const T0 = '2026-01-15T09:00:00Z';
const T1 = '2026-01-15T09:30:00Z';

const discount = (data: object = {}, id = 'D1') => ({
  type: 'DISCOUNT',
  id,
  updated_at: T0,
  discount_data: { name: 'Lunch', discount_type: 'FIXED_PERCENTAGE', percentage: '12.5', ...data },
});
const rule = (data: object = {}, rest: object = {}) => ({
  type: 'PRICING_RULE',
  id: 'R1',
  updated_at: T1,
  ...rest,
  pricing_rule_data: { name: 'Lunch rule', discount_id: 'D1', match_products_id: 'PS1', ...data },
});
const set = (data: object, id = 'PS1') => ({ type: 'PRODUCT_SET', id, product_set_data: data });
const period = (id: string, days: string) => ({
  type: 'TIME_PERIOD',
  id,
  time_period_data: {
    event: `BEGIN:VEVENT\nDTSTART:20260105T113000\nDURATION:PT2H\nRRULE:FREQ=WEEKLY;BYDAY=${days}\nEND:VEVENT`,
  },
});
const everything = set({ all_products: true });
const NAMED = [
  { type: 'ITEM', id: 'I1', item_data: {} },
  { type: 'ITEM_VARIATION', id: 'V9', item_variation_data: {} },
  { type: 'CATEGORY', id: 'CAT1', category_data: {} },
];

const pull = async (objects: object[], script: Script = {}, since?: string) => {
  const wire = sessionOn({
    [SEARCH]: { json: { latest_time: T1 } },
    [LIST]: { json: { objects } },
    [BATCH]: { json: { objects: NAMED } },
    ...script,
  });
  const pages = await all(wire.session.pullDiscounts({ since }));
  return { ...wire, page: pages[0], pages };
};

describe('pulling Square’s discounts', () => {
  it('tells a rule with what it takes off, of what and when', async () => {
    const products = set({ product_ids_any: ['I1', 'V9', 'CAT1'] });
    const when = {
      time_period_ids: ['TP1', 'TP2'],
      valid_from_date: '2026-01-10',
      valid_until_date: '2026-02-28',
      valid_until_local_time: '18:00:00',
    };
    const { page, requests } = await pull([
      discount(),
      rule(when),
      products,
      period('TP1', 'MO'),
      period('TP2', 'TU'),
    ]);
    expect(requests.find(({ line }) => line === LIST)?.query.types).toBe(
      'DISCOUNT,PRICING_RULE,PRODUCT_SET,TIME_PERIOD',
    );
    expect(page).toEqual({
      records: [
        {
          id: 'R1',
          name: 'Lunch rule',
          kind: 'percent',
          value: 12.5,
          productIds: ['I1', 'V9'],
          categoryIds: ['CAT1'],
          brandIds: [],
          categoryNames: [],
          priority: 0,
          startsOn: '2026-01-10',
          endsOn: '2026-02-28T18:00:00',
          weekdays: [1, 2],
          fromTime: '11:30',
          untilTime: '13:30',
          active: true,
          deleted: false,
          updatedAt: Date.parse(T1),
        },
      ],
      complete: true,
      full: true,
      checkpoint: T1,
    });
  });

  it('tells an amount off the whole menu', async () => {
    const { page } = await pull([
      discount({ discount_type: 'FIXED_AMOUNT', amount_money: usd(200) }),
      rule(),
      everything,
    ]);
    expect(page?.records).toMatchObject([
      { kind: 'amount', value: 200, productIds: [], categoryIds: [], active: true },
    ]);
  });

  it('looks into sets of sets', async () => {
    const sets = [set({ product_ids_any: ['PS2'] }), set({ product_ids_all: ['CAT1'] }, 'PS2')];
    const { page } = await pull([discount(), rule(), ...sets]);
    expect(page?.records[0]).toMatchObject({ productIds: [], categoryIds: ['CAT1'] });
  });

  it('tells a rule of another location as inactive', async () => {
    const { page } = await pull([discount(), rule({}, { absent_at_location_ids: ['L1'] }), everything]);
    expect(page?.records).toMatchObject([{ id: 'R1', active: false }]);
  });

  it('tells a button of the till as inactive: nothing applies it by itself', async () => {
    const { page } = await pull([discount()]);
    expect(page?.records).toMatchObject([{ id: 'D1', name: 'Lunch', value: 12.5, active: false }]);
  });

  it.each([
    ['the till asks for the amount', [discount({ discount_type: 'VARIABLE_AMOUNT' }), rule(), everything]],
    ['it is capped', [discount({ maximum_amount_money: usd(500) }), rule(), everything]],
    ['its discount is gone', [rule(), everything]],
    ['it needs a minimum order', [discount(), rule({ minimum_order_subtotal_money: usd(2000) }), everything]],
    ['it is for some customers', [discount(), rule({ customer_group_ids_any: ['G1'] }), everything]],
    ['it leaves out products', [discount(), rule({ exclude_products_id: 'PS2' }), everything]],
    ['it needs two at once', [discount(), rule(), set({ product_ids_any: ['I1'], quantity_exact: 2 })]],
    ['it needs a bundle', [discount(), rule(), set({ product_ids_all: ['I1', 'V9'] })]],
    ['none of its products is left', [discount(), rule(), set({ product_ids_any: ['GONE'] })]],
    ['its set is gone', [discount(), rule()]],
    ['its set holds itself', [discount(), rule(), set({ product_ids_any: ['PS1'] })]],
    [
      'its times are not plain',
      [discount(), rule({ time_period_ids: ['TP1'] }), everything, period('TP1', '1MO')],
    ],
    ['its times are gone', [discount(), rule({ time_period_ids: ['TP1'] }), everything]],
  ])('leaves out, and says so, a rule when %s', async (_why, objects) => {
    const { page } = await pull(objects);
    expect(page?.records).toEqual([]);
    expect(page).toMatchObject({ complete: true, note: expect.stringContaining('"Lunch rule"') as string });
  });
});

describe('pulling what changed in Square’s discounts', () => {
  it('costs one call when nothing has', async () => {
    const { lines, page } = await pull([], {}, T0);
    expect([lines(), page]).toEqual([[SEARCH], { records: [], complete: true, full: false, checkpoint: T1 }]);
  });

  it('reads all as soon as one object of theirs has: a rule alone does not tell its products', async () => {
    const changed = { [SEARCH]: { json: { objects: [everything], latest_time: T1 } } };
    const { page } = await pull([discount(), rule(), everything], changed, T0);
    expect(page).toMatchObject({ full: true, checkpoint: T1 });
    expect(page?.records.find(({ deleted }) => !deleted)).toMatchObject({ id: 'R1', active: true });
  });

  it('withdraws what is deleted, and what can be told no more', async () => {
    const tombstones = [
      { type: 'PRICING_RULE', id: 'R2', is_deleted: true, updated_at: T1 },
      { type: 'TIME_PERIOD', id: 'TP9', is_deleted: true },
    ];
    const changed = { [SEARCH]: { json: { objects: tombstones, latest_time: T1 } } };
    const bundle = set({ product_ids_all: ['I1', 'V9'] });
    const { page } = await pull([discount(), rule(), bundle], changed, T0);
    expect(page?.records.map(({ id, deleted, active }) => [id, deleted, active])).toEqual([
      ['R2', true, false],
      ['D1', true, false],
      ['R1', true, false],
    ]);
  });
});
