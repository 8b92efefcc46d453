import { API_ROUTES } from '../../functions/src/entry/http/api/routes';
import { CRON_ROUTES } from '../../functions/src/entry/http/cron/routes';
import { namesIn } from '../../functions/src/entry/http/match';
import { OAUTH_ROUTES } from '../../functions/src/entry/http/oauth/routes';
import { TICKET_ROUTES } from '../../functions/src/entry/http/tickets/routes';
import { WEBHOOK_ROUTES } from '../../functions/src/entry/http/webhook/routes';
import type { Route } from '../../functions/src/entry/http/route';
import { ROLES } from '../../functions/src/model/role';
import { MemoryWorld } from '../support/memoryWorld';
import { CRON_SECRET, memorySite, type Got } from '../support/memorySite';

const ROUTES = [...API_ROUTES, ...OAUTH_ROUTES, ...CRON_ROUTES, ...WEBHOOK_ROUTES, ...TICKET_ROUTES];
const CALLERS = [...ROLES, 'stranger', 'member of another tenant', 'super user', 'nobody'] as const;
type CallerName = (typeof CALLERS)[number];

/** Reaching a handler is being let in, whatever it says then: here each says so and does nothing. */
const LET_IN = 'let in';
const probe = (route: Route): Route => ({
  ...route,
  query: undefined,
  body: undefined,
  params: undefined,
  reply: { parse: () => LET_IN } as unknown as Route['reply'],
  handle: async () => LET_IN,
});

function aSite() {
  const world = new MemoryWorld(async () => ({ status: 500, headers: {}, text: '' }));
  const site = memorySite('api', ROUTES.map(probe), world);
  const tokens: Partial<Record<CallerName, string>> = {};
  for (const name of CALLERS) {
    if (name === 'nobody') continue;
    const uid = name.replaceAll(' ', '-');
    tokens[name] = site.identities.add(uid, { superUser: name === 'super user' });
  }
  for (const role of ROLES) world.memberRows.set(`own/${role}`, role);
  world.memberRows.set('other/member-of-another-tenant', 'owner');
  const ask = ({ method, path }: Route, caller: CallerName, tenant: string): Promise<Got> =>
    site.call({
      method,
      path: path.replace('{tenantId}', tenant).replace(/\{\w+\}/g, 'x'),
      token: tokens[caller],
    });
  return { ...site, ask };
}

/** What the design says; written apart from the code that decides it. */
function expected({ who, method }: Route, caller: CallerName, tenant: 'own' | 'other' | 'missing'): number {
  if (who === 'public') return 200;
  if (who === 'cron') return 401;
  if (caller === 'nobody') return 401;
  if (who === 'signed-in') return 200;
  if (caller === 'super user') return method === 'GET' ? 200 : 403;
  const role =
    caller === 'member of another tenant'
      ? tenant === 'other'
        ? 'owner'
        : undefined
      : ROLES.find((one) => one === caller && tenant === 'own');
  if (!role) return 404;
  return who.includes(role) ? 200 : 403;
}

describe.each(ROUTES.map((one) => [`${one.method} ${one.path}`, one] as const))('%s', (_, one) => {
  it.each(CALLERS)('answers %s as the roles say, in their own tenant, another and none', async (caller) => {
    const { ask } = aSite();
    for (const tenant of ['own', 'other', 'missing'] as const) {
      const { status } = await ask(one, caller, tenant);
      expect([tenant, status]).toEqual([tenant, expected(one, caller, tenant)]);
    }
  });

  it('names its tenant in its path wherever roles of a tenant count', () =>
    expect(!Array.isArray(one.who) || namesIn(one.path).includes('tenantId')).toBe(true));

  it('has a schema for every named segment of its path', () => {
    const names = namesIn(one.path);
    const good = Object.fromEntries(names.map((name) => [name, 'x']));
    const short = Object.fromEntries(names.slice(1).map((name) => [name, 'x']));
    expect(names.length === 0 || one.params?.safeParse(good).success).toBe(true);
    expect(names.length === 0 || one.params?.safeParse(short).success).toBe(names.length === 0);
  });
});

describe('a tenant that is not the caller’s', () => {
  it('answers the very words of a tenant that there is not', async () => {
    const { ask } = aSite();
    for (const one of ROUTES.filter(({ who }) => Array.isArray(who))) {
      const [other, missing] = [await ask(one, 'owner', 'other'), await ask(one, 'owner', 'missing')];
      expect(other.text).toBe(missing.text);
      expect(other.headers).toEqual(missing.headers);
    }
  });
});

describe('the scheduler', () => {
  const [clock] = CRON_ROUTES;
  const path = clock?.path ?? '';

  it('is let in by its secret, and by nothing that looks like it', async () => {
    const { call, identities } = aSite();
    expect((await call({ method: 'POST', path, token: CRON_SECRET })).status).toBe(200);
    const wrong = [
      '',
      ' ',
      CRON_SECRET.slice(0, -1),
      `${CRON_SECRET}x`,
      CRON_SECRET.toUpperCase(),
      identities.add('u'),
    ];
    for (const token of wrong) expect((await call({ method: 'POST', path, token })).status).toBe(401);
  });

  it('has no way in where no secret is set', async () => {
    const world = new MemoryWorld(async () => ({ status: 500, headers: {}, text: '' }));
    const { call } = memorySite('cron', CRON_ROUTES.map(probe), world, { cronSecret: '' });
    const tried: Record<string, string>[] = [
      {},
      { authorization: 'Bearer ' },
      { authorization: 'Bearer undefined' },
    ];
    for (const headers of tried) expect((await call({ method: 'POST', path, headers })).status).toBe(401);
  });
});
