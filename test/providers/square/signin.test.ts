import { square } from '../../../functions/src/providers/square';
import { failureOf, NOW, refusal, scripted, type Script } from './scripted';

const oauth = square.oauth!;
const app = { clientId: 'APP', clientSecret: 'SECRET' };
const TOKEN = 'POST /oauth2/token';
const REVOKE = 'POST /oauth2/revoke';
const on = (script: Script, mine: typeof app | undefined = app) => {
  const wire = scripted(script);
  return { ...wire, tools: { http: wire.http, baseUrl: 'https://square.test', now: () => NOW, app: mine } };
};
const json = {
  access_token: 'A',
  token_type: 'bearer',
  expires_at: '2026-02-14T10:00:00Z',
  merchant_id: 'M',
  refresh_token: 'R',
  short_lived: false,
};
const redirectUri = 'https://bridge.example.test/oauth/square';

describe('signing in with Square', () => {
  const address = () =>
    new URL(oauth.authorizeUrl({ app, baseUrl: 'https://square.test', redirectUri, state: 'a b' }));

  it('begins on Square’s page, which asks who one is, with every permission that the bridge needs', () => {
    const { origin, pathname, searchParams } = address();
    expect([origin, pathname]).toEqual(['https://square.test', '/oauth2/authorize']);
    expect(Object.fromEntries(searchParams)).toEqual({
      client_id: 'APP',
      session: 'false',
      state: 'a b',
      redirect_uri: redirectUri,
      scope: square.manifest.signIn.oauthScopes?.join(' '),
    });
    const needed = ['ITEMS_WRITE', 'INVENTORY_READ', 'INVENTORY_WRITE', 'ORDERS_READ', 'CUSTOMERS_READ'];
    expect(searchParams.get('scope')?.split(' ')).toEqual(expect.arrayContaining(needed));
  });

  it('trades the code for tokens, with the same address as before', async () => {
    const { tools, requests } = on({ [TOKEN]: { json } });
    expect(await oauth.exchange({ code: 'CODE', redirectUri, query: {} }, tools)).toEqual({
      accessToken: 'A',
      refreshToken: 'R',
      merchantId: 'M',
      expiresAt: Date.UTC(2026, 1, 14, 10),
      refreshedAt: NOW,
    });
    expect(requests[0]?.headers).not.toHaveProperty('authorization');
    expect(requests[0]?.body).toEqual({
      client_id: 'APP',
      client_secret: 'SECRET',
      grant_type: 'authorization_code',
      code: 'CODE',
      redirect_uri: redirectUri,
    });
  });

  it.each([
    ['code that is used up', refusal(401, 'UNAUTHORIZED', 'Authorization code not found for app APP.')],
    ['wrong secret', { status: 401, json: { message: 'Not Authorized', type: 'service.not_authorized' } }],
  ])('needs another try after a %s', async (_what, answer) => {
    const { tools } = on({ [TOKEN]: answer });
    const failure = await failureOf(oauth.exchange({ code: 'CODE', redirectUri, query: {} }, tools));
    expect(failure.kind).toBe('unauthorized');
    expect(JSON.stringify(failure) + failure.message).not.toMatch(/SECRET|"CODE"/);
  });

  it('needs an application', async () => {
    const wire = scripted({});
    const tools = { http: wire.http, baseUrl: 'https://square.test', now: () => NOW };
    const failure = await failureOf(oauth.exchange({ code: 'CODE', redirectUri, query: {} }, tools));
    expect([failure.kind, wire.lines()]).toEqual(['unauthorized', []]);
  });
});

describe('signing out of Square', () => {
  const held = { accessToken: 'A', refreshToken: 'R', merchantId: 'M' };

  it('takes back every token of the merchant, with the secret in the header', async () => {
    const { tools, requests } = on({ [REVOKE]: { json: { success: true } } });
    await oauth.revoke(held, tools);
    expect(requests[0]?.headers).toMatchObject({ authorization: 'Client SECRET' });
    expect(requests[0]?.body).toEqual({ client_id: 'APP', merchant_id: 'M' });
  });

  it('names the token where the merchant is not known', async () => {
    const { tools, requests } = on({ [REVOKE]: { json: { success: true } } });
    await oauth.revoke({ ...held, merchantId: undefined }, tools);
    expect(requests[0]?.body).toEqual({ client_id: 'APP', access_token: 'A' });
  });

  it('is fine with a token that is worthless already', async () => {
    const { tools } = on({ [REVOKE]: refusal(404, 'NOT_FOUND') });
    await expect(oauth.revoke(held, tools)).resolves.toBeUndefined();
  });

  it('fails when Square did not take it back', async () => {
    const { tools } = on({ [REVOKE]: refusal(500, 'INTERNAL_SERVER_ERROR') });
    expect((await failureOf(oauth.revoke(held, tools))).kind).toBe('unavailable');
  });

  it('leaves a personal access token to its owner', async () => {
    const { tools, lines } = on({});
    await oauth.revoke({ accessToken: 'A' }, tools);
    expect(lines()).toEqual([]);
  });
});
