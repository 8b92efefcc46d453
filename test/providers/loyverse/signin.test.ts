import type { Tools } from '../../../functions/src/providers/provider';
import { loyverse } from '../../../functions/src/providers/loyverse';
import { failureOf, NOW } from './fixtures';
import { scripted, type Answer } from './scripted';

const OAUTH = { accessToken: 'old', refreshToken: 'ref-1', expiresAt: NOW + 3_600_000 };
const renewal = loyverse.renewal!;

function renewing(answer: Answer, app: Tools['app'] | null = { clientId: 'id', clientSecret: 'hush' }) {
  const { http, calls } = scripted({ 'POST /oauth/token': answer });
  const tools = { http, baseUrl: 'https://loyverse.test', now: () => NOW, app: app ?? undefined };
  return { tools, calls };
}

describe('a Loyverse sign-in', () => {
  it('by access token is never due for renewal, and cannot be renewed', async () => {
    expect(renewal.due({ accessToken: 'pat' }, NOW * 2)).toBe(false);
    const { tools, calls } = renewing({});
    expect((await failureOf(renewal.renew({ accessToken: 'pat' }, tools))).kind).toBe('unauthorized');
    expect(calls).toEqual([]);
  });

  it('by OAuth is due ten minutes before it ends', () => {
    expect(renewal.due(OAUTH, NOW)).toBe(false);
    expect(renewal.due(OAUTH, OAUTH.expiresAt - 600_000)).toBe(true);
  });

  it('is renewed with the app’s own credentials, outside /v1.0', async () => {
    const json = { access_token: 'new', expires_in: 43_200, refresh_token: 'ref-2', token_type: 'Bearer' };
    const { tools, calls } = renewing({ json });
    expect(await renewal.renew(OAUTH, tools)).toEqual({
      accessToken: 'new',
      refreshToken: 'ref-2',
      expiresAt: NOW + 43_200_000,
    });
    expect(Object.fromEntries(new URLSearchParams(calls[0]?.body as string))).toEqual({
      grant_type: 'refresh_token',
      refresh_token: 'ref-1',
      client_id: 'id',
      client_secret: 'hush',
    });
  });

  it('keeps its refresh token when no new one comes', async () => {
    const { tools } = renewing({ json: { access_token: 'new' } });
    expect(await renewal.renew(OAUTH, tools)).toMatchObject({ accessToken: 'new', refreshToken: 'ref-1' });
  });

  it.each([
    ['Loyverse’s shape', { errors: [{ code: 'INVALID_VALUE', details: 'no' }] }, 'INVALID_VALUE'],
    ['OAuth’s shape', { error: 'invalid_grant', error_description: 'no' }, 'invalid_grant'],
  ])('that is refused in %s is unauthorized', async (_shape, json, code) => {
    const failure = await failureOf(renewal.renew(OAUTH, renewing({ status: 400, json }).tools));
    expect([failure.kind, failure.detail.code]).toEqual(['unauthorized', code]);
    expect(failure.message).not.toMatch(/hush|ref-1/);
  });

  it.each([
    [500, 'unavailable'],
    [429, 'throttled'],
  ])('that meets a %i stays good (%s)', async (status, kind) =>
    expect((await failureOf(renewal.renew(OAUTH, renewing({ status, json: {} }).tools))).kind).toBe(kind),
  );

  it('cannot be renewed by a bridge without an app', async () =>
    expect((await failureOf(renewal.renew(OAUTH, renewing({}, null).tools))).kind).toBe('unauthorized'));

  it('without a token is unauthorized, and the message quotes nothing', () => {
    const { tools } = renewing({});
    expect(() => loyverse.open({ credentials: { accessToken: 7 }, pos: {}, tools })).toThrow(/accessToken/);
  });
});
