import * as seed from './seed';
import { type Json, lemonade, sale, till } from './till';

describe('an order', () => {
  it('is stored with its reference, and answered 201', async () => {
    const { order, model } = till();
    const noted = { ...lemonade, note: 'no ice' };
    const reply = await order(sale(700, [noted]));
    expect(reply).toMatchObject({
      status: 201,
      json: {
        data: { id: 'ord-out-1-1', number: '1', status: 'new', client_reference: 'WEB-1', total: 700 },
      },
    });
    expect(model.orders()).toEqual([
      {
        id: 'ord-out-1-1',
        reference: 'WEB-1',
        locationId: seed.OUTLET_ID,
        state: 'open',
        currency: 'USD',
        total: 700,
        lines: [{ itemId: seed.LEMONADE_ITEM_ID, name: 'Lemonade', quantity: 2, total: 700, note: 'no ice' }],
        visible: true,
      },
    ]);
  });

  it('is the same one under the same key, and a conflict with another body', async () => {
    const { order, model } = till();
    const first = await order(sale(700));
    const again = await order(sale(700));
    expect([again.status, again.json.data.id]).toEqual([200, first.json.data.id]);
    const other = await order(sale(700, [lemonade], { notes: 'x' }));
    expect([other.status, other.json.error.code]).toEqual([409, 'idempotency_conflict']);
    expect(model.orders()).toHaveLength(1);
    await order(sale(700), 'key-2');
    expect(model.orders()).toHaveLength(2);
    expect(model.state().violations).toBe(0);
  });

  it('is found by its reference where keys mean nothing', async () => {
    const { order, inOutlet } = till({ idempotencyKeys: 'ignored' });
    await order(sale(700));
    await order(sale(700));
    expect((await inOutlet('/orders?client_reference=WEB-1')).json.data).toHaveLength(2);
    expect((await inOutlet('/orders?client_reference=WEB-2')).json.data).toEqual([]);
    expect((await inOutlet('/orders/ord-out-1-2')).json.data).toMatchObject({ client_reference: 'WEB-1' });
    expect((await inOutlet('/orders/ord-out-1-9')).json.error.code).toBe('order_not_found');
  });

  it('is listed when it has changed since', async () => {
    const { order, inOutlet, model, clock } = till();
    await order(sale(700));
    await order(sale(700), 'key-2');
    clock.now += 60_000;
    model.staff().setStatus('ord-out-1-2', 'ready');
    const since = encodeURIComponent('2026-01-15T13:30:30-04:00');
    const { data } = (await inOutlet(`/orders?updated_since=${since}`)).json;
    expect(data).toMatchObject([{ id: 'ord-out-1-2', status: 'ready' }]);
  });

  it.each([
    ['new', 200],
    ['preparing', 200],
    ['cancelled', 200],
    ['ready', 409],
    ['completed', 409],
    ['rejected', 409],
  ] as const)('that is %s answers a cancellation with %i', async (status, answer) => {
    const { order, cancel, model } = till();
    await order(sale(700));
    model.staff().setStatus('ord-out-1-1', status);
    const reply = await cancel('ord-out-1-1');
    expect(reply.status).toBe(answer);
    expect(reply.json.error?.code).toBe(answer === 200 ? undefined : 'not_cancellable');
    const over = answer === 200 || status === 'rejected';
    expect(model.orders()[0]?.state).toBe(over ? 'cancelled' : 'open');
  });

  it('takes counted items from the stock', async () => {
    const { order, inOutlet } = till();
    const cake = { item_id: seed.CAKE_ITEM_ID, name: 'Cake', quantity: 3, unit_price: 2000, modifiers: [] };
    expect((await order(sale(6000, [cake]))).status).toBe(201);
    expect((await order(sale(6000, [cake]), 'key-2')).json.error).toMatchObject({
      code: 'item_unavailable',
      field: 'lines[0].quantity',
    });
    const menu = (await inOutlet('/menu-items')).json.data;
    expect(menu.find(({ id }) => id === seed.CAKE_ITEM_ID)?.stock).toBe(2);
  });
});

describe('what an order costs', () => {
  const latte: Json = {
    item_id: seed.LATTE_ITEM_ID,
    name: 'Iced latte',
    quantity: 2,
    unit_price: 450,
    modifiers: [{ option_id: seed.OAT_OPTION_ID, name: 'Oat', quantity: 1, price: 60 }],
  };
  const fees = [{ code: 'delivery', amount: 300 }];

  it('is price and modifiers times quantity, less discounts, plus fees and tip', async () => {
    const { order, model } = till();
    const rest = { subtotal: 1020, discount_total: 100, fees, tip: 50 };
    expect((await order(sale(1270, [latte], rest))).status).toBe(201);
    expect(model.orders()[0]).toMatchObject({ total: 1270, lines: [{ total: 1020 }] });
  });

  it.each([
    ['beside the line discount', { subtotal: 920, discount_total: 0 }, 201],
    ['with the line discount in both', { subtotal: 1020, discount_total: 100 }, 201],
    ['with the line discount forgotten', { subtotal: 1020, discount_total: 0, total: 1020 }, 422],
  ])('counts %s', async (_, sums, status) => {
    const { order } = till();
    expect((await order(sale(920, [{ ...latte, discount: 100 }], sums))).status).toBe(status);
  });

  it.each([
    ['on top', 1120, 201],
    ['contained', 1020, 201],
    ['neither', 1070, 422],
  ])('takes tax that is %s', async (_, total, status) => {
    const { order } = till();
    expect((await order(sale(total, [latte], { subtotal: 1020, tax_total: 100 }))).status).toBe(status);
  });

  it('does not ask for sums when told not to', async () => {
    const { order, model } = till({ sums: 'unchecked' });
    expect((await order(sale(1, [latte]))).status).toBe(201);
    expect(model.orders()[0]?.total).toBe(1);
  });

  it.each([
    ['USD', '3.50', '7.00'],
    ['JPY', '350', '700'],
    ['KWD', '0.350', '0.700'],
  ])('travels as text with the decimals of %s', async (currency, unit, total) => {
    const { order, inOutlet, model } = till({ currency, money: 'decimal-text' });
    const nothing = currency === 'JPY' ? '0' : currency === 'USD' ? '0.00' : '0.000';
    const zeros = { discount_total: nothing, tax_total: nothing, tip: nothing };
    const body = sale(700, [{ ...lemonade, unit_price: unit }], { currency, ...zeros });
    const reply = await order({ ...body, subtotal: total, total });
    expect([reply.status, reply.json.data.total]).toEqual([201, total]);
    expect(model.orders()[0]).toMatchObject({ total: 700, currency });
    const menu = (await inOutlet('/menu-items')).json.data;
    expect(menu.find(({ id }) => id === seed.LEMONADE_ITEM_ID)?.price).toBe(unit);
    expect((await order(sale(700, [lemonade], { currency }), 'key-2')).status).toBe(400);
  });

  it('weighs: halves of a minor unit go up', async () => {
    const { order, model } = till();
    const beans = { ...lemonade, item_id: seed.BEANS_ITEM_ID, name: 'Beans', unit_price: 3200 };
    expect((await order(sale(1066, [{ ...beans, quantity: 0.333 }]))).status).toBe(201);
    expect(model.orders()[0]?.lines[0]).toMatchObject({ quantity: 0.333, total: 1066 });
  });
});

describe('a refused order', () => {
  const line = (more: Json) => [{ ...lemonade, ...more }];
  const oat = { option_id: seed.OAT_OPTION_ID, name: 'Oat', quantity: 1, price: 0 };
  it.each<[string, Json, number, string, number]>([
    ['no lines', sale(0, []), 400, 'lines', 0],
    ['an unknown field', sale(700, undefined, { priority: 1 }), 400, 'priority', 1],
    ['text for a quantity', sale(700, line({ quantity: '2' })), 400, 'lines[0].quantity', 0],
    ['four decimals', sale(700, line({ quantity: 0.1234 })), 400, 'lines[0].quantity', 0],
    ['half a cent', sale(700, line({ unit_price: 3.5 })), 400, 'lines[0].unit_price', 0],
    [
      'a time without offset',
      sale(700, undefined, { placed_at: '2026-01-15T13:30:00' }),
      400,
      'placed_at',
      0,
    ],
    [
      'a long reference',
      sale(700, undefined, { client_reference: 'x'.repeat(65) }),
      400,
      'client_reference',
      0,
    ],
    ['another currency', sale(700, undefined, { currency: 'EUR' }), 422, 'currency', 0],
    ['a delivery to nowhere', sale(700, undefined, { type: 'delivery' }), 422, 'delivery', 0],
    ['an unknown item', sale(700, line({ item_id: 'it-ghost' })), 404, 'lines[0].item_id', 0],
    [
      "another account's item",
      sale(700, line({ item_id: seed.OTHER_TEA_ITEM_ID })),
      404,
      'lines[0].item_id',
      0,
    ],
    ['a deleted item', sale(700, line({ item_id: seed.SOUP_ITEM_ID })), 404, 'lines[0].item_id', 0],
    ['a sold-out item', sale(700, line({ item_id: seed.SOLD_OUT_ITEM_ID })), 422, 'lines[0].item_id', 0],
    ['a variant left open', sale(700, line({ item_id: seed.PIZZA_ITEM_ID })), 422, 'lines[0].variant_id', 0],
    [
      'a variant of another item',
      sale(700, line({ variant_id: seed.PIZZA_SMALL_ID })),
      ...([422, 'lines[0].variant_id', 0] as const),
    ],
    [
      'a modifier of another item',
      sale(700, line({ modifiers: [oat] })),
      422,
      'lines[0].modifiers[0].option_id',
      0,
    ],
    ['a choice not made', sale(700, line({ item_id: seed.ROTI_ITEM_ID })), 422, 'lines[0].modifiers', 0],
    ['sums that do not add up', sale(701), 422, 'subtotal', 0],
    ['more discount than price', sale(700, line({ discount: 701 })), 422, 'lines[0].discount', 0],
  ])('names the field: %s', async (_, body, status, field, violations) => {
    const { order, model } = till();
    const reply = await order(body);
    expect([reply.status, reply.json.error.field]).toEqual([status, field]);
    expect(model.orders()).toEqual([]);
    expect(model.state().violations).toBe(violations);
  });

  it('comes without a key', async () => {
    const { send, model, OUTLET } = till();
    expect((await send('POST', `${OUTLET}/orders`, sale(700))).json.error.field).toBe('Idempotency-Key');
    expect(model.state().violations).toBe(1);
  });

  it('is for another outlet than the header says, or for one that does not sell the item', async () => {
    const { send } = till();
    const brownie = { ...lemonade, item_id: seed.BROWNIE_ITEM_ID, unit_price: 275, quantity: 1 };
    const to = (outlet: string) => ({ 'x-outlet-id': outlet, 'idempotency-key': 'k' });
    const path = `/v1/outlets/${seed.SECOND_OUTLET_ID}/orders`;
    const body = sale(275, [brownie]);
    expect((await send('POST', path, body, to(seed.OUTLET_ID))).json.error.code).toBe('outlet_forbidden');
    const reply = await send('POST', path, body, to(seed.SECOND_OUTLET_ID));
    expect([reply.status, reply.json.error.code]).toEqual([404, 'item_not_found']);
  });
});
