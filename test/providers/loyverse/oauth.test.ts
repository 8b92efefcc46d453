import { loyverse } from '../../../functions/src/providers/loyverse';
import type { Tools } from '../../../functions/src/providers/provider';
import { failureOf, NOW } from './fixtures';
import { scripted, type Answer } from './scripted';

const oauth = loyverse.oauth!;
const APP = { clientId: 'id', clientSecret: 'hush' };
const baseUrl = 'https://loyverse.test';
const redirectUri = 'https://bridge.test/oauth/loyverse?x=1';

function exchanging(answer: Answer, app: Tools['app'] | null = APP) {
  const { http, calls } = scripted({ 'POST /oauth/token': answer });
  return { calls, tools: { http, baseUrl, now: () => NOW, app: app ?? undefined } };
}
const request = { code: 'c0de', redirectUri, query: {} };

describe('the sign-in page of Loyverse', () => {
  const url = new URL(oauth.authorizeUrl({ app: APP, baseUrl, redirectUri, state: 's&t' }));

  it('is asked for a code, with our state, for every scope that the bridge needs', () => {
    expect(url.origin + url.pathname).toBe('https://loyverse.test/oauth/authorize');
    const { scope, ...rest } = Object.fromEntries(url.searchParams);
    expect(rest).toEqual({ client_id: 'id', response_type: 'code', redirect_uri: redirectUri, state: 's&t' });
    expect(scope?.split(' ')).toEqual(loyverse.manifest.signIn.oauthScopes);
  });

  it('gets blanks as %20, and never the secret', () => {
    expect(url.search).toContain('MERCHANT_READ%20STORES_READ');
    expect(url.href).not.toContain('hush');
  });
});

describe('a code of Loyverse', () => {
  it('is traded for a token and what renews it', async () => {
    const json = { access_token: 'new', expires_in: 43_200, refresh_token: 'ref', token_type: 'Bearer' };
    const { tools, calls } = exchanging({ json });
    expect(await oauth.exchange(request, tools)).toEqual({
      accessToken: 'new',
      refreshToken: 'ref',
      expiresAt: NOW + 43_200_000,
    });
    expect(Object.fromEntries(new URLSearchParams(calls[0]?.body as string))).toEqual({
      grant_type: 'authorization_code',
      code: 'c0de',
      redirect_uri: redirectUri,
      client_id: 'id',
      client_secret: 'hush',
    });
  });

  it('that is no good is unauthorized, and the message quotes nothing', async () => {
    const { tools } = exchanging({ status: 400, json: { error: 'invalid_grant' } });
    const failure = await failureOf(oauth.exchange(request, tools));
    expect([failure.kind, failure.detail.code]).toEqual(['unauthorized', 'invalid_grant']);
    expect(failure.message).not.toMatch(/hush|c0de/);
  });

  it.each([
    ['declined', { error: 'access_denied' }],
    ['no code', {}],
  ])('that did not come is unauthorized, and nothing is asked: %s', async (words, query) => {
    const { tools, calls } = exchanging({});
    const failure = await failureOf(oauth.exchange({ ...request, code: '', query }, tools));
    expect(failure.kind).toBe('unauthorized');
    expect(failure.message).toContain(words);
    expect(calls).toEqual([]);
  });

  it('cannot be traded by a bridge without an app', async () =>
    expect((await failureOf(oauth.exchange(request, exchanging({}, null).tools))).detail.advice).toMatch(
      /secret of its Loyverse app/,
    ));
});

describe('taking a sign-in back', () => {
  it('asks Loyverse nothing, for it has no call for it', async () => {
    const { tools, calls } = exchanging({});
    await oauth.revoke({ accessToken: 'tok' }, tools);
    expect(calls).toEqual([]);
  });
});
