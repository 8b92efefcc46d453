import { createSquare } from '.';
import { caller, orderOf, pickup, refusal, stoppedClock, usd, text } from './caller';
import * as seed from './seed';

function setUp() {
  const clock = stoppedClock();
  const square = createSquare({ now: clock.now });
  const send = caller(square);
  const create = async (changes: object = {}) => {
    const { body } = await send('POST', '/v2/orders', { order: orderOf({ ...changes }) });
    return text(body['order']?.['id']);
  };
  const update = (id: string, order: object, more: object = {}) =>
    send('PUT', `/v2/orders/${id}`, { order, ...more });
  const pay = (order_id: string, amount = 2500) =>
    send('POST', '/v2/payments', {
      idempotency_key: `pay-${order_id}`,
      source_id: 'EXTERNAL',
      order_id,
      location_id: seed.MAIN_LOCATION,
      amount_money: usd(amount),
      external_details: { type: 'OTHER', source: 'Web store' },
    });
  const order = async (id: string) => (await send('GET', `/v2/orders/${id}`)).body['order'];
  return { clock, square, send, create, update, pay, order };
}

describe('an update', () => {
  it('changes only what it names, finds members by uid, and raises the version', async () => {
    const { create, update } = setUp();
    const id = await create({ metadata: { a: '1' } });
    const { body } = await update(id, {
      version: 1,
      metadata: { b: '2' },
      line_items: [
        { uid: 'l1', quantity: '2' },
        { uid: 'l2', name: 'Tea', quantity: '1', base_price_money: usd(200) },
      ],
    });
    expect(body['order']).toMatchObject({
      version: 2,
      reference_id: 'store-order-1',
      metadata: { a: '1', b: '2' },
      total_money: usd(5200),
      line_items: [{ uid: 'l1', name: 'Platter', quantity: '2' }, { uid: 'l2' }],
    });
  });

  it('clears fields and members', async () => {
    const { create, update } = setUp();
    const line_items = ['l1', 'l2'].map((uid) => ({
      uid,
      name: 'A',
      quantity: '1',
      note: 'hot',
      base_price_money: usd(100),
    }));
    const id = await create({ line_items });
    const cleared = { fields_to_clear: ['line_items[l1].note', 'line_items[l2]', 'reference_id'] };
    const { body } = await update(id, { version: 1 }, cleared);
    expect(body['order']?.['line_items']).toHaveLength(1);
    expect(body['order']?.['line_items']?.['0']).not.toHaveProperty('note');
    expect(body['order']).not.toHaveProperty('reference_id');
  });

  it('needs the current version', async () => {
    const { create, update } = setUp();
    const id = await create();
    expect(refusal(await update(id, {}))).toBe('400 BAD_REQUEST: Missing required parameter.');
    await update(id, { version: 1, ticket_name: 'Sam' });
    expect(refusal(await update(id, { version: 1 }))).toContain(
      '400 VERSION_MISMATCH: Supplied version 1 does not match the current version 2 of order',
    );
  });

  it('with a reused key answers 200 and changes nothing, which counts as a violation when it was another change', async () => {
    const { square, create, update } = setUp();
    const id = await create();
    const once = { idempotency_key: 'u-1' };
    await update(id, { version: 1, ticket_name: 'Sam' }, once);
    const same = await update(id, { version: 1, ticket_name: 'Sam' }, once);
    expect([same.status, square.model.state()['violations']]).toEqual([200, []]);
    const lost = await update(id, { version: 2, ticket_name: 'Alex' }, once);
    expect(lost.body['order']).toMatchObject({ version: 2, ticket_name: 'Sam' });
    expect(square.model.state()['violations']).toHaveLength(1);
  });

  it('still goes through when a catalog item of the order is gone meanwhile', async () => {
    const { send, create, update } = setUp();
    const line_items = [{ uid: 'l1', catalog_object_id: seed.ITEMS.naan.variationId, quantity: '1' }];
    const id = await create({ line_items });
    await send('DELETE', `/v2/catalog/object/${seed.ITEMS.naan.id}`);
    expect((await update(id, { version: 1, state: 'CANCELED' })).body['order']).toMatchObject({
      state: 'CANCELED',
      total_money: usd(250),
    });
  });

  it('never reaches a closed order', async () => {
    const { create, update } = setUp();
    const id = await create();
    await update(id, { version: 1, state: 'CANCELED' });
    expect((await update(id, { version: 2, ticket_name: 'Sam' })).status).toBe(400);
  });
});

describe('a cancellation', () => {
  const gone = [{ uid: 'f1', state: 'CANCELED' }];

  it('takes the fulfillment along; the order alone is refused', async () => {
    const { square, create, update } = setUp();
    const id = await create({ fulfillments: [pickup] });
    expect(refusal(await update(id, { version: 1, state: 'CANCELED' }))).toContain(
      'All fulfillments must have a state of COMPLETED, CANCELED, or FAILED',
    );
    const { body } = await update(id, { version: 1, state: 'CANCELED', fulfillments: gone });
    expect(body['order']).toMatchObject({ state: 'CANCELED', closed_at: '2026-01-15T10:00:00.000Z' });
    expect(square.orders()[0]?.state).toBe('cancelled');
  });

  it('is too late after the payment; only the fulfillment can go, and lines stay', async () => {
    const { square, create, update, pay } = setUp();
    const id = await create({ fulfillments: [pickup] });
    await pay(id);
    expect(refusal(await update(id, { version: 2, state: 'CANCELED', fulfillments: gone }))).toBe(
      '400 BAD_REQUEST: Orders cannot be canceled after payments have been processed.',
    );
    expect(refusal(await update(id, { version: 2, line_items: [{ uid: 'l1', quantity: '2' }] }))).toBe(
      '400 BAD_REQUEST: LineItems cannot be modified for finalized tenders.',
    );
    const { body } = await update(id, { version: 2, fulfillments: gone });
    expect(body['order']?.['state']).toBe('OPEN');
    expect(square.orders()[0]).toMatchObject({ state: 'paid', visible: false });
  });
});

describe('fulfillments', () => {
  it('go forward, note when, and close the order once it is paid', async () => {
    const { clock, create, update, pay } = setUp();
    const id = await create({ fulfillments: [pickup] });
    const to = (version: number, state: string, order: object = {}) =>
      update(id, { version, fulfillments: [{ uid: 'f1', state }], ...order });
    clock.forward(60_000);
    const { body } = await to(1, 'PREPARED');
    expect(body['order']?.['fulfillments']?.['0']?.['pickup_details']).toMatchObject({
      placed_at: '2026-01-15T10:00:00.000Z',
      ready_at: '2026-01-15T10:01:00.000Z',
    });
    expect((await to(2, 'RESERVED')).status).toBe(400);
    expect((await to(2, 'COMPLETED', { state: 'COMPLETED' })).status).toBe(400);
    await pay(id);
    expect((await to(3, 'COMPLETED', { state: 'COMPLETED' })).body['order']?.['state']).toBe('COMPLETED');
  });
});

describe('a search for orders', () => {
  const search = { location_ids: [seed.MAIN_LOCATION] };

  it('goes page by page through what was updated, both ends included', async () => {
    const { clock, send, create } = setUp();
    const made: string[] = [];
    for (let n = 0; n < 5; n += 1) {
      made.push(await create());
      clock.forward(60_000);
    }
    const updated_at = { start_at: '2026-01-15T10:01:00Z', end_at: '2026-01-15T10:03:00Z' };
    const query = {
      filter: { date_time_filter: { updated_at } },
      sort: { sort_field: 'UPDATED_AT', sort_order: 'ASC' },
    };
    const page = (cursor?: unknown) =>
      send('POST', '/v2/orders/search', { ...search, limit: 2, query, cursor });
    const idsOf = (seen: Awaited<ReturnType<typeof page>>) =>
      (seen.body['orders'] as unknown as { id: string }[]).map(({ id }) => id);
    const first = await page();
    const second = await page(first.body['cursor']);
    expect([...idsOf(first), ...idsOf(second)]).toEqual(made.slice(1, 4));
    expect(second.body).not.toHaveProperty('cursor');
    const other = await send('POST', '/v2/orders/search', {
      ...search,
      limit: 2,
      cursor: first.body['cursor'],
    });
    expect(refusal(other)).toContain('INVALID_CURSOR');
    clock.forward(5 * 60_000);
    expect(refusal(await page(first.body['cursor']))).toContain('INVALID_CURSOR');
  });

  it('must sort by the time that it filters, and answers {} when there is nothing', async () => {
    const { send } = setUp();
    const query = { filter: { date_time_filter: { updated_at: {} } } };
    expect((await send('POST', '/v2/orders/search', { ...search, query })).status).toBe(400);
    expect((await send('POST', '/v2/orders/search', search)).body).toEqual({});
  });
});
