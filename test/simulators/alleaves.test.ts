import { createHmac } from 'node:crypto';
import { createAlleaves } from './alleaves';
import { signedHint } from './alleaves/hint';
import * as seed from './alleaves/seed';
import { header, START, till } from './alleaves/till';
import { type RunningSimulator, serve } from './core/simulator';

const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` });
const claimsOf = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')) as { exp: number };

describe('sign-in', () => {
  it('gives a token that says when it ends, and ends then', async () => {
    const { signIn, get, clock } = till();
    const { json } = await signIn({ username: seed.USERNAME, password: seed.PASSWORD });
    expect(json).toMatchObject({ id_company: seed.COMPANY_ID, username: seed.USERNAME });
    expect(json).not.toHaveProperty('expires_at');
    expect(claimsOf(json.token).exp * 1000).toBe(START + 900_000);
    clock.now += 899_000;
    expect((await get('/location', json.token)).status).toBe(200);
    clock.now += 1000;
    expect(await get('/location', json.token)).toMatchObject({
      status: 401,
      json: { error: 'Unauthorized' },
    });
  });

  it('wants the PIN of a login that has one, in its own field', async () => {
    const { signIn, get } = till();
    const login = { username: seed.OTHER_USERNAME, password: seed.OTHER_PASSWORD };
    expect((await signIn(login)).status).toBe(401);
    expect((await signIn({ ...login, password: seed.OTHER_PASSWORD + seed.OTHER_PIN })).status).toBe(401);
    const { token } = (await signIn({ ...login, pin: seed.OTHER_PIN })).json;
    expect((await get('/location', token)).json).toMatchObject([
      { id_location: 1000, location: 'Highfield' },
    ]);
    expect((await get('/order/1000', token)).json.error).toBe('Order 1000 not found');
  });

  it('also takes Basic where the server has it', async () => {
    const { raw, model } = till();
    expect((await raw('POST', '/auth', basic(`${seed.USERNAME}:${seed.PASSWORD}`))).status).toBe(200);
    expect((await raw('POST', '/auth', basic(`${seed.USERNAME}:no`))).status).toBe(401);
    model.setOption('basicLogin', false);
    expect((await raw('POST', '/auth', basic(`${seed.USERNAME}:${seed.PASSWORD}`))).status).toBe(400);
  });

  it('can give a token that cannot be read, and a time beside it', async () => {
    const { signIn } = till({ tokenForm: 'opaque', sendExpiresAt: true, tokenLifeSeconds: 60 });
    const { json } = await signIn({ username: seed.USERNAME, password: seed.PASSWORD });
    expect(json.token).not.toContain('.');
    expect(json.expires_at).toBe('2026-01-15T17:31:00.000Z');
  });

  it('is over when the shop takes the login away', async () => {
    const { get, signIn, model } = till();
    expect((await get('/location')).status).toBe(200);
    model.access.lock(seed.USERNAME);
    expect((await get('/location')).status).toBe(401);
    expect((await signIn({ username: seed.USERNAME, password: seed.PASSWORD })).status).toBe(401);
  });

  it('counts sign-ins, and a token that a fault ends is renewed by another', async () => {
    const { get, signIn, simulator, model } = till();
    await get('/location');
    simulator.faults.add({ kind: 'expire-token', match: 'GET /api/location' });
    expect((await get('/location')).status).toBe(401);
    const { token } = (await signIn({ username: seed.USERNAME, password: seed.PASSWORD })).json;
    expect((await get('/location', token)).status).toBe(200);
    expect(model.state().signIns).toBe(2);
  });
});

describe('the door', () => {
  it.each(['/locations/1000/orders', '/locations/1000/customers', '/orders', '/customers', '/account/login'])(
    'has no %s',
    async (path) => {
      const { get, model } = till();
      expect((await get(path)).status).toBe(404);
      expect(model.state().violations).toBe(1);
    },
  );

  it('counts what Alleaves might have swallowed', async () => {
    const { get, send, signIn, model, raw } = till();
    await get('/location?active=true');
    await send('PUT', '/discount/1000', { value: 3 });
    await signIn({ username: seed.USERNAME, password: seed.PASSWORD, company: 1 });
    await raw('POST', '/auth', {}, '{}');
    expect(model.state().violations).toBe(4);
  });

  it('throttles a company that calls too often, and only it', async () => {
    const { get, signIn, clock, model } = till({ callsPerSecond: 2 });
    await get('/location');
    await get('/location');
    expect(await get('/location')).toMatchObject({ status: 429, headers: { 'retry-after': '1' } });
    const login = { username: seed.OTHER_USERNAME, password: seed.OTHER_PASSWORD, pin: seed.OTHER_PIN };
    expect((await get('/location', (await signIn(login)).json.token)).status).toBe(200);
    clock.now += 1000;
    expect((await get('/location')).status).toBe(200);
    expect(model.state()).toMatchObject({ peakCalls: 2, throttled: 1 });
  });

  it('begins anew after a reset', async () => {
    const { post, simulator, model } = till();
    await post('/order', header());
    expect(simulator.orders()).toHaveLength(1);
    simulator.reset();
    expect([simulator.orders(), model.state().signIns]).toEqual([[], 0]);
  });

  it('signs hints over their raw body, in both forms', () => {
    const { headers, body } = signedHint('order.updated', { id: 1 }, { at: START, form: 'prefixed' });
    const digest = createHmac('sha256', seed.WEBHOOK_SECRET).update(body).digest('hex');
    expect(headers['x-alleaves-signature']).toBe(`sha256=${digest}`);
    const bare = signedHint('order.updated', { id: 1 }, { at: START });
    expect(bare.headers['x-alleaves-signature']).toBe(digest);
  });
});

describe('over HTTP', () => {
  let running: RunningSimulator;
  beforeAll(async () => {
    running = await serve(createAlleaves({ now: () => START }));
  });
  afterAll(() => running.close());

  it('keeps a header whose reply is lost', async () => {
    const at = running.url + seed.BASE;
    const json = { 'content-type': 'application/json' };
    const login = JSON.stringify({ username: seed.USERNAME, password: seed.PASSWORD });
    const signedIn = await fetch(`${at}/auth`, { method: 'POST', headers: json, body: login });
    const { token } = (await signedIn.json()) as { token: string };
    const headers = { ...json, authorization: `Bearer ${token}` };
    running.simulator.faults.add({ kind: 'lose-reply', match: 'POST /api/order' });
    const request = { method: 'POST', headers, body: JSON.stringify(header()) };
    await expect(fetch(`${at}/order`, request)).rejects.toThrow();
    const url = `${at}/order?page=1&pageSize=100&startDate=2026-01-15&endDate=2026-01-15`;
    expect(await (await fetch(url, { headers })).json()).toMatchObject([{ id_external: 'WEB-1' }]);
  });
});
