import { createHash } from 'node:crypto';
import { serve } from './core/simulator';
import { createSquare } from './square';
import { caller, faultsIn, orderOf, refusal, stoppedClock, text } from './square/caller';
import * as seed from './square/seed';

const DAY_MS = 24 * 60 * 60 * 1000;

function setUp(options: Parameters<typeof createSquare>[0] = {}) {
  const clock = stoppedClock();
  const square = createSquare({ now: clock.now, ...options });
  const send = caller(square);
  const app = { client_id: seed.APPLICATION_ID, client_secret: seed.APPLICATION_SECRET };
  const token = (body: object) => send('POST', '/oauth2/token', { ...app, ...body });
  const exchange = (code: string) =>
    token({ grant_type: 'authorization_code', code, redirect_uri: seed.REDIRECT_URI });
  const refresh = (refresh_token: string) => token({ grant_type: 'refresh_token', refresh_token });
  const newCode = () => square.model.issueCode({ scopes: ['ITEMS_READ'], redirectUri: seed.REDIRECT_URI });
  return { clock, square, send, app, token, exchange, refresh, newCode };
}

describe('requests', () => {
  it('are refused without a token, with an unknown, an expired or a revoked one', async () => {
    const { clock, square, send, app } = setUp();
    const get = (authorization: string) => send('GET', '/v2/locations', undefined, { authorization });
    expect((await get('')).status).toBe(401);
    expect(faultsIn(await get('Bearer nobody'))).toEqual([['UNAUTHORIZED', undefined]]);
    const client = { authorization: `Client ${seed.APPLICATION_SECRET}` };
    const revoke = { client_id: app.client_id, merchant_id: seed.OTHER_MERCHANT_ID };
    expect((await send('POST', '/oauth2/revoke', revoke, client)).body).toEqual({ success: true });
    expect(faultsIn(await get(`Bearer ${seed.OTHER_ACCESS_TOKEN}`))[0]?.[0]).toBe('ACCESS_TOKEN_REVOKED');
    clock.forward(30 * DAY_MS);
    expect(refusal(await get(`Bearer ${seed.ACCESS_TOKEN}`))).toContain('401 ACCESS_TOKEN_EXPIRED');
    expect(square.calls.map((call) => call.status)).toEqual([401, 401, 200, 401, 401]);
  });

  it('need the scopes of their endpoint', async () => {
    const { square } = setUp();
    const narrow = caller(square, seed.NARROW_ACCESS_TOKEN);
    expect((await narrow('GET', '/v2/locations')).status).toBe(200);
    const refused = await narrow('POST', '/v2/orders', { order: orderOf() });
    expect(refusal(refused)).toContain('403 INSUFFICIENT_SCOPES');
    expect(square.orders()).toEqual([]);
    const writer = caller(square, square.model.issueToken(['ORDERS_WRITE']));
    const pay = await writer('POST', '/v2/orders/ORD1/pay', { idempotency_key: 'k', payment_ids: [] });
    expect(refusal(pay)).toContain('PAYMENTS_WRITE');
  });

  it('must say which version of the API they were written for', async () => {
    const { square, send } = setUp();
    const bad = await send('GET', '/v2/locations', undefined, { 'square-version': '20250820' });
    expect(faultsIn(bad)).toEqual([['INVALID_SQUARE_VERSION_FORMAT', 'Square-Version']]);
    const headers = { authorization: `Bearer ${seed.ACCESS_TOKEN}` };
    const silent = await square.handle({
      method: 'GET',
      path: '/v2/locations',
      query: {},
      headers,
      body: '',
    });
    expect(silent).toMatchObject({ status: 400 });
  });

  it('with fields or parameters that Square would ignore are refused and counted', async () => {
    const { square, send } = setUp();
    const typo = await send('POST', '/v2/orders', { order: orderOf({ fulfillment: [] }) });
    expect(faultsIn(typo)).toEqual([['UNKNOWN_BODY_PARAMETER', 'order.fulfillment']]);
    expect((await send('GET', '/v2/catalog/list?type=ITEM')).status).toBe(400);
    const fields = (square.model.state()['violations'] as { field: string }[]).map(({ field }) => field);
    expect(fields).toEqual(['order.fulfillment', 'type']);
  });

  it('answer 429 beyond the pace that was set, per seller, with or without Retry-After', async () => {
    const { clock, square, send } = setUp({ callsPerSecond: 2 });
    const other = caller(square, seed.OTHER_ACCESS_TOKEN);
    const get = () => send('GET', '/v2/locations');
    await get();
    await get();
    expect(refusal(await get())).toContain('429 RATE_LIMITED');
    expect((await other('GET', '/v2/locations')).status).toBe(200);
    square.model.knobs.retryAfter = true;
    expect((await get()).headers).toEqual({ 'retry-after': '1' });
    clock.forward(1000);
    expect((await get()).status).toBe(200);
  });

  it('of one seller never reach what belongs to another', async () => {
    const { square, send } = setUp();
    const other = caller(square, seed.OTHER_ACCESS_TOKEN);
    const { body } = await send('POST', '/v2/orders', { order: orderOf() });
    const id = text(body['order']?.['id']);
    expect((await other('GET', `/v2/orders/${id}`)).status).toBe(404);
    expect((await other('GET', `/v2/catalog/object/${seed.ITEMS.soup.id}`)).status).toBe(404);
    const search = await other('POST', '/v2/orders/search', { location_ids: [seed.MAIN_LOCATION] });
    expect(refusal(search)).toContain('403 FORBIDDEN');
    const stray = await send('POST', '/v2/orders', { order: orderOf({ location_id: seed.OTHER_LOCATION }) });
    expect(refusal(stray)).toContain('403 FORBIDDEN');
  });
});

describe('the token endpoint', () => {
  it('exchanges a code once, within five minutes', async () => {
    const { clock, exchange, newCode } = setUp();
    const [code, late] = [newCode(), newCode()];
    expect((await exchange(code)).body).toMatchObject({
      token_type: 'bearer',
      expires_at: '2026-02-14T10:00:00Z',
      merchant_id: seed.MERCHANT_ID,
      short_lived: false,
    });
    expect(refusal(await exchange(code))).toContain('401 UNAUTHORIZED: Authorization code not found');
    clock.forward(5 * 60 * 1000);
    expect((await exchange(late)).status).toBe(401);
  });

  it('keeps a code that came with another redirect for its rightful owner', async () => {
    const { token, exchange, newCode } = setUp();
    const code = newCode();
    const wrong = { grant_type: 'authorization_code', code, redirect_uri: 'https://elsewhere.test/' };
    expect(refusal(await token(wrong))).toContain('401 UNAUTHORIZED: Authorization code not found');
    expect((await exchange(code)).status).toBe(200);
  });

  it('answers the other body shape to a wrong secret and to a dead refresh token', async () => {
    const { token, refresh } = setUp();
    const wrong = { grant_type: 'refresh_token', refresh_token: seed.REFRESH_TOKEN, client_secret: 'guess' };
    const [first, second] = [await token(wrong), await refresh('dead')];
    expect([first.status, first.body]).toEqual([
      401,
      { message: 'Not Authorized', type: 'service.not_authorized' },
    ]);
    expect([second.status, second.body]).toEqual([
      401,
      { message: 'Invalid refresh token', type: 'service.not_authorized' },
    ]);
  });

  it('refreshes with the same refresh token again and again', async () => {
    const { clock, square, refresh } = setUp();
    clock.forward(40 * DAY_MS);
    const renewed = await refresh(seed.REFRESH_TOKEN);
    expect(renewed.body['refresh_token']).toBe(seed.REFRESH_TOKEN);
    const again = await refresh(seed.REFRESH_TOKEN);
    expect(again.body['access_token']).not.toBe(renewed.body['access_token']);
    const send = caller(square, text(again.body['access_token']));
    const status = await send('POST', '/oauth2/token/status');
    expect(status.body).toEqual({
      scopes: [...seed.ALL_SCOPES],
      expires_at: '2026-03-26T10:00:00Z',
      client_id: seed.APPLICATION_ID,
      merchant_id: seed.MERCHANT_ID,
    });
  });

  it('refreshes nothing after a revocation', async () => {
    const { send, refresh } = setUp();
    const body = { client_id: seed.APPLICATION_ID, access_token: seed.ACCESS_TOKEN };
    await send('POST', '/oauth2/revoke', body, { authorization: `Client ${seed.APPLICATION_SECRET}` });
    expect((await refresh(seed.REFRESH_TOKEN)).body['message']).toBe('Invalid refresh token');
  });

  it('gives PKCE clients a refresh token that works once', async () => {
    const { square, send } = setUp();
    const verifier = 'a-verifier-of-reasonable-length-0123456789';
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    const code = square.model.issueCode({ scopes: ['ITEMS_READ'], challenge });
    const client = { client_id: seed.APPLICATION_ID };
    const body = { ...client, grant_type: 'authorization_code', code, code_verifier: verifier };
    expect((await send('POST', '/oauth2/token', { ...body, code_verifier: 'other' })).status).toBe(401);
    const first = (await send('POST', '/oauth2/token', body)).body['refresh_token'];
    const again = { ...client, grant_type: 'refresh_token', refresh_token: first };
    expect((await send('POST', '/oauth2/token', again)).body['refresh_token']).not.toBe(first);
    expect((await send('POST', '/oauth2/token', again)).status).toBe(401);
  });
});

describe('the consent page', () => {
  const page = (query: Record<string, string>) =>
    `/oauth2/authorize?${new URLSearchParams({ client_id: seed.APPLICATION_ID, ...query }).toString()}`;
  const asked = { scope: 'ITEMS_READ ORDERS_WRITE', state: 's-1', redirect_uri: seed.REDIRECT_URI };

  it('sends the browser back with a code that can be exchanged, or with the refusal', async () => {
    const { square, send, exchange } = setUp();
    const back = await send('GET', page(asked));
    const target = new URL(back.headers['location'] ?? '');
    expect([back.status, target.searchParams.get('state')]).toEqual([302, 's-1']);
    expect((await exchange(target.searchParams.get('code') ?? '')).status).toBe(200);
    square.model.knobs.consent.allow = false;
    const refused = new URL((await send('GET', page(asked))).headers['location'] ?? '');
    expect(Object.fromEntries(refused.searchParams)).toEqual({
      error: 'access_denied',
      error_description: 'user_denied',
      state: 's-1',
    });
  });

  it('knows its registered redirects and its parameters', async () => {
    const { send } = setUp({ redirectUris: [seed.REDIRECT_URI] });
    expect((await send('GET', page({ ...asked, redirect_uri: 'https://evil.test/' }))).status).toBe(400);
    expect((await send('GET', page({ ...asked, code_challenge_method: 'S256' }))).status).toBe(400);
    expect((await send('GET', page({ ...asked, scope: 'EVERYTHING' }))).status).toBe(400);
  });
});

describe('the simulator', () => {
  it('lists locations with their status, and knows the main one', async () => {
    const { send } = setUp();
    const { body } = await send('GET', '/v2/locations');
    const all = body['locations'] as unknown as { id: string; status: string }[];
    expect(all.map(({ id, status }) => [id, status])).toEqual([
      [seed.MAIN_LOCATION, 'ACTIVE'],
      [seed.PARK_LOCATION, 'ACTIVE'],
      [seed.INACTIVE_LOCATION, 'INACTIVE'],
    ]);
    expect((await send('GET', '/v2/locations/main')).body['location']?.['id']).toBe(seed.MAIN_LOCATION);
  });

  it('serves over HTTP, expires tokens by fault, and starts afresh after a reset', async () => {
    const { square } = setUp();
    const running = await serve(square);
    try {
      const headers = {
        authorization: `Bearer ${seed.ACCESS_TOKEN}`,
        'square-version': seed.SQUARE_VERSION,
        'content-type': 'application/json',
      };
      const body = JSON.stringify({ order: orderOf() });
      const create = () => fetch(`${running.url}/v2/orders`, { method: 'POST', headers, body });
      expect((await create()).status).toBe(200);
      square.faults.add({ kind: 'expire-token' });
      expect((await create()).status).toBe(401);
      expect(square.orders()).toHaveLength(1);
      square.reset();
      expect([square.orders(), (await create()).status]).toEqual([[], 200]);
    } finally {
      await running.close();
    }
  });
});
