import { createSquare } from '.';
import { caller, faultsIn, orderOf, pickup, refusal, type Seen, stoppedClock, usd } from './caller';
import * as seed from './seed';

const { soup, coffee, cake, special } = seed.ITEMS;

function setUp(options: Parameters<typeof createSquare>[0] = {}) {
  const clock = stoppedClock();
  const square = createSquare({ now: clock.now, ...options });
  const send = caller(square);
  const create = (changes: object = {}, key?: string) =>
    send('POST', '/v2/orders', { idempotency_key: key, order: orderOf({ ...changes }) });
  const lines = (...line_items: object[]) => create({ line_items });
  const total = (seen: Seen) => seen.body['order']?.['total_money']?.['amount'];
  return { clock, square, send, create, lines, total };
}

const line = (catalog_object_id: string, more: object = {}) => ({
  catalog_object_id,
  quantity: '1',
  ...more,
});

describe('totals', () => {
  const tax = { uid: 't1', catalog_object_id: seed.SALES_TAX, scope: 'ORDER' };
  const fee = { name: 'Delivery', amount_money: usd(300), calculation_phase: 'SUBTOTAL_PHASE' };

  it('follow lines, modifiers, discount, tax and fee to the cent', async () => {
    const { create } = setUp();
    const discount = {
      uid: 'd1',
      name: 'Coupon',
      type: 'FIXED_AMOUNT',
      amount_money: usd(200),
      scope: 'LINE_ITEM',
    };
    const soups = line(soup.variationId, {
      quantity: '2',
      modifiers: [{ catalog_object_id: seed.MODIFIERS.bread.id }],
      applied_discounts: [{ discount_uid: 'd1' }],
    });
    const platter = { name: 'Custom platter', quantity: '1', base_price_money: usd(2500) };
    const { body } = await create({
      line_items: [soups, platter],
      taxes: [tax],
      discounts: [discount],
      service_charges: [fee],
    });
    expect(body['order']).toMatchObject({
      version: 1,
      state: 'OPEN',
      total_money: usd(5916),
      total_tax_money: usd(416),
      total_discount_money: usd(200),
      total_service_charge_money: usd(300),
      net_amount_due_money: usd(5916),
      line_items: [
        { name: soup.name, variation_name: 'Regular', gross_sales_money: usd(2900), total_money: usd(2916) },
        { gross_sales_money: usd(2500), total_money: usd(2700) },
      ],
    });
  });

  it.each(['USD', 'JPY', 'KWD'])('count in the minor unit of %s', async (currency) => {
    const { create, total } = setUp({ currency });
    expect(total(await create({ line_items: [line(soup.variationId, { quantity: '3' })] }))).toBe(3900);
  });

  it('take prices of the location, and a given price instead', async () => {
    const { create, lines, total } = setUp();
    const atPark = { location_id: seed.PARK_LOCATION, line_items: [line(soup.variationId)] };
    expect(total(await create(atPark))).toBe(soup.price);
    expect(total(await lines(line(soup.variationId)))).toBe(seed.SOUP_PRICE_AT_MAIN);
    expect(total(await lines(line(soup.variationId, { base_price_money: usd(999) })))).toBe(999);
  });

  it('round each line by itself, halves up', async () => {
    const { create, lines, total } = setUp();
    expect(total(await lines({ name: 'By weight', quantity: '0.5', base_price_money: usd(101) }))).toBe(51);
    const half = { name: 'Half', quantity: '1', base_price_money: usd(50) };
    const rate = { uid: 't', name: 'Tax', percentage: '5', scope: 'ORDER' };
    expect(total(await create({ line_items: [half, half], taxes: [rate] }))).toBe(106);
  });

  it('spread a fixed discount exactly, and never below nothing', async () => {
    const { create } = setUp();
    const lines = [1, 2, 3].map((n) => ({
      uid: `l${n}`,
      name: 'A',
      quantity: '1',
      base_price_money: usd(100),
    }));
    const off = (amount: number) => ({
      uid: 'd',
      name: 'Off',
      type: 'FIXED_AMOUNT',
      amount_money: usd(amount),
      scope: 'ORDER',
    });
    const { body } = await create({ line_items: lines, discounts: [off(100)] });
    const parts = (body['order']?.['line_items'] as unknown as { total_discount_money: object }[]).map(
      (each) => each.total_discount_money,
    );
    expect(parts).toEqual([usd(34), usd(33), usd(33)]);
    const free = await create({ line_items: lines, discounts: [off(1000)] });
    expect(free.body['order']).toMatchObject({ total_money: usd(0), total_discount_money: usd(300) });
  });

  it('leave an inclusive tax inside the price', async () => {
    const { create } = setUp();
    const taxes = [{ uid: 't', catalog_object_id: seed.INCLUDED_TAX, scope: 'ORDER' }];
    const { body } = await create({ line_items: [line(coffee.variationId)], taxes });
    expect(body['order']).toMatchObject({ total_money: usd(300), total_tax_money: usd(27) });
  });

  it('add the taxes of the items on request, and keep no order when only calculating', async () => {
    const { square, send } = setUp();
    const order = orderOf({
      line_items: [line(soup.variationId)],
      pricing_options: { auto_apply_taxes: true },
    });
    const { body } = await send('POST', '/v2/orders/calculate', { order });
    expect(body['order']).toMatchObject({ total_money: usd(1404), total_tax_money: usd(104) });
    expect(body['order']).not.toHaveProperty('id');
    expect(square.orders()).toEqual([]);
  });
});

describe('an order line', () => {
  it('names a variation that is sold at the location', async () => {
    const { create, lines } = setUp();
    const expected = (id: string) =>
      `404 NOT_FOUND: Item variation with catalog object ID \`${id}\` not found.`;
    expect(refusal(await lines(line(soup.id)))).toBe(expected(soup.id));
    expect(refusal(await lines(line('GONE')))).toBe(expected('GONE'));
    expect((await lines(line(special.variationId))).status).toBe(200);
    const atPark = await create({ location_id: seed.PARK_LOCATION, line_items: [line(special.variationId)] });
    expect(refusal(atPark)).toBe(expected(special.variationId));
  });

  it('brings the price when the catalog has none', async () => {
    const { lines } = setUp();
    expect(faultsIn(await lines(line(cake.variationId)))[0]?.[0]).toBe('MISSING_REQUIRED_PARAMETER');
    expect((await lines(line(cake.variationId, { base_price_money: usd(420) }))).status).toBe(200);
    expect((await lines({ name: 'No price', quantity: '1' })).status).toBe(400);
  });

  it.each([
    ['quantity as a number', { quantity: 1 }, 'EXPECTED_STRING'],
    ['a negative quantity', { quantity: '-1' }, 'INVALID_VALUE'],
    ['a price in major units', { base_price_money: { amount: 1.5, currency: 'USD' } }, 'EXPECTED_INTEGER'],
    ['another currency', { base_price_money: { amount: 1, currency: 'EUR' } }, 'CURRENCY_MISMATCH'],
    ['a long note', { note: 'x'.repeat(2001) }, 'VALUE_TOO_LONG'],
    ['a total', { total_money: usd(1) }, 'BAD_REQUEST'],
    ['an unknown tax', { applied_taxes: [{ tax_uid: 'nobody' }] }, 'INVALID_VALUE'],
    ['an unknown discount', { applied_discounts: [{ discount_uid: 'nobody' }] }, 'INVALID_VALUE'],
    ['a long uid', { uid: 'x'.repeat(61) }, 'VALUE_TOO_LONG'],
  ])('is refused with %s', async (_what, change, code) => {
    const { square, lines } = setUp();
    const seen = await lines({ name: 'A', quantity: '1', base_price_money: usd(100), ...change });
    expect([seen.status, faultsIn(seen)[0]?.[0]]).toEqual([400, code]);
    expect(square.orders()).toEqual([]);
  });
});

describe('an order', () => {
  it.each([
    ['a reference over 40', { reference_id: 'x'.repeat(41) }, 'VALUE_TOO_LONG'],
    ['a ticket name over 30', { ticket_name: 'x'.repeat(31) }, 'VALUE_TOO_LONG'],
    ['a total', { total_money: usd(1) }, 'BAD_REQUEST'],
    ['an inactive location', { location_id: seed.INACTIVE_LOCATION }, 'INVALID_LOCATION'],
    ['an unknown customer', { customer_id: 'nobody' }, 'CUSTOMER_NOT_FOUND'],
    ['a bad metadata key', { metadata: { 'a b': 'x' } }, 'VALUE_REGEX_MISMATCH'],
    ['a long metadata value', { metadata: { a: 'x'.repeat(256) } }, 'VALUE_TOO_LONG'],
    [
      'a percentage as a number',
      { taxes: [{ name: 'T', percentage: 8, scope: 'ORDER' }] },
      'EXPECTED_STRING',
    ],
    ['two fulfillments', { fulfillments: [pickup, { ...pickup, uid: 'f2' }] }, 'ARRAY_LENGTH_TOO_LONG'],
  ])('is refused with %s', async (_what, change, code) => {
    const { create } = setUp();
    const seen = await create(change);
    expect([seen.status, faultsIn(seen)[0]?.[0]]).toEqual([400, code]);
  });

  it('takes at most ten metadata entries', async () => {
    const { create } = setUp();
    const entries = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, n) => [`k${n}`, 'v']));
    expect((await create({ metadata: entries(10) })).status).toBe(200);
    expect(faultsIn(await create({ metadata: entries(11) }))[0]?.[0]).toBe('TOO_MANY_MAP_ENTRIES');
  });

  it.each([
    ['no recipient', { recipient: undefined }, 400],
    [
      'a phone number over 17',
      { recipient: { display_name: 'Sam', phone_number: '+1 (202) 555-01430' } },
      400,
    ],
    ['ASAP without any time', { prep_time_duration: undefined }, 400],
    ['ASAP with a time', { prep_time_duration: undefined, pickup_at: '2026-01-15T11:00:00Z' }, 200],
    ['the default schedule without a time', { schedule_type: undefined }, 400],
    ['SCHEDULED with a time', { schedule_type: 'SCHEDULED', pickup_at: '2026-01-15T11:00:00Z' }, 200],
    ['a time without zone', { pickup_at: '2026-01-15T11:00:00' }, 400],
    ['a duration of words', { prep_time_duration: '20 minutes' }, 400],
  ])('with a pickup and %s answers as documented', async (_what, change, status) => {
    const { create } = setUp();
    const details = { ...pickup.pickup_details, ...change };
    expect((await create({ fulfillments: [{ ...pickup, pickup_details: details }] })).status).toBe(status);
  });

  it('is made once per idempotency key', async () => {
    const { square, create } = setUp();
    const [first, second] = [await create({}, 'key-1'), await create({}, 'key-1')];
    expect(second.body).toEqual(first.body);
    expect(square.orders()).toHaveLength(1);
    expect(refusal(await create({ reference_id: 'other' }, 'key-1'))).toContain('400 IDEMPOTENCY_KEY_REUSED');
    expect((await create({}, 'x'.repeat(193))).status).toBe(400);
  });

  it('exists once when the reply to it was lost', async () => {
    const { square, create } = setUp();
    square.faults.add({ kind: 'lose-reply', match: 'POST /v2/orders$' });
    await expect(create({}, 'key-1')).rejects.toThrow('dropped');
    expect((await create({}, 'key-1')).status).toBe(200);
    expect(square.orders()).toHaveLength(1);
  });
});
