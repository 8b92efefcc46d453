import { createHmac } from 'node:crypto';
import { type RunningSimulator, serve } from './core/simulator';
import { createDine } from './dine';
import { requestSignature } from './dine/access';
import * as seed from './dine/seed';
import { sale, START, till } from './dine/till';
import { webhook } from './dine/webhook';

describe('the door', () => {
  it.each([
    ['a wrong key', { 'x-api-key': 'no' }, 401, 'unauthorized'],
    ['a secret of somebody else', { 'x-api-secret': seed.OTHER_API_SECRET }, 401, 'unauthorized'],
    ['an outlet of somebody else', { 'x-outlet-id': seed.OTHER_OUTLET_ID }, 403, 'outlet_forbidden'],
  ])('stays shut for %s', async (_, headers, status, code) => {
    const { get, model } = till();
    const reply = await get('/v1/outlets', headers);
    expect([reply.status, reply.json.error.code]).toEqual([status, code]);
    expect(model.state().violations).toBe(0);
  });

  it('can want a token that lives shortly', async () => {
    const { send, get, clock, model } = till({ signIn: 'login', tokenLifeSeconds: 60 });
    expect((await get('/v1/outlets')).status).toBe(401);
    const login = { api_key: seed.API_KEY, api_secret: seed.API_SECRET };
    const { token } = (await send('POST', '/v1/auth/login', login)).json.data;
    const bearer = { authorization: `Bearer ${token}` };
    expect((await get('/v1/outlets', bearer)).status).toBe(200);
    clock.now += 60_000;
    expect((await get('/v1/outlets', bearer)).status).toBe(401);
    expect((await send('POST', '/v1/auth/login', { ...login, api_secret: 'no' })).status).toBe(401);
    expect(model.state().signIns).toBe(1);
  });

  it('can want every request signed, with its query and its time', async () => {
    const { get, clock } = till({ signIn: 'signed' });
    const [path, query] = ['/v1/outlets/out-1/menu-items', { limit: '2' }];
    const timestamp = String(START / 1000);
    const request = { method: 'GET', path, query, body: '' };
    const signed = (secret: string, more = {}) => ({
      'x-timestamp': timestamp,
      'x-signature': requestSignature({ ...request, ...more }, timestamp, secret),
    });
    const ask = async (headers: Record<string, string>) => (await get(`${path}?limit=2`, headers)).status;
    expect(await ask(signed(seed.API_SECRET))).toBe(200);
    expect(await ask(signed(seed.OTHER_API_SECRET))).toBe(401);
    expect(await ask(signed(seed.API_SECRET, { query: { limit: '3' } }))).toBe(401);
    expect(await ask({ ...signed(seed.API_SECRET), 'x-signature': 'abc' })).toBe(401);
    clock.now += 301_000;
    expect(await ask(signed(seed.API_SECRET))).toBe(401);
  });

  it('counts what a POS might have swallowed', async () => {
    const { get, send, model } = till();
    await get('/v1/outlets?active=true');
    await get('/v1/shops');
    await send('POST', '/v1/auth/login', { api_key: seed.API_KEY, api_secret: seed.API_SECRET });
    await send('PATCH', '/v1/outlets/out-1/menu-items/it-latte', { price: 1, currency: 'USD', sku: 'X' });
    expect(model.state()).toMatchObject({ violations: 3 });
  });

  it.each([
    ['seconds', '1'],
    ['date', 'Thu, 15 Jan 2026 17:30:01 GMT'],
  ] as const)('throttles one account, and says when to come back in %s', async (retryAfter, when) => {
    const { get, clock, model } = till({ callsPerSecond: 1, retryAfter });
    await get('/v1/outlets');
    expect(await get('/v1/outlets')).toMatchObject({
      status: 429,
      headers: { 'retry-after': when },
      json: { error: { code: 'rate_limited', retryable: true } },
    });
    const other = { 'x-api-key': seed.OTHER_API_KEY, 'x-api-secret': seed.OTHER_API_SECRET };
    expect((await get('/v1/outlets', { ...other, 'x-outlet-id': seed.OTHER_OUTLET_ID })).status).toBe(200);
    clock.now += 1000;
    expect((await get('/v1/outlets')).status).toBe(200);
    expect(model.state()).toMatchObject({ peakCalls: 1, throttled: 1 });
  });
});

describe('replies', () => {
  it('can stand in an envelope, and refuse with status 200', async () => {
    const { get, order, model } = till({ envelope: 'success', errorsWith200: true });
    expect((await get('/v1/outlets')).json.success).toBe(true);
    const refused = await order(sale(701));
    expect(refused).toMatchObject({
      status: 200,
      json: { success: false, error: { code: 'totals_mismatch', field: 'subtotal', retryable: false } },
    });
    expect(model.orders()).toEqual([]);
  });

  it('begin anew after a reset', async () => {
    const { order, simulator } = till();
    await order(sale(700));
    simulator.reset();
    expect(simulator.orders()).toEqual([]);
    expect((await order(sale(700))).status).toBe(201);
  });
});

describe('a webhook', () => {
  it('is signed over its time and its raw body, and carries only what changed', () => {
    const { headers, body } = webhook('order.updated', 'ord-1', { at: START, delivery: 'd-1' });
    const digest = createHmac('sha256', seed.WEBHOOK_SECRET)
      .update(`${START / 1000}.${body}`)
      .digest('hex');
    expect(headers).toMatchObject({
      'x-dine-event': 'order.updated',
      'x-dine-delivery': 'd-1',
      'x-dine-signature': `v1=${digest}`,
    });
    expect(JSON.parse(body)).toMatchObject({ outlet_id: seed.OUTLET_ID, data: { id: 'ord-1' } });
    const again = webhook('order.updated', 'ord-1', { at: START, delivery: 'd-1' });
    expect(again).toEqual({ headers, body });
    const old = { at: START, secret: seed.OLD_WEBHOOK_SECRET, delivery: 'd-1' };
    expect(webhook('order.updated', 'ord-1', old).headers['x-dine-signature']).not.toBe(`v1=${digest}`);
  });
});

describe('over HTTP', () => {
  let running: RunningSimulator;
  beforeAll(async () => {
    running = await serve(createDine({ now: () => START, signIn: 'signed' }));
  });
  afterAll(() => running.close());

  const keys = {
    'content-type': 'application/json',
    'x-api-key': seed.API_KEY,
    'x-api-secret': seed.API_SECRET,
    'x-outlet-id': seed.OUTLET_ID,
  };
  /** Signs the request line as it goes over the wire. */
  const signed = (method: string, target: string, body = '') => {
    const timestamp = String(START / 1000);
    const request = { method, path: '', query: {}, target, body };
    const signature = requestSignature(request, timestamp, seed.API_SECRET);
    return { ...keys, 'x-timestamp': timestamp, 'x-signature': signature };
  };

  it('keeps an order whose reply is lost, and finds it by its reference', async () => {
    running.simulator.faults.add({ kind: 'lose-reply', match: 'POST .*/orders' });
    const path = '/v1/outlets/out-1/orders';
    const body = JSON.stringify(sale(700));
    const headers = { ...signed('POST', path, body), 'idempotency-key': 'key-1' };
    await expect(fetch(running.url + path, { method: 'POST', headers, body })).rejects.toThrow();
    const search = `${path}?client_reference=WEB%2D1`;
    const found = await fetch(running.url + search, { headers: signed('GET', search) });
    expect(await found.json()).toMatchObject({ data: [{ client_reference: 'WEB-1', total: 700 }] });
    const again = await fetch(running.url + path, { method: 'POST', headers, body });
    expect([again.status, running.simulator.orders().length]).toEqual([200, 1]);
  });
});
