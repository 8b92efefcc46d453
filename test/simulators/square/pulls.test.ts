import { createSquare } from '.';
import { caller, faultsIn, orderOf, pickup, refusal, stoppedClock, text, usd, type Seen } from './caller';
import { signatureOf, type Post } from './emitter';
import * as seed from './seed';

function setUp(options: Parameters<typeof createSquare>[0] = {}) {
  const clock = stoppedClock();
  const square = createSquare({ now: clock.now, ...options });
  return { clock, square, model: square.model, send: caller(square) };
}
const list = (seen: Seen, name: string) => (seen.body[name] ?? []) as unknown as Record<string, unknown>[];

describe('a list of customers', () => {
  const setUpThree = async () => {
    const world = setUp();
    for (const given_name of ['Ann', 'Ben', 'Cem']) await world.send('POST', '/v2/customers', { given_name });
    return world;
  };

  it('goes by creation, page by page', async () => {
    const { send } = await setUpThree();
    const path = '/v2/customers?limit=2&sort_field=CREATED_AT&sort_order=DESC';
    const first = await send('GET', path);
    expect(list(first, 'customers').map((one) => one['given_name'])).toEqual(['Cem', 'Ben']);
    const last = await send('GET', `${path}&cursor=${text(first.body['cursor'])}`);
    expect(list(last, 'customers').map((one) => one['given_name'])).toEqual(['Ann']);
    expect(last.body).not.toHaveProperty('cursor');
    expect((await send('GET', '/v2/customers?limit=101')).status).toBe(400);
  });

  it('says nothing of those who were deleted', async () => {
    const { send } = await setUpThree();
    expect((await send('DELETE', '/v2/customers/CUS000002')).body).toEqual({});
    expect(list(await send('GET', '/v2/customers'), 'customers')).toHaveLength(2);
    expect((await send('GET', '/v2/customers/CUS000002')).status).toBe(404);
  });
});

describe('cursors', () => {
  it('die when a test says so', async () => {
    const { model, send } = setUp({ catalogPageSize: 2 });
    const { body } = await send('GET', '/v2/catalog/list?types=ITEM');
    const next = `/v2/catalog/list?types=ITEM&cursor=${text(body['cursor'])}`;
    expect((await send('GET', next)).status).toBe(200);
    model.expireCursors();
    expect(faultsIn(await send('GET', next))).toEqual([['INVALID_CURSOR', 'cursor']]);
  });
});

describe('pictures', () => {
  it('are objects of the catalog that items name', async () => {
    const { send } = setUp();
    const images = list(await send('GET', '/v2/catalog/list?types=IMAGE'), 'objects');
    expect(images).toMatchObject([{ id: seed.SOUP_IMAGE.id, image_data: { url: seed.SOUP_IMAGE.url } }]);
    const soup = await send('GET', `/v2/catalog/object/${seed.ITEMS.soup.id}`);
    expect(soup.body['object']?.['item_data']?.['image_ids']).toEqual([seed.SOUP_IMAGE.id]);
  });

  it('cannot be made by an upsert', async () => {
    const { send } = setUp();
    const object = { type: 'IMAGE', id: '#new', image_data: { url: 'https://images.example.test/x.jpg' } };
    const refused = await send('POST', '/v2/catalog/object', { idempotency_key: 'k', object });
    expect(refusal(refused)).toContain('INVALID_VALUE');
  });
});

describe('a sale at the till', () => {
  it('is done at once, moves stock, and cannot be changed by the API', async () => {
    const { model, send } = setUp();
    const line = { catalog_object_id: seed.ITEMS.soup.variationId, quantity: '2' };
    const id = model.ringUp({ location_id: seed.MAIN_LOCATION, line_items: [line] });
    const { body } = await send('GET', `/v2/orders/${id}`);
    expect(body['order']).toMatchObject({ state: 'COMPLETED', net_amount_due_money: usd(0) });
    expect(body['order']).not.toHaveProperty('version');
    const stock = model.account().stock.at(seed.ITEMS.soup.variationId, seed.MAIN_LOCATION);
    expect(stock?.quantity).toBe('18');
    const change = { idempotency_key: 'k', order: { version: 1, state: 'CANCELED' } };
    expect((await send('PUT', `/v2/orders/${id}`, change)).status).toBe(400);
  });
});

describe('a refund', () => {
  it('is an order that names its sale and what went back', async () => {
    const { send } = setUp();
    const placed = await send('POST', '/v2/orders', {
      idempotency_key: 'o',
      order: orderOf({ fulfillments: [pickup] }),
    });
    const order_id = text(placed.body['order']?.['id']);
    const paid = await send('POST', '/v2/payments', {
      idempotency_key: 'p',
      source_id: 'EXTERNAL',
      external_details: { type: 'OTHER', source: 'Web store' },
      order_id,
      location_id: seed.MAIN_LOCATION,
      amount_money: usd(2500),
    });
    await send('POST', '/v2/refunds', {
      idempotency_key: 'r',
      payment_id: text(paid.body['payment']?.['id']),
      amount_money: usd(1000),
    });
    const found = await send('POST', '/v2/orders/search', {
      location_ids: [seed.MAIN_LOCATION],
      query: { filter: { state_filter: { states: ['COMPLETED'] } } },
    });
    expect(list(found, 'orders')).toMatchObject([
      { returns: [{ source_order_id: order_id }], return_amounts: { total_money: usd(1000) } },
    ]);
  });
});

describe('webhooks', () => {
  const url = 'https://bridge.example.test/webhooks/square';
  const typesOf = (posts: Post[]) => posts.map(({ body }) => (JSON.parse(body) as { type: string }).type);
  const subscribed = (options?: Parameters<typeof setUp>[0]) => {
    const world = setUp(options);
    world.model.emitter.subscribe(url, 'test-signature-key');
    const deliver = (status = 200, how?: { twice?: boolean; reversed?: boolean }) =>
      world.model.emitter.deliver(async () => status, how);
    return { ...world, deliver };
  };

  it('are signed over address and body, as documented', () => {
    const body = '{"event_id":"e-1","type":"order.updated"}';
    expect(signatureOf(url, body, 'test-signature-key')).toBe('gyLopPrzCBjYdx7q6hx5BawRfYtSGixo4pBJU2mVq+M=');
  });

  it('tell what changed, and once', async () => {
    const { deliver, model, send } = subscribed();
    expect(await deliver()).toEqual([]);
    await send('POST', '/v2/orders', { idempotency_key: 'o', order: orderOf() });
    await send('POST', '/v2/customers', { given_name: 'Ann' });
    await send('DELETE', `/v2/catalog/object/${seed.ITEMS.dal.id}`);
    model.account().stock.count(seed.ITEMS.naan.variationId, seed.MAIN_LOCATION, '3');
    const posts = await deliver();
    expect(typesOf(posts)).toEqual([
      'order.created',
      'customer.created',
      'inventory.count.updated',
      'catalog.version.updated',
    ]);
    expect(JSON.parse(posts[0]?.body ?? '')).toMatchObject({
      merchant_id: seed.MERCHANT_ID,
      location_id: seed.MAIN_LOCATION,
      data: { object: { order_created: { state: 'OPEN', version: 1 } } },
    });
    expect(await deliver()).toEqual([]);
  });

  it('tell of deleted customers and of consent that was taken back, and not of sales at the till', async () => {
    const { deliver, model, send, square } = subscribed();
    await send('POST', '/v2/customers', { given_name: 'Ann' });
    await deliver();
    await send('DELETE', '/v2/customers/CUS000001');
    model.ringUp(orderOf());
    const app = caller(square, 'none');
    const client = { authorization: `Client ${seed.APPLICATION_SECRET}` };
    await app(
      'POST',
      '/oauth2/revoke',
      { client_id: seed.APPLICATION_ID, merchant_id: seed.MERCHANT_ID },
      client,
    );
    expect(typesOf(await deliver())).toEqual(['oauth.authorization.revoked', 'customer.deleted']);
  });

  it('come again with the same bytes until they are taken', async () => {
    const { deliver, send } = subscribed();
    await send('POST', '/v2/customers', { given_name: 'Ann' });
    const [first] = await deliver(500);
    const [again] = await deliver();
    expect(again?.body).toBe(first?.body);
    expect(again?.headers['square-retry-number']).toBe('1');
  });

  it('come twice or the other way round on demand', async () => {
    const { deliver, send } = subscribed();
    await send('POST', '/v2/customers', { given_name: 'Ann' });
    await send('POST', '/v2/orders', { idempotency_key: 'o', order: orderOf() });
    expect(typesOf(await deliver(500, { twice: true }))).toEqual([
      'order.created',
      'order.created',
      'customer.created',
      'customer.created',
    ]);
    expect(typesOf(await deliver(200, { reversed: true }))).toEqual(['customer.created', 'order.created']);
  });
});
