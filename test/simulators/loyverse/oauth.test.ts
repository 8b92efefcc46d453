import type { LoyverseOptions } from '.';
import * as seed from './seed';
import { till } from './till';

describe('sign-in', () => {
  const app = { client_id: seed.CLIENT_ID, client_secret: seed.CLIENT_SECRET };
  const consent = new URLSearchParams({
    ...{ client_id: seed.CLIENT_ID, redirect_uri: seed.REDIRECT_URI, response_type: 'code', state: 'abc' },
    scope: 'STORES_READ MERCHANT_READ',
  });
  const byCode = (code: string) =>
    new URLSearchParams({ ...app, redirect_uri: seed.REDIRECT_URI, code, grant_type: 'authorization_code' });
  const byRefresh = (refresh_token: string) =>
    new URLSearchParams({ ...app, refresh_token, grant_type: 'refresh_token' });

  async function signedIn(options: LoyverseOptions = {}) {
    const sim = till(options);
    const redirect = await sim.send('GET', `/oauth/authorize?${consent.toString()}`);
    const back = new URL(redirect.headers?.location ?? '');
    expect(back.searchParams.get('state')).toBe('abc');
    const code = back.searchParams.get('code') ?? '';
    return { ...sim, code, tokens: (await sim.send('POST', '/oauth/token', byCode(code))).json };
  }

  it('gives a token for twelve hours and the scopes agreed to; a code is good once', async () => {
    const { tokens, get, clock, send, code } = await signedIn();
    expect(tokens).toMatchObject({
      token_type: 'Bearer',
      expires_in: 43_200,
      scope: 'MERCHANT_READ STORES_READ',
    });
    expect((await get('/stores', tokens.access_token)).status).toBe(200);
    expect((await get('/items', tokens.access_token)).status).toBe(403);
    expect((await send('POST', '/oauth/token', byCode(code))).json.error).toBe('invalid_grant');
    clock.now += 43_200_000;
    expect((await get('/stores', tokens.access_token)).status).toBe(401);
  });

  it.each(['rotate', 'repeat', 'omit'] as const)('renews; the refresh token: %s', async (refreshToken) => {
    const { tokens, get, send, model } = await signedIn({ refreshToken });
    const renewed = (await send('POST', '/oauth/token', byRefresh(tokens.refresh_token))).json;
    expect((await get('/stores', renewed.access_token)).status).toBe(200);
    expect('refresh_token' in renewed).toBe(refreshToken !== 'omit');
    const again = await send('POST', '/oauth/token', byRefresh(tokens.refresh_token));
    expect(again.status).toBe(refreshToken === 'rotate' ? 400 : 200);
    expect(model.state().renewals).toBe(refreshToken === 'rotate' ? 1 : 2);
  });

  it('lets a fault expire the token in use', async () => {
    const { tokens, get, simulator } = await signedIn();
    simulator.faults.add({ kind: 'expire-token' });
    expect((await get('/stores', tokens.access_token)).status).toBe(401);
  });
});
