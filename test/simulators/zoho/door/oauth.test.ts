import type { ZohoOptions } from '..';
import * as seed from '../seed';
import { till } from '../till';

describe('sign-in', () => {
  const app = { client_id: seed.CLIENT_ID, client_secret: seed.CLIENT_SECRET };
  const consent = {
    ...{ client_id: seed.CLIENT_ID, redirect_uri: seed.REDIRECT_URI, response_type: 'code', state: 'abc' },
    scope: 'ZohoInventory.items.READ,ZohoInventory.salesorders.ALL',
    ...{ access_type: 'offline', prompt: 'consent' },
  };
  const byCode = (code: string) => ({
    ...{ ...app, redirect_uri: seed.REDIRECT_URI, code, grant_type: 'authorization_code' },
  });
  const byRefresh = (refresh_token = seed.REFRESH_TOKEN) => ({
    ...{ ...app, refresh_token, grant_type: 'refresh_token' },
  });

  function accounts(options: ZohoOptions = {}) {
    const sim = till(options);
    const authorize = async (more: Record<string, string> = {}) => {
      const query = new URLSearchParams({ ...consent, ...more }).toString();
      const { headers } = await sim.send('GET', `/oauth/v2/auth?${query}`);
      return new URL(headers.location ?? '').searchParams;
    };
    const token = (form: Record<string, string>, headers: Record<string, string> = {}) => {
      const type = { 'content-type': 'application/x-www-form-urlencoded', ...headers };
      return sim.send('POST', '/oauth/v2/token', type, new URLSearchParams(form).toString());
    };
    return { ...sim, authorize, token };
  }

  it('sends the code, the data center and its accounts host; a code is good once, for two minutes', async () => {
    const { authorize, token, get, clock } = accounts();
    const back = await authorize();
    expect(Object.fromEntries(back)).toMatchObject({
      ...{ state: 'abc', location: 'in', 'accounts-server': 'https://accounts.zoho.in' },
    });
    const { status, json } = await token(byCode(back.get('code') ?? ''));
    expect([status, json]).toMatchObject([
      200,
      {
        scope: 'ZohoInventory.items.READ ZohoInventory.salesorders.ALL',
        ...{ api_domain: 'https://www.zohoapis.in', token_type: 'Bearer', expires_in: 3600 },
      },
    ]);
    expect((await get('/items', { token: json.access_token })).status).toBe(200);
    expect((await get('/contacts', { token: json.access_token })).json.code).toBe(57);
    expect((await token(byCode(back.get('code') ?? ''))).json.error).toBe('invalid_code');
    const late = (await authorize()).get('code') ?? '';
    clock.now += 120_000;
    expect((await token(byCode(late))).json.error).toBe('invalid_code');
  });

  it('gives a refresh token only to who asks offline, and again only with consent', async () => {
    const { authorize, token } = accounts();
    const given = async (more: Record<string, string>) => {
      const { json } = await token(byCode((await authorize(more)).get('code') ?? ''));
      return 'refresh_token' in json;
    };
    expect(await given({})).toBe(true);
    expect(await given({ access_type: 'online' })).toBe(false);
    expect(await given({ prompt: 'none' })).toBe(false);
  });

  it('tells a refusal', async () => {
    const { authorize } = accounts({ consent: { userId: seed.USER_ID, allow: false } });
    expect(Object.fromEntries(await authorize())).toEqual({ error: 'access_denied', state: 'abc' });
  });

  it('renews without a new refresh token, in query or form, ten times in ten minutes', async () => {
    const { token, send, clock, model } = accounts();
    const query = new URLSearchParams(byRefresh()).toString();
    const first = await send('POST', `/oauth/v2/token?${query}`);
    expect(first.json.access_token).toBeTruthy();
    expect(first.json).not.toHaveProperty('refresh_token');
    for (let renewed = 1; renewed < 10; renewed += 1) await token(byRefresh());
    expect(await token(byRefresh())).toMatchObject({ status: 400, json: { error: 'Access Denied' } });
    clock.now += 600_000;
    expect((await token(byRefresh())).status).toBe(200);
    expect(model.state().renewals).toBe(11);
  });

  it.each([
    ['invalid_client', { client_id: 'x' }],
    ['invalid_client_secret', { client_secret: 'x' }],
    ['invalid_code', { refresh_token: 'x' }],
  ])('says %s with status 200', async (error, wrong) => {
    const { token } = accounts();
    expect(await token({ ...byRefresh(), ...wrong })).toMatchObject({ status: 200, json: { error } });
  });

  it('ends the oldest of fifteen access tokens, and the oldest of twenty refresh tokens', async () => {
    const { token, get, authorize } = accounts({ tokensPerTenMinutes: 100 });
    for (let renewed = 0; renewed < 15; renewed += 1) await token(byRefresh());
    expect((await get('/items')).json.code).toBe(57);
    for (let connected = 0; connected < 20; connected += 1)
      await token(byCode((await authorize()).get('code') ?? ''));
    expect((await token(byRefresh())).json.error).toBe('invalid_code');
    expect((await token(byRefresh(seed.OTHER_REFRESH_TOKEN))).status).toBe(200);
  });

  it('revokes a refresh token with all it gave', async () => {
    const { send, get, token } = accounts();
    const revoke = () => send('POST', `/oauth/v2/token/revoke?token=${seed.REFRESH_TOKEN}`);
    expect((await revoke()).json).toEqual({ status: 'success' });
    expect((await get('/items')).status).toBe(401);
    expect((await token(byRefresh())).json.error).toBe('invalid_code');
    expect((await revoke()).status).toBe(400);
  });

  it('does not know clients and tokens at another data center', async () => {
    const { token, send } = accounts();
    expect((await token(byRefresh(), { host: 'accounts.zoho.eu' })).json.error).toBe('invalid_client');
    const headers = { authorization: `Zoho-oauthtoken ${seed.ACCESS_TOKEN}`, host: 'www.zohoapis.eu' };
    expect((await send('GET', '/inventory/v1/organizations', headers)).status).toBe(401);
  });
});
