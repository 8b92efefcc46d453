import * as seed from './seed';
import { flower, header, type Json, START, till, type Shown } from './till';

describe('an order', () => {
  it('is made in three steps: header, units of a batch, pickup time', async () => {
    const { post, put, get, model } = till();
    const { json } = await post('/order', header());
    expect(json).toMatchObject({ id_order: 1000, id_external: 'WEB-1', items: [], cancel: false });
    await post('/order/1000/item', flower(2));
    const pickup = { id_order: 1000, pickup_date: '2026-01-16', pickup_time: '17:30' };
    await put('/order/1000', { ...pickup, id_customer: seed.ANA_CUSTOMER_ID, id_location: seed.LOCATION_ID });
    expect((await get('/order/1000')).json).toMatchObject({
      ...pickup,
      name_first: 'Ana',
      paid_in_full: false,
    });
    expect(model.orders()).toEqual([
      {
        ...{
          id: '1000',
          reference: 'WEB-1',
          locationId: '1000',
          state: 'open',
          currency: 'USD',
          visible: true,
        },
        total: 7910,
        lines: [{ itemId: '1000', name: 'Blue Dream 3.5g', quantity: 2, total: 7000 }],
      },
    ]);
  });

  it('is made again when its header is sent again', async () => {
    const { post, model } = till();
    await post('/order', header());
    await post('/order', header());
    expect(model.orders().map(({ reference }) => reference)).toEqual(['WEB-1', 'WEB-1']);
  });

  it('has a line per unit, whose id_item is the line and not the product', async () => {
    const { post } = till();
    await post('/order', header());
    await post('/order/1000/item', flower(2));
    const { json } = await post('/order/1000/item', { ...flower(1), id_batch: seed.GUMMIES_BATCH_ID });
    expect(json.items.map(({ id_item }) => id_item)).toEqual([1000, 1001, 1002]);
    expect(json.items.map((line) => line.id_inventory_item)).toEqual([1000, 1000, seed.GUMMIES_ITEM_ID]);
    expect(json.items[2]?.price).toBe('23.1481');
  });

  it('can have one line with its quantity, under other names', async () => {
    const { post } = till({ lines: 'quantity', lineNames: 'long', decimals: 'number' });
    await post('/order', header());
    const { json } = await post('/order/1000/item', flower(3));
    expect(json.items).toHaveLength(1);
    expect(json.items[0]).toMatchObject({ product_id: 1000, quantity: 3, unit_price: 35 });
    expect(json.total).toBe(118.65);
  });

  it('reserves at once and lets go when it is voided', async () => {
    const { post, put, availableOf, model } = till();
    await post('/order', header());
    await post('/order/1000/item', flower(4));
    expect(await availableOf(seed.FLOWER_BATCH_ID, seed.SALES_FLOOR_AREA_ID)).toBe(6);
    const voiding = { id_order: 1000, void: true, void_reason: 'Other', void_reason_other: 'Shopper' };
    expect((await put('/order/1000', voiding)).json).toMatchObject({ cancel: true, status: 'cancelled' });
    expect(await availableOf(seed.FLOWER_BATCH_ID, seed.SALES_FLOOR_AREA_ID)).toBe(10);
    expect(model.orders()[0]?.state).toBe('cancelled');
    expect((await put('/order/1000', voiding)).status).toBe(400);
    expect((await post('/order/1000/item', flower(1))).status).toBe(400);
  });

  it.each([
    ['cancel', { cancel: true }, true, 200],
    ['cancel', { void: true, void_reason: 'Other', void_reason_other: 'x' }, false, 200],
    ['none', { void: true, void_reason: 'Other', void_reason_other: 'x' }, undefined, 400],
  ] as const)('is called off by %s', async (cancelBy, fields, cancelled, status) => {
    const { post, put } = till({ cancelBy });
    await post('/order', header());
    const reply = await put('/order/1000', { id_order: 1000, ...fields });
    expect([reply.json.cancel, reply.status]).toEqual([cancelled, status]);
  });

  it('cannot be voided once it is paid or handed over', async () => {
    const { post, put, model } = till();
    const voiding = { void: true, void_reason: 'Customer' };
    await post('/order', header());
    model.staff().takePayment(1000);
    expect((await put('/order/1000', { id_order: 1000, ...voiding })).json.error).toContain('paid');
    model.staff().handOver(1000);
    expect((await put('/order/1000', { id_order: 1000, ...voiding })).json.error).toContain('closed');
    expect(model.orders()[0]?.state).toBe('paid');
  });

  it('takes no more than there is', async () => {
    const { post, model } = till();
    await post('/order', header());
    expect((await post('/order/1000/item', flower(11))).json.error).toBe('Insufficient inventory');
    expect((await post('/order/1000/item', flower(10))).status).toBe(200);
    expect((await post('/order/1000/item', flower(1))).status).toBe(400);
    expect(model.state().violations).toBe(0);
  });
});

describe('what an order costs', () => {
  it.each([
    ['USD', 3.555, 356, 46],
    ['JPY', 355.5, 356, 46],
    ['KWD', 0.355, 355, 46],
  ])('taxes an override in %s, rounded to the minor unit', async (currency, price, net, tax) => {
    const { post, put, model } = till({ currency });
    await post('/order', header());
    await post('/order/1000/item', flower(1));
    await put('/order/1000/item/1000', { price_override: price, price_override_reason: 'Online price' });
    expect(model.orders()[0]).toMatchObject({ total: net + tax, lines: [{ total: net }] });
  });

  it.each([
    ['unit', 532.45],
    ['order', 532.41],
  ] as const)('rounds 23 times 23.1481 by %s', async (rounding, subtotal) => {
    const { post } = till({ rounding, decimals: 'number', taxPercent: 0 });
    await post('/order', header());
    const { json } = await post('/order/1000/item', { ...flower(23), id_batch: seed.GUMMIES_BATCH_ID });
    expect([json.subtotal, json.tax, json.total]).toEqual([subtotal, 0, subtotal]);
  });

  it.each([
    [seed.STAFF_DISCOUNT_ID, 7, 71.19],
    [seed.FLOWER_SALE_ID, 10.5, 67.24],
    [seed.BRAND_SALE_ID, 0, 79.1],
    [seed.GUMMIES_FIXED_ID, 0, 79.1],
  ])('applies discount %i before the tax', async (id_discount, discount, total) => {
    const { post } = till({ decimals: 'number' });
    await post('/order', header());
    await post('/order/1000/item', flower(2));
    const { json } = await post('/order/1000/discount', { id_discount });
    expect([json.discount, json.total]).toEqual([discount, total]);
    expect((await post('/order/1000/discount', { id_discount })).status).toBe(400);
  });

  it('refuses overrides of discounted products where the shop says so', async () => {
    const { post, put } = till({ restrictOverrides: true });
    await post('/order', header());
    await post('/order/1000/item', flower(1));
    const override = { price_override: 30, price_override_reason: 'Online price' };
    expect((await put('/order/1000/item/1000', override)).json.error).toContain('discounted');
  });

  it('adds a delivery fee that applies', async () => {
    const { post } = till();
    const where = { address1: '1 Elm', address2: null, city: 'Troy', state: 'NY', zip: '12180' };
    const delivery_address = { ...where, delivery_date: null, delivery_eta_start: null };
    const fee = { apply_delivery_fee: true, delivery_fee: 4.5 };
    await post('/order', header({ type: 'delivery', delivery_address, ...fee }));
    expect((await post('/order/1000/item', flower(1))).json.total).toBe('44.05');
  });
});

describe('a refused order', () => {
  it.each<[string, Json, string, number]>([
    ['no customer', { id_customer: null }, 'id_customer', 0],
    ['an unknown customer', { id_customer: 4 }, 'id_customer', 0],
    ['an unknown location', { id_location: 4 }, 'id_location', 0],
    ['a customer under age', { id_customer: seed.MINOR_CUSTOMER_ID }, 'under age', 0],
    ['text for a number', { id_location: '1000' }, 'id_location', 0],
    ['a delivery without address', { type: 'delivery' }, 'delivery_address', 0],
    ['a sale closed at once', { complete: true }, 'complete', 1],
    ['tax of our own', { tax: 1 }, 'tax: no such field', 1],
    ['a long reference', { id_external: 'x'.repeat(41) }, 'id_external', 0],
  ])('names what is wrong: %s', async (_, fields, words, violations) => {
    const { post, model } = till();
    const { status, json } = await post('/order', header(fields));
    expect(status).toBe(400);
    expect(json.error).toContain(words);
    expect(model.orders()).toEqual([]);
    expect(model.state().violations).toBe(violations);
  });

  it.each<[string, Json, number]>([
    ['a batch on hold', { id_batch: seed.HELD_BATCH_ID, id_area: seed.VAULT_AREA_ID }, 0],
    ['an area of another location', { id_area: seed.SECOND_FLOOR_AREA_ID }, 0],
    ['damaged goods', { id_batch: seed.FLOWER_FIRST_OUT_BATCH_ID, id_area: seed.DAMAGED_AREA_ID }, 1],
    ['half a unit', { qty: 0.5 }, 0],
    ['a price', { price: 3 }, 1],
  ])('sells no such line: %s', async (_, fields, violations) => {
    const { post, model } = till();
    await post('/order', header());
    expect((await post('/order/1000/item', { ...flower(1), ...fields })).status).toBe(400);
    expect(model.orders()[0]?.lines).toEqual([]);
    expect(model.state().violations).toBe(violations);
  });

  it('answers 200 with an error when nobody knows the order', async () => {
    const { get, post } = till();
    expect(await get('/order/9')).toMatchObject({ status: 200, json: { error: 'Order 9 not found' } });
    expect(await post('/order/9/item', flower(1))).toMatchObject({
      status: 200,
      json: { error: 'Order 9 not found' },
    });
  });
});

describe('the list of orders', () => {
  const days = (start: string, end = start) => `startDate=${start}&endDate=${end}`;

  it('has the orders of the days given, newest first, cut to a hundred however many are asked for', async () => {
    const { get, model } = till();
    const sale = { batchId: seed.EXTRAS_BATCH_ID, areaId: seed.SALES_FLOOR_AREA_ID, quantity: 1 };
    for (let count = 0; count < 103; count += 1) model.staff().sell([sale]);
    const list = async (page: number) =>
      (await get<Shown[]>(`/order?page=${page}&pageSize=500&${days('2026-01-15')}`)).json;
    expect((await list(1)).map(({ id_order }) => id_order).slice(0, 2)).toEqual([1102, 1101]);
    expect([(await list(1)).length, (await list(2)).length, (await list(3)).length]).toEqual([100, 3, 0]);
    model.setOption('listCap', 101);
    expect(await list(2)).toHaveLength(1);
    expect((await get<Shown[]>(`/order?page=1&pageSize=9&${days('2026-01-16')}`)).json).toEqual([]);
  });

  it.each([
    ['location', '2026-01-15', 1],
    ['utc', '2026-01-15', 0],
    ['utc', '2026-01-16', 1],
  ] as const)('counts days as %s does: %s', async (orderDays, date, found) => {
    const { get, post, clock, simulator } = till({ orderDays, tokenLifeSeconds: 86_400 });
    clock.now = START + 8 * 3_600_000;
    await post('/order', header());
    expect((await get<Shown[]>(`/order?page=1&pageSize=100&${days(date)}`)).json).toHaveLength(found);
    expect(simulator.orders()).toHaveLength(1);
  });

  it.each([
    ['always', 'WEB-1', 'WEB-1'],
    ['single', undefined, 'WEB-1'],
    ['never', undefined, undefined],
  ] as const)('echoes the reference %s', async (echoExternal, inList, alone) => {
    const { get, post } = till({ echoExternal, orderList: 'results', listedLines: false });
    await post('/order', header());
    const listed = await get<{ results: Shown[] }>(`/order?page=1&pageSize=100&${days('2026-01-15')}`);
    expect(listed.json.results[0]?.id_external).toBe(inList);
    expect(listed.json.results[0]).not.toHaveProperty('items');
    expect((await get('/order/1000')).json.id_external).toBe(alone);
  });
});
