import { alleaves } from '../../../functions/src/providers/alleaves';
import type { Tools } from '../../../functions/src/providers/provider';
import { CREDENTIALS, failureOf, NOW, open } from './fixtures';
import { asked, scripted, type Script } from './scripted';

const MINUTE = 60_000;
const USER = { username: 'bridge', password: 'pass-secret' };
const AUTH = 'POST /auth';

const jwt = (claims: object) =>
  ['head', Buffer.from(JSON.stringify(claims)).toString('base64url'), 'signature'].join('.');
const seconds = NOW / 1000;
const fresh = (lifetime = 86_400) => ({
  id_company: 9,
  token: jwt({ iat: seconds, exp: seconds + lifetime }),
  username: 'bridge',
});

function tools(script: Script): { tools: Tools; calls: ReturnType<typeof scripted>['calls'] } {
  const { http, calls } = scripted({ [AUTH]: script });
  return { tools: { http, baseUrl: 'https://alleaves.test', now: () => NOW }, calls };
}

const renew = (credentials: unknown, with_: Tools) => alleaves.renewal?.renew(credentials, with_);
const due = (credentials: unknown, now: number) => alleaves.renewal?.due(credentials, now);

describe('the sign-in to Alleaves', () => {
  it('is renewed five minutes before the token ends, as the token itself says', async () => {
    const here = tools({ json: fresh() });
    const renewed = await renew({ ...USER, pin: '1234' }, here.tools);
    expect(here.calls[0]).toMatchObject({ body: { ...USER, pin: '1234' }, effect: false });
    expect(here.calls[0]?.headers.authorization).toBeUndefined();
    expect(renewed).toMatchObject({ ...USER, pin: '1234', companyId: '9', expiresAt: NOW + 86_400_000 });
    expect(due(renewed, NOW + 86_400_000 - 5 * MINUTE - 1)).toBe(false);
    expect(due(renewed, NOW + 86_400_000 - 5 * MINUTE)).toBe(true);
  });

  it('is due without a token, and not for ever due with one that lives shortly', async () => {
    expect(due(USER, NOW)).toBe(true);
    const renewed = await renew(USER, tools({ json: fresh(120) }).tools);
    expect(due(renewed, NOW)).toBe(false);
    expect(due(renewed, NOW + MINUTE)).toBe(true);
  });

  it('takes a token that cannot be read for good for a quarter of an hour', async () => {
    const renewed = await renew(USER, tools({ json: { token: 'opaque' } }).tools);
    expect(renewed).toMatchObject({ token: 'opaque', expiresAt: NOW + 15 * MINUTE });
  });

  it('tries a Basic header where JSON is not understood, and never with a PIN', async () => {
    const answers = [{ status: 400, json: { error: 'Bad request' } }, { json: fresh() }];
    const here = tools(answers);
    await renew(USER, here.tools);
    expect(here.calls[1]?.headers.authorization).toBe(
      `Basic ${Buffer.from('bridge:pass-secret').toString('base64')}`,
    );
    const pin = tools(answers);
    expect((await failureOf(Promise.resolve(renew({ ...USER, pin: '1' }, pin.tools)))).kind).toBe(
      'unauthorized',
    );
    expect(pin.calls).toHaveLength(1);
  });

  it.each([
    ['401', { status: 401, json: { error: 'Wrong: pass-secret' } }],
    ['an error in 200', { json: { error: 'Wrong: pass-secret' } }],
  ])(
    'that is refused with %s is unauthorized, with advice and without the password',
    async (_what, answer) => {
      const failure = await failureOf(Promise.resolve(renew({ ...USER, pin: '1' }, tools(answer).tools)));
      expect(failure.kind).toBe('unauthorized');
      expect(failure.detail.advice).toMatch(/connect/);
      expect(JSON.stringify([failure.message, failure.detail])).not.toContain('pass-secret');
    },
  );

  it('happens once in a session without a token, however many calls wait for it', async () => {
    const { http, calls } = scripted({
      [AUTH]: { json: fresh() },
      'GET /location': { json: [] },
    });
    const session = open(http, {}, { credentials: USER });
    await Promise.all([session.locations(), session.locations()]);
    expect(asked(calls, AUTH)).toHaveLength(1);
    expect(asked(calls, 'GET /location')[0]?.headers.authorization).toBe(`Bearer ${fresh().token}`);
  });

  it('is not repeated by a session whose token is refused: the caller renews', async () => {
    const { http, calls } = scripted({ 'GET /location': { status: 401, json: { error: 'jwt expired' } } });
    expect((await failureOf(open(http).locations())).kind).toBe('unauthorized');
    expect(calls).toHaveLength(1);
  });

  it('asks to connect again when what is stored is no sign-in', () => {
    expect(() => open(scripted({}).http, {}, { credentials: { token: 'x' } })).toThrow(
      /incomplete \(username, password\)/,
    );
  });
});

describe('the locations of Alleaves', () => {
  const place = {
    id_location: 1000,
    location: 'Brooklyn',
    reference: 'brooklyn-slug',
    timezone: 'America/New_York',
    active: true,
    metrc_api_key: 'REGULATOR-KEY',
    state_client: { secret: 'REGULATOR-KEY' },
  };

  it('are listed by name, with the company as account and nothing of the regulator’s', async () => {
    const rows = [
      place,
      { ...place, id_location: 1001, active: false },
      { ...place, id_location: 1002, country: 'Canada' },
    ];
    const { http } = scripted({ 'GET /location': { json: rows } });
    const found = await open(http, {}, { currency: undefined }).locations();
    expect(found).toEqual([
      { externalId: '1000', name: 'Brooklyn', currency: 'USD', timezone: 'America/New_York', accountId: '9' },
      { externalId: '1002', name: 'Brooklyn', currency: 'CAD', timezone: 'America/New_York', accountId: '9' },
    ]);
  });

  it('that cannot be read are a failure that quotes nothing of the regulator’s', async () => {
    const { http } = scripted({ 'GET /location': { json: [{ ...place, location: 7 }] } });
    const failure = await failureOf(open(http).locations());
    expect(failure).toMatchObject({
      kind: 'unexpected',
      message: expect.stringContaining('0.location') as string,
    });
    expect(JSON.stringify([failure.message, failure.detail])).not.toContain('REGULATOR-KEY');
  });

  it.each([
    [{ status: 403, json: { error: 'Forbidden' } }, 'unauthorized'],
    [{ status: 404, json: {} }, 'rejected'],
    [{ status: 429, json: {}, headers: { 'retry-after': '30' } }, 'throttled'],
    [{ status: 502, text: '<html>' }, 'unavailable'],
    [{ status: 200, text: '<html>' }, 'unexpected'],
    [{ status: 200, json: { error: 'Internal server error' } }, 'unexpected'],
    [{ status: 200, json: { error: 'Location not found' } }, 'rejected'],
    [{ status: 301, json: {} }, 'unexpected'],
  ] as const)('answered with %j are a named failure: %s', async (answer, kind) => {
    const { http } = scripted({ 'GET /location': answer });
    const failure = await failureOf(open(http).locations());
    expect(failure.kind).toBe(kind);
    if (kind === 'throttled') expect(failure.detail.until).toBe(NOW + 30_000);
    expect(failure.message).not.toContain(CREDENTIALS.token);
  });
});
