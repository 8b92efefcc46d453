import { square } from '../../../functions/src/providers/square';
import { failureOf, NOW, refusal, scripted, type Answer } from './scripted';

const DAY = 24 * 3600_000;
const held = {
  accessToken: 'OLD',
  refreshToken: 'R',
  refreshedAt: NOW - DAY,
  expiresAt: NOW + 20 * DAY,
  merchantId: 'M',
};
const due = (changes: Record<string, unknown>) => square.renewal?.due({ ...held, ...changes }, NOW);

describe('a Square sign-in', () => {
  it.each([
    ['was renewed yesterday', {}, false],
    ['was renewed seven days ago to the second', { refreshedAt: NOW - 7 * DAY }, false],
    ['was renewed more than seven days ago', { refreshedAt: NOW - 7 * DAY - 1 }, true],
    ['ends within a day', { expiresAt: NOW + DAY - 1 }, true],
    ['was never seen renewed', { refreshedAt: undefined }, true],
    [
      'is a personal access token',
      { refreshToken: undefined, refreshedAt: undefined, expiresAt: NOW },
      false,
    ],
  ])('that %s is due for renewal or not', (_which, changes, expected) => {
    expect(due(changes)).toBe(expected);
  });

  const renewOn = (answer: Answer, app?: { clientId: string; clientSecret: string }) => {
    const wire = scripted({ 'POST /oauth2/token': answer });
    const tools = { http: wire.http, baseUrl: 'https://square.test', now: () => NOW, app };
    return { ...wire, renewed: square.renewal!.renew(held, tools) };
  };
  const app = { clientId: 'APP', clientSecret: 'SECRET' };

  it('is renewed with the secret in the body, and keeps what Square leaves out', async () => {
    const json = { access_token: 'NEW', token_type: 'bearer', expires_at: '2026-02-14T10:00:00Z' };
    const { renewed, requests } = renewOn({ json }, app);
    expect(await renewed).toEqual({
      accessToken: 'NEW',
      refreshToken: 'R',
      refreshedAt: NOW,
      expiresAt: Date.UTC(2026, 1, 14, 10),
      merchantId: 'M',
    });
    expect(requests[0]).toMatchObject({
      effect: false,
      headers: { 'square-version': '2025-08-20' },
      body: { client_id: 'APP', client_secret: 'SECRET', grant_type: 'refresh_token', refresh_token: 'R' },
    });
    expect(requests[0]?.headers).not.toHaveProperty('authorization');
  });

  it('takes a new refresh token when one comes', async () => {
    const json = { access_token: 'NEW', refresh_token: 'R2', expires_at: '2026-02-14T10:00:00.123+01:00' };
    expect(await renewOn({ json }, app).renewed).toMatchObject({ refreshToken: 'R2' });
  });

  it.each([
    [
      'dead refresh token',
      { status: 401, json: { message: 'Invalid refresh token', type: 'service.not_authorized' } },
    ],
    ['wrong secret', { status: 401, json: { message: 'Not Authorized', type: 'service.not_authorized' } }],
    ['refusal in the current shape', refusal(401, 'UNAUTHORIZED', 'Authorization code not found')],
  ])('needs a person after a %s', async (_what, answer) => {
    const failure = await failureOf(renewOn(answer, app).renewed);
    expect(failure.kind).toBe('unauthorized');
    expect(failure.detail.advice).toContain('Connect Square again');
  });

  it('waits when the token endpoint is busy, whose 429 has the old shape', async () => {
    const json = { message: 'Too many requests', type: 'service.rate_limited' };
    const failure = await failureOf(
      renewOn({ status: 429, json, headers: { 'retry-after': '7' } }, app).renewed,
    );
    expect([failure.kind, failure.detail.until]).toEqual(['throttled', NOW + 7000]);
  });

  it('names the field when the answer is not what was agreed', async () => {
    const failure = await failureOf(
      renewOn({ json: { access_token: 'NEW', expires_at: 'soon' } }, app).renewed,
    );
    expect([failure.kind, failure.message.includes('expires_at')]).toEqual(['unexpected', true]);
  });

  it('is not renewed without the bridge’s own application', async () => {
    const { renewed, requests } = renewOn({}, undefined);
    expect((await failureOf(renewed)).message).toContain('no Square application');
    expect(requests).toEqual([]);
  });
});
