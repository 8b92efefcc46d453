import { API_ROUTES } from '../../functions/src/entry/http/api/routes';
import { CRON_ROUTES } from '../../functions/src/entry/http/cron/routes';
import { OAUTH_ROUTES } from '../../functions/src/entry/http/oauth/routes';
import type { Route } from '../../functions/src/entry/http/route';
import { MemoryWorld } from '../support/memoryWorld';
import { CRON_SECRET, memorySite, ORIGIN, type Sent } from '../support/memorySite';

const ROUTES = [...API_ROUTES, ...OAUTH_ROUTES, ...CRON_ROUTES];
const CLOSED = ROUTES.filter(({ who }) => who !== 'public');
const WRITING = ROUTES.filter(({ who, method }) => Array.isArray(who) && method !== 'GET');

/** A site whose handlers say that they were reached. */
function aSite() {
  const reached: string[] = [];
  const world = new MemoryWorld(async () => ({ status: 500, headers: {}, text: '' }));
  const watched = ROUTES.map((one): Route => ({
    ...one,
    handle: async () => {
      reached.push(one.path);
      throw new Error('reached');
    },
  }));
  const site = memorySite('api', watched, world);
  world.memberRows.set('own/ada', 'owner');
  world.memberRows.set('other/eve', 'owner');
  const token = site.identities.add('ada');
  return { ...site, reached, token, foreign: site.identities.add('eve') };
}
const pathOf = ({ path }: Route, tenant = 'own') =>
  path.replace('{tenantId}', tenant).replace(/\{\w+\}/g, 'x');

/** Every forged call of this file: how many were refused, and what was let in. */
const tally = { refused: 0, accepted: new Array<string>() };
function judge(what: string, status: number, reached: readonly string[]): void {
  if (status >= 400 && reached.length === 0) tally.refused += 1;
  else tally.accepted.push(what);
}

type Forgery = (good: { token: string; foreign: string }) => Partial<Sent>;
/** Ways to come without being let in, each with the statuses that refuse it. */
const FORGERIES: Record<string, Forgery> = {
  'no sign-in': () => ({}),
  'a forged token': () => ({ token: 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZGEifQ.' }),
  'a truncated token': ({ token }) => ({ token: token.slice(0, -1) }),
  'a token with more behind it': ({ token }) => ({ token: `${token}A` }),
  'a token as basic authentication': ({ token }) => ({ headers: { authorization: `Basic ${token}` } }),
  'two tokens': ({ token }) => ({ headers: { authorization: `Bearer ${token} ${token}` } }),
  'a forged session': () => ({ cookie: 'session:nobody' }),
  'a bad token beside a good session': ({ token }) => ({ token: 'bad', cookie: `session:${token}` }),
  'the word undefined': () => ({ token: 'undefined' }),
};

describe.each(Object.entries(FORGERIES))('%s', (_, forge) => {
  it.each(CLOSED.map((one) => [`${one.method} ${one.path}`, one] as const))(
    'opens nothing: %s',
    async (_name, one) => {
      const { call, reached, ...good } = aSite();
      const { status, body } = await call({ method: one.method, path: pathOf(one), ...forge(good) });
      judge(`${one.method} ${one.path}`, status, reached);
      expect([status, body.code, reached]).toEqual([401, 'unauthenticated', []]);
    },
  );
});

describe.each(WRITING.map((one) => [`${one.method} ${one.path}`, one] as const))('%s', (_, one) => {
  const path = pathOf(one);
  const { method } = one;

  it.each<[string, number, (good: { token: string; foreign: string }) => Partial<Sent>]>([
    ['an owner of another tenant', 404, ({ foreign }) => ({ token: foreign })],
    ['the secret of the scheduler', 401, () => ({ token: CRON_SECRET })],
    ['a session from no page', 403, ({ token }) => ({ cookie: `session:${token}` })],
    [
      'a session from another page',
      403,
      ({ token }) => ({ cookie: `session:${token}`, headers: { origin: `${ORIGIN}.evil.example` } }),
    ],
    [
      'a session from a page without a name',
      403,
      ({ token }) => ({ cookie: `session:${token}`, headers: { origin: 'null' } }),
    ],
    ['an oversize body', 413, ({ token }) => ({ token, body: 'x'.repeat(9 * 1024 * 1024) })],
    [
      'a body that says it is larger',
      413,
      ({ token }) => ({ token, headers: { 'content-length': '99999999' } }),
    ],
  ])('refuses %s', async (_name, status, forge) => {
    const { call, reached, ...good } = aSite();
    const got = await call({ method, path, ...forge(good) });
    judge(`${method} ${path}`, got.status, reached);
    expect([got.status, reached]).toEqual([status, []]);
  });

  it('refuses a session that was ended', async () => {
    const { call, identities, reached, token } = aSite();
    identities.ended.add('ada');
    const got = await call({ method, path, cookie: `session:${token}`, headers: { origin: ORIGIN } });
    judge(`${method} ${path}`, got.status, reached);
    expect([got.status, reached]).toEqual([401, []]);
  });

  if (one.body && one.consumes === undefined)
    it.each<[string, Partial<Sent>]>([
      ['a form', { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'role=owner' }],
      ['truncated JSON', { body: '{"role":"own' }],
      ['a list', { body: '[]' }],
      ['a field that there is not', { body: '{"__proto__":{"a":1},"noSuchField":1}' }],
    ])('refuses %s', async (_name, sent) => {
      const { call, reached, token } = aSite();
      const got = await call({ method, path, token, ...sent });
      const isOpen =
        one.body?.safeParse({ noSuchField: 1 }).success === true &&
        sent.body?.toString().includes('noSuchField');
      expect(isOpen || (reached.length === 0 && [400, 415].includes(got.status))).toBe(true);
    });
});

const ODD_IDS = ['..', '.', '__name__', 'a%2Fb', '%00', 'a b', 'ü', '%'];
describe('ids of a path that Firestore would read otherwise', () => {
  it.each(ODD_IDS)('%s finds no tenant', async (tenant) => {
    const { call, reached, token } = aSite();
    const got = await call({ path: `/v1/tenants/${tenant}/connections`, token });
    judge(tenant, got.status, reached);
    expect([got.status, reached]).toEqual([404, []]);
  });
});

describe('all of them together', () => {
  const meant = Object.keys(FORGERIES).length * CLOSED.length + WRITING.length * 8 + ODD_IDS.length;

  it(`are ${meant} forged, foreign, truncated and oversize calls, of which none is accepted`, () => {
    expect(meant).toBeGreaterThan(300);
    expect(tally).toEqual({ refused: meant, accepted: [] });
  });
});
