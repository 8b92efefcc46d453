import * as seed from './seed';
import { type Shown, START, till } from './till';

const ids = (rows: Shown[]) => rows.map(({ id }) => id);

describe('the menu', () => {
  it('has variants, modifiers, SKUs and stock', async () => {
    const { inOutlet } = till();
    const { data } = (await inOutlet('/menu-items?limit=200')).json;
    const item = (id: string) => data.find((one) => one.id === id);
    expect(item(seed.PIZZA_ITEM_ID)?.variants).toHaveLength(3);
    expect(item(seed.PIZZA_ITEM_ID)).not.toHaveProperty('sku');
    expect(item(seed.LATTE_ITEM_ID)).toMatchObject({
      sku: 'LATTE',
      price: 450,
      currency: 'USD',
      category: { id: seed.DRINKS_CATEGORY_ID },
      modifier_groups: [{ min: 0, max: 2, options: [{ id: seed.OAT_OPTION_ID, price: 60 }, {}] }],
      updated_at: seed.SEEDED_AT,
    });
    expect(item(seed.CAKE_ITEM_ID)?.stock).toBe(5);
    expect(item(seed.SOLD_OUT_ITEM_ID)?.available).toBe(false);
    expect(item(seed.SOUP_ITEM_ID)).toBeUndefined();
  });

  it.each([
    ['incremental', false, true],
    ['always', true, true],
    ['never', false, false],
  ] as const)('shows what was deleted: %s', async (tombstones, inFull, since) => {
    const { inOutlet } = till({ tombstones });
    const full = await inOutlet('/menu-items');
    const changed = await inOutlet('/menu-items?updated_since=2026-01-01T00:00:00Z');
    const gone = (rows: Shown[]) =>
      rows.some(({ id, deleted }) => id === seed.SOUP_ITEM_ID && deleted === true);
    expect([gone(full.json.data), gone(changed.json.data)]).toEqual([inFull, since]);
  });

  it('has only what changed since', async () => {
    const { inOutlet, model } = till();
    model.staff().changeItem(seed.LATTE_ITEM_ID, { price: 480 });
    const { data } = (await inOutlet('/menu-items?updated_since=2026-01-15T17:30:00Z')).json;
    expect(data).toMatchObject([{ id: seed.LATTE_ITEM_ID, price: 480 }]);
  });

  it('differs by outlet and by account', async () => {
    const { get } = till();
    const menuOf = async (outlet: string, more = {}) =>
      ids((await get(`/v1/outlets/${outlet}/menu-items`, { 'x-outlet-id': outlet, ...more })).json.data);
    expect(await menuOf(seed.OUTLET_ID)).toContain(seed.BROWNIE_ITEM_ID);
    expect(await menuOf(seed.SECOND_OUTLET_ID)).not.toContain(seed.BROWNIE_ITEM_ID);
    const other = { 'x-api-key': seed.OTHER_API_KEY, 'x-api-secret': seed.OTHER_API_SECRET };
    expect(await menuOf(seed.OTHER_OUTLET_ID, other)).toEqual([seed.OTHER_TEA_ITEM_ID]);
    const refused = await get(`/v1/outlets/${seed.OUTLET_ID}/menu-items`, other);
    expect(refused).toMatchObject({ status: 403, json: { error: { code: 'outlet_forbidden' } } });
  });
});

describe('a list in pages', () => {
  it('is read by cursor', async () => {
    const { inOutlet } = till();
    const first = (await inOutlet('/menu-items?limit=4')).json;
    const second = (await inOutlet(`/menu-items?limit=4&cursor=${first.next_cursor ?? ''}`)).json;
    const third = (await inOutlet(`/menu-items?limit=4&cursor=${second.next_cursor ?? ''}`)).json;
    const all = [...first.data, ...second.data, ...third.data];
    expect([all.length, new Set(ids(all)).size, third.next_cursor]).toEqual([10, 10, null]);
    expect((await inOutlet('/menu-items?limit=10')).json.next_cursor).toBeNull();
    expect((await inOutlet('/menu-items?cursor=bm8')).json.error.code).toBe('invalid_cursor');
    expect((await inOutlet('/menu-items?limit=201')).status).toBe(400);
  });

  it.each([
    ['page', '/menu-items?limit=4&page=3'],
    ['offset', '/menu-items?limit=4&offset=8'],
  ] as const)('is read by %s', async (paging, last) => {
    const { inOutlet, model } = till({ paging });
    expect((await inOutlet('/menu-items?limit=4')).json).toMatchObject({ has_more: true, total: 10 });
    const { json } = await inOutlet(last);
    expect([json.data.length, json.has_more, json.next_cursor]).toEqual([2, false, undefined]);
    await inOutlet('/menu-items?cursor=x');
    expect(model.state().violations).toBe(1);
  });

  it('is read by the link in a header', async () => {
    const { get, inOutlet } = till({ paging: 'link' });
    const { headers, json } = await inOutlet('/menu-items?limit=9');
    const next = /^<(.+)>; rel="next"$/.exec(headers?.link ?? '')?.[1] ?? '';
    expect(json).not.toHaveProperty('next_cursor');
    const last = await get<Shown[]>(next);
    expect([last.json.data.length, last.headers?.link]).toEqual([1, undefined]);
  });

  it('can go round in circles, or come whole each time', async () => {
    const { inOutlet, model } = till({ cursors: 'repeating' });
    const first = (await inOutlet('/menu-items?limit=4')).json;
    const again = (await inOutlet(`/menu-items?limit=4&cursor=${first.next_cursor ?? ''}`)).json;
    expect(ids(again.data)).toEqual(ids(first.data));
    expect(again.next_cursor).toBe(first.next_cursor);
    model.setOption('limits', 'ignored');
    expect((await inOutlet('/menu-items?limit=4')).json.data).toHaveLength(10);
  });
});

describe('prices', () => {
  const body = (price: unknown) => ({ price, currency: 'USD' });

  it('are set for an item or a variant', async () => {
    const { reprice } = till();
    expect((await reprice(seed.LATTE_ITEM_ID, body(475))).json.data.price).toBe(475);
    const variant = { ...body(1300), variant_id: seed.PIZZA_MEDIUM_ID };
    const { data } = (await reprice(seed.PIZZA_ITEM_ID, variant)).json;
    expect(data).toMatchObject({ price: 900, variants: [{ price: 900 }, { price: 1300 }, { price: 1500 }] });
    expect(data.updated_at).toBe('2026-01-15T17:30:00.000Z');
  });

  it.each([
    [seed.WATER_ITEM_ID, body(1), 403, 'price_locked'],
    ['it-ghost', body(1), 404, 'item_not_found'],
    [seed.LATTE_ITEM_ID, { ...body(1), variant_id: 'va-x' }, 404, 'variant_not_found'],
    [seed.LATTE_ITEM_ID, { price: 1, currency: 'EUR' }, 422, 'currency_mismatch'],
    [seed.LATTE_ITEM_ID, body('4.75'), 400, 'invalid_request'],
  ])('of %s cannot become %j', async (id, change, status, code) => {
    const { reprice } = till();
    const reply = await reprice(id, change);
    expect([reply.status, reply.json.error.code]).toEqual([status, code]);
  });

  it('are not set over a change that the caller has not seen', async () => {
    const { reprice, model } = till();
    const seen = { 'if-unmodified-since': new Date(START - 60_000).toUTCString() };
    expect((await reprice(seed.LATTE_ITEM_ID, body(475), seen)).status).toBe(200);
    model.staff().changeItem(seed.LATTE_ITEM_ID, { price: 500 });
    expect((await reprice(seed.LATTE_ITEM_ID, body(475), seen)).status).toBe(412);
    expect(model.account().item(seed.LATTE_ITEM_ID)?.price).toBe(500);
  });
});

it('lists outlets, also without naming one, and discounts', async () => {
  const { get, inOutlet } = till({ money: 'decimal-text' });
  const { data } = (await get('/v1/outlets')).json;
  expect(data).toMatchObject([{ id: seed.OUTLET_ID, currency: 'USD', active: true }, {}, { active: false }]);
  expect((await inOutlet('/discounts')).json.data).toMatchObject([
    { type: 'percent', value: 20, applies_to: { categories: [seed.DRINKS_CATEGORY_ID] } },
    { type: 'amount', value: '1.50', ends_at: null },
    { type: 'fixed_price', active: true },
  ]);
});
