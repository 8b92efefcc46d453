import { createSquare } from '.';
import { caller, faultsIn, orderOf, pickup, refusal, stoppedClock, usd, text } from './caller';
import * as seed from './seed';

const MISMATCH = '400 BAD_REQUEST: The payment total does not match the order total.';

function setUp(currency = 'USD') {
  const clock = stoppedClock();
  const square = createSquare({ now: clock.now, currency });
  const send = caller(square);
  const create = async (changes: object = {}) => {
    const { body } = await send('POST', '/v2/orders', { order: orderOf({ ...changes }) });
    return text(body['order']?.['id']);
  };
  const pay = (order_id: string, changes: object = {}) =>
    send('POST', '/v2/payments', {
      idempotency_key: 'pay-1',
      source_id: 'EXTERNAL',
      order_id,
      location_id: seed.MAIN_LOCATION,
      amount_money: usd(2500),
      external_details: { type: 'OTHER', source: 'Web store', source_id: 'store-order-1' },
      ...changes,
    });
  const order = async (id: string) => (await send('GET', `/v2/orders/${id}`)).body['order'];
  return { clock, square, send, create, pay, order };
}

describe('an external payment', () => {
  it('pays the order: tender, nothing due, next version; staff see it because of its pickup', async () => {
    const { square, create, pay, order } = setUp();
    const id = await create({ fulfillments: [pickup] });
    expect(square.orders()[0]).toMatchObject({ state: 'open', visible: false });
    expect((await pay(id)).body['payment']).toMatchObject({ status: 'COMPLETED', source_type: 'EXTERNAL' });
    expect(await order(id)).toMatchObject({
      state: 'OPEN',
      version: 2,
      net_amount_due_money: usd(0),
      tenders: [{ type: 'OTHER', amount_money: usd(2500) }],
    });
    expect(square.orders()).toEqual([
      {
        id,
        reference: 'store-order-1',
        locationId: seed.MAIN_LOCATION,
        state: 'paid',
        currency: 'USD',
        total: 2500,
        lines: [{ itemId: undefined, name: 'Platter', quantity: 1, total: 2500, note: undefined }],
        visible: true,
      },
    ]);
  });

  it('completes an order without fulfillment, which nobody sees', async () => {
    const { square, create, pay, order } = setUp();
    const id = await create();
    await pay(id);
    expect(await order(id)).toMatchObject({ state: 'COMPLETED', closed_at: '2026-01-15T10:00:00.000Z' });
    expect(square.orders()[0]?.visible).toBe(false);
  });

  it('does not make a delivery visible', async () => {
    const { square, create, pay } = setUp();
    const { pickup_details: delivery_details, ...rest } = pickup;
    await pay(await create({ fulfillments: [{ ...rest, type: 'DELIVERY', delivery_details }] }));
    expect(square.orders()[0]).toMatchObject({ state: 'paid', visible: false });
  });

  it('must be the total, to the cent', async () => {
    const { square, create, pay } = setUp();
    const id = await create();
    expect(refusal(await pay(id, { amount_money: usd(2499) }))).toBe(MISMATCH);
    expect(square.orders()[0]?.state).toBe('open');
  });

  it('is made once per key, and an order is paid once', async () => {
    const { square, create, pay } = setUp();
    const id = await create({ fulfillments: [pickup] });
    const [first, second] = [await pay(id), await pay(id)];
    expect(second.body).toEqual(first.body);
    expect(square.model.state()['payments']).toHaveLength(1);
    expect(refusal(await pay(id, { note: 'again' }))).toContain('IDEMPOTENCY_KEY_REUSED');
    expect((await pay(id, { idempotency_key: 'pay-2' })).status).toBe(400);
  });

  it.each([
    ['a key over 45', { idempotency_key: 'x'.repeat(46) }, 'VALUE_TOO_LONG'],
    ['a reference over 40', { reference_id: 'x'.repeat(41) }, 'VALUE_TOO_LONG'],
    ['a note over 500', { note: 'x'.repeat(501) }, 'VALUE_TOO_LONG'],
    ['another currency', { amount_money: { amount: 2500, currency: 'JPY' } }, 'CURRENCY_MISMATCH'],
    ['another location', { location_id: seed.PARK_LOCATION }, 'LOCATION_MISMATCH'],
    ['no details', { external_details: undefined }, 'MISSING_REQUIRED_PARAMETER'],
    ['an unknown type', { external_details: { type: 'WEB', source: 'x' } }, 'INVALID_ENUM_VALUE'],
  ])('is refused with %s', async (_what, change, code) => {
    const { create, pay } = setUp();
    const seen = await pay(await create(), change);
    expect([seen.status, faultsIn(seen)[0]?.[0]]).toEqual([400, code]);
  });

  it('goes to the main location when it names none', async () => {
    const { create, pay } = setUp();
    const id = await create({ location_id: seed.PARK_LOCATION });
    expect(refusal(await pay(id, { location_id: undefined }))).toContain('LOCATION_MISMATCH');
  });

  it('never pays a draft', async () => {
    const { create, pay } = setUp();
    expect((await pay(await create({ state: 'DRAFT' }))).status).toBe(400);
  });

  it('takes what it paid for out of tracked stock', async () => {
    const { send, create, pay } = setUp();
    const soup = seed.ITEMS.soup.variationId;
    const line_items = [{ catalog_object_id: soup, quantity: '3' }];
    await pay(await create({ line_items }), { amount_money: usd(3900) });
    const query = { catalog_object_ids: [soup], location_ids: [seed.MAIN_LOCATION], states: ['IN_STOCK'] };
    const { body } = await send('POST', '/v2/inventory/counts/batch-retrieve', query);
    expect(body['counts']).toMatchObject([{ quantity: '17', catalog_object_type: 'ITEM_VARIATION' }]);
  });
});

describe('a cash payment', () => {
  it('counts the change', async () => {
    const { create, pay } = setUp();
    const cash = { source_id: 'CASH', external_details: undefined };
    const id = await create();
    expect((await pay(id, { ...cash, cash_details: { buyer_supplied_money: usd(2000) } })).status).toBe(400);
    const { body } = await pay(id, { ...cash, cash_details: { buyer_supplied_money: usd(3000) } });
    expect(body['payment']?.['cash_details']).toMatchObject({ change_back_money: usd(500) });
  });

  it('comes in coins', async () => {
    const { create, pay } = setUp('CAD');
    const cad = (amount: number) => ({ amount, currency: 'CAD' });
    const line_items = [{ name: 'Tea', quantity: '1', base_price_money: cad(201) }];
    const cash_details = { buyer_supplied_money: cad(500) };
    const cash = { source_id: 'CASH', external_details: undefined, amount_money: cad(201), cash_details };
    expect(refusal(await pay(await create({ line_items }), cash))).toContain('multiple of 5');
  });
});

describe('PayOrder', () => {
  const part = (amount: number, key: string) => ({
    idempotency_key: key,
    amount_money: usd(amount),
    autocomplete: false,
  });

  it('closes an order of nothing', async () => {
    const { square, send, create } = setUp();
    const line_items = [
      { name: 'Gift', quantity: '1', base_price_money: usd(0) },
      { name: 'None', quantity: '0', base_price_money: usd(900) },
    ];
    const id = await create({ line_items });
    const paid = { idempotency_key: 'k', payment_ids: [] };
    const { body } = await send('POST', `/v2/orders/${id}/pay`, paid);
    expect(body['order']?.['line_items']).toHaveLength(1);
    expect(square.orders()[0]).toMatchObject({ state: 'paid', total: 0 });
  });

  it('needs approved payments that are the total together, and gives up the others', async () => {
    const { send, create, pay, order } = setUp();
    const id = await create();
    const ids: string[] = [];
    for (const [amount, key] of [
      [1000, 'a'],
      [1400, 'b'],
      [100, 'c'],
    ] as const)
      ids.push(text((await pay(id, part(amount, key))).body['payment']?.['id']));
    expect(refusal(await pay(id, part(1, 'd')))).toBe(MISMATCH);
    const payWith = (...payment_ids: (string | undefined)[]) =>
      send('POST', `/v2/orders/${id}/pay`, { idempotency_key: payment_ids.join(), payment_ids });
    expect(refusal(await payWith(ids[0], ids[1]))).toBe(MISMATCH);
    expect((await payWith(...ids)).status).toBe(200);
    expect((await order(id))?.['tenders']).toHaveLength(3);
  });

  it('leaves cancelling to payments that are merely approved', async () => {
    const { send, create, pay } = setUp();
    const id = await create();
    const approved = text((await pay(id, part(100, 'a'))).body['payment']?.['id']);
    const cancel = await send('POST', `/v2/payments/${approved}/cancel`);
    expect(cancel.body['payment']?.['status']).toBe('CANCELED');
    const done = text((await pay(id)).body['payment']?.['id']);
    expect((await send('POST', `/v2/payments/${done}/cancel`)).status).toBe(400);
    const byKey = (idempotency_key: string) => send('POST', '/v2/payments/cancel', { idempotency_key });
    expect([(await byKey('never-seen')).status, (await byKey('pay-1')).status]).toEqual([200, 400]);
  });
});

describe('a refund', () => {
  const refundOf = (payment_id: unknown, amount: number, key = 'r-1') => ({
    idempotency_key: key,
    payment_id,
    amount_money: usd(amount),
    reason: 'Cancelled by the shopper',
  });

  it('is never more than what is left, and shows on payment and order', async () => {
    const { square, send, create, pay, order } = setUp();
    const id = await create({ fulfillments: [pickup] });
    const payment = (await pay(id)).body['payment']?.['id'];
    const refund = (amount: number, key: string) =>
      send('POST', '/v2/refunds', refundOf(payment, amount, key));
    expect(refusal(await refund(2501, 'a'))).toContain('REFUND_AMOUNT_INVALID');
    const { body } = await refund(500, 'b');
    expect(square.orders()[0]?.state).toBe('paid');
    expect(refusal(await refund(2001, 'c'))).toContain('REFUND_AMOUNT_INVALID');
    await refund(2000, 'd');
    await refund(2000, 'd');
    expect(square.orders()).toMatchObject([{ id, state: 'refunded' }]);
    expect(await order(id)).toMatchObject({ state: 'OPEN', net_amounts: { total_money: usd(0) } });
    const found = await send('GET', `/v2/refunds/${text(body['refund']?.['id'])}`);
    expect(found.body).toEqual(body);
  });

  it('appears in searches as an order of its own that names the first', async () => {
    const { send, create, pay } = setUp();
    const id = await create();
    const payment = (await pay(id)).body['payment']?.['id'];
    await send('POST', '/v2/refunds', refundOf(payment, 2500));
    const { body } = await send('POST', '/v2/orders/search', { location_ids: [seed.MAIN_LOCATION] });
    const orders = body['orders'] as unknown as { returns?: { source_order_id: string }[] }[];
    expect(orders.map((order) => order.returns?.[0]?.source_order_id)).toEqual([undefined, id]);
  });
});
