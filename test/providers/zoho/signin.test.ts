import type { Tools } from '../../../functions/src/providers/provider';
import { zoho } from '../../../functions/src/providers/zoho';
import { CREDENTIALS, failureOf, NOW } from './fixtures';
import { routes, scripted, type Answer, type Script } from './scripted';

const TOKEN = 'POST /oauth/v2/token';
const REVOKE = 'POST /oauth/v2/token/revoke';
const PRODUCTION = 'https://www.zohoapis.com';
const APP = { clientId: '1000.client', clientSecret: 'hush' };
const renewal = zoho.renewal!;
const oauth = zoho.oauth!;
const OLD = { ...CREDENTIALS, refreshToken: '1000.ref', expiresAt: NOW + 3_600_000 };

const granted = (more: object = {}): Answer => ({
  json: {
    code: undefined,
    message: undefined,
    access_token: '1000.new',
    expires_in: 3600,
    api_domain: 'https://www.zohoapis.in',
    token_type: 'Bearer',
    ...more,
  },
});
const failing = (json: object, status = 200): Answer => ({
  status,
  json: { code: undefined, message: undefined, ...json },
});

function toolsFor(scripts: Record<string, Script>, more: Partial<Tools> = {}) {
  const { http, calls } = scripted(scripts);
  return { calls, tools: { http, baseUrl: PRODUCTION, now: () => NOW, app: APP, ...more } };
}
const renewing = (answer: Answer, more: Partial<Tools> = {}) => toolsFor({ [TOKEN]: answer }, more);
const form = (body: unknown) => Object.fromEntries(new URLSearchParams(body as string));

describe('a Zoho sign-in', () => {
  it('is due five minutes before it ends, and without a refresh token never', () => {
    expect(renewal.due(OLD, NOW)).toBe(false);
    expect(renewal.due(OLD, OLD.expiresAt - 300_000)).toBe(true);
    expect(renewal.due(CREDENTIALS, NOW * 2)).toBe(false);
  });

  it('is renewed at the accounts server of its data center, and its refresh token stays', async () => {
    const { tools, calls } = renewing(granted());
    expect(await renewal.renew(OLD, tools)).toEqual({
      ...OLD,
      accessToken: '1000.new',
      expiresAt: NOW + 3_600_000,
      refreshedAt: NOW,
    });
    expect(calls[0]?.url).toBe('https://accounts.zoho.in/oauth/v2/token');
    expect(calls[0]?.effect).toBe(false);
    expect(form(calls[0]?.body)).toEqual({
      grant_type: 'refresh_token',
      refresh_token: '1000.ref',
      client_id: '1000.client',
      client_secret: 'hush',
    });
  });

  it('is renewed with the merchant’s own client where they have one', async () => {
    const { tools, calls } = renewing(granted(), { app: undefined });
    await renewal.renew({ ...OLD, clientId: 'self', clientSecret: 'own' }, tools);
    expect(form(calls[0]?.body)).toMatchObject({ client_id: 'self', client_secret: 'own' });
  });

  it('waits a minute after the last renewal, so that Zoho’s limit on tokens is never met', async () => {
    const { tools, calls } = renewing(granted());
    const failure = await failureOf(renewal.renew({ ...OLD, refreshedAt: NOW - 20_000 }, tools));
    expect([failure.kind, failure.detail.until]).toEqual(['throttled', NOW + 40_000]);
    expect(calls).toEqual([]);
    await renewal.renew({ ...OLD, refreshedAt: NOW - 60_000 }, tools);
    expect(calls).toHaveLength(1);
  });

  it.each([
    ['invalid_code', /Connect Zoho Inventory again/],
    ['invalid_client', /id and the secret/],
    ['invalid_client_secret', /id and the secret/],
  ])('that is refused inside a success (%s) is unauthorized', async (error, advice) => {
    const failure = await failureOf(renewal.renew(OLD, renewing(failing({ error })).tools));
    expect([failure.kind, failure.detail.code]).toEqual(['unauthorized', error]);
    expect(failure.detail.advice).toMatch(advice);
    expect(failure.message).not.toMatch(/hush|1000\.ref/);
  });

  it('that asked too often stays good, and asks again only after ten minutes', async () => {
    const json = {
      error: 'Access Denied',
      error_description: 'You have made too many requests',
      status: 'failure',
    };
    const failure = await failureOf(renewal.renew(OLD, renewing(failing(json, 400)).tools));
    expect([failure.kind, failure.detail.until]).toEqual(['throttled', NOW + 600_000]);
  });

  it.each([
    [500, 'unavailable'],
    [429, 'throttled'],
  ])('that meets a %i stays good (%s)', async (status, kind) =>
    expect((await failureOf(renewal.renew(OLD, renewing(failing({}, status)).tools))).kind).toBe(kind),
  );

  it('cannot be renewed without a client, or without a refresh token', async () => {
    const { tools, calls } = renewing(granted(), { app: undefined });
    expect((await failureOf(renewal.renew(OLD, tools))).kind).toBe('unauthorized');
    expect((await failureOf(renewal.renew(CREDENTIALS, tools))).kind).toBe('unauthorized');
    expect(calls).toEqual([]);
  });

  it('of an unknown data center is unauthorized, and nothing is sent', () => {
    const { tools, calls } = renewing(granted());
    const credentials = { ...CREDENTIALS, dataCenter: 'evil.example' };
    expect(() => zoho.open({ credentials, pos: {}, tools })).toThrow(/dataCenter/);
    expect(calls).toEqual([]);
  });
});

describe('signing in on Zoho’s page', () => {
  const ORGANIZATIONS = {
    json: {
      organizations: [
        { organization_id: '1', name: 'Other', currency_code: 'USD' },
        { organization_id: '2', name: 'Cafe', currency_code: 'INR', is_default_org: true },
      ],
    },
  };
  const exchanged = (query: Record<string, string>, answer = granted({ refresh_token: '1000.ref' })) => {
    const { tools, calls } = toolsFor({ [TOKEN]: answer, 'GET /organizations': ORGANIZATIONS });
    const request = { code: '1000.code', redirectUri: 'https://shop.test/back', query };
    return { calls, result: oauth.exchange(request, tools) };
  };
  const INDIA = { location: 'in', 'accounts-server': 'https://accounts.zoho.in' };

  it('asks for what the operations need, and for a refresh token', () => {
    const url = new URL(
      oauth.authorizeUrl({
        app: APP,
        baseUrl: PRODUCTION,
        redirectUri: 'https://shop.test/back',
        state: 's',
      }),
    );
    expect(url.origin + url.pathname).toBe('https://accounts.zoho.com/oauth/v2/auth');
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      response_type: 'code',
      client_id: '1000.client',
      redirect_uri: 'https://shop.test/back',
      state: 's',
      access_type: 'offline',
      prompt: 'consent',
    });
    const scopes = url.searchParams.get('scope')?.split(',');
    expect(scopes).toContain('ZohoInventory.salesorders.CREATE');
    expect(new Set(scopes).size).toBe(scopes?.length);
  });

  it('trades the code at the data center that the page names, for the default organization', async () => {
    const { calls, result } = exchanged(INDIA);
    expect(await result).toEqual({
      accessToken: '1000.new',
      refreshToken: '1000.ref',
      expiresAt: NOW + 3_600_000,
      dataCenter: 'in',
      organizationId: '2',
    });
    expect(calls.map(({ url }) => url)).toEqual([
      'https://accounts.zoho.in/oauth/v2/token',
      'https://www.zohoapis.in/inventory/v1/organizations',
    ]);
    expect(form(calls[0]?.body)).toMatchObject({
      grant_type: 'authorization_code',
      code: '1000.code',
      redirect_uri: 'https://shop.test/back',
    });
    expect(calls[0]?.effect).toBe(true);
  });

  it.each([
    ['a stranger', { 'accounts-server': 'https://accounts.zoho.in.evil.example' }],
    ['a stranger beside a true location', { location: 'in', 'accounts-server': 'https://evil.example' }],
    ['plain http', { 'accounts-server': 'http://accounts.zoho.in' }],
    ['a path', { 'accounts-server': 'https://accounts.zoho.in/../evil' }],
    [
      'another data center than the location',
      { location: 'eu', 'accounts-server': 'https://accounts.zoho.in' },
    ],
    ['an unknown location', { location: 'moon' }],
    ['a property of every object', { location: 'toString' }],
  ])('never sends the secret to a host that comes from %s', async (_who, query) => {
    const { calls, result } = exchanged(query);
    expect((await failureOf(result)).kind).toBe('unauthorized');
    expect(calls).toEqual([]);
  });

  it('refuses a token for an API that is not of that data center', async () => {
    const { calls, result } = exchanged(
      INDIA,
      granted({ refresh_token: 'r', api_domain: 'https://evil.example' }),
    );
    expect((await failureOf(result)).kind).toBe('unauthorized');
    expect(routes(calls)).toEqual([TOKEN]);
  });

  it('refuses a sign-in that would end after an hour', async () => {
    const failure = await failureOf(exchanged(INDIA, granted()).result);
    expect(failure.message).toMatch(/no refresh token/);
  });

  it('that was declined is unauthorized', async () => {
    const { tools, calls } = toolsFor({});
    const request = { code: '', redirectUri: 'https://shop.test/back', query: { error: 'access_denied' } };
    expect((await failureOf(oauth.exchange(request, tools))).message).toMatch(/declined/);
    expect(calls).toEqual([]);
  });

  it('takes place at the stand-in where there is one', async () => {
    const { tools, calls } = toolsFor(
      { [TOKEN]: granted({ refresh_token: 'r', api_domain: 'x' }), 'GET /organizations': ORGANIZATIONS },
      { baseUrl: 'http://127.0.0.1:9' },
    );
    const query = { location: 'eu', 'accounts-server': 'https://accounts.zoho.eu' };
    const made = await oauth.exchange({ code: 'c', redirectUri: 'https://shop.test/back', query }, tools);
    expect(made).toMatchObject({ dataCenter: 'eu' });
    expect(calls.every(({ url }) => url.startsWith('http://127.0.0.1:9/'))).toBe(true);
  });

  it('is undone by revoking the refresh token, also one that Zoho no longer knows', async () => {
    const { tools, calls } = toolsFor({ [REVOKE]: failing({ error: 'invalid_code' }, 400) });
    await oauth.revoke(OLD, tools);
    expect(calls[0]?.url).toBe('https://accounts.zoho.in/oauth/v2/token/revoke');
    expect(form(calls[0]?.body)).toEqual({ token: '1000.ref' });
    const down = toolsFor({ [REVOKE]: { status: 503, text: '' } });
    expect((await failureOf(oauth.revoke(OLD, down.tools))).kind).toBe('unavailable');
  });
});
