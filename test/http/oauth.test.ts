import { OAUTH_ROUTES } from '../../functions/src/entry/http/oauth/routes';
import { createSquare } from '../simulators/square';
import * as square from '../simulators/square/seed';
import { MemoryWorld } from '../support/memoryWorld';
import { memorySite, ORIGIN, type Got } from '../support/memorySite';
import { simHttp } from '../support/simHttp';

const APP = { clientId: square.APPLICATION_ID, clientSecret: square.APPLICATION_SECRET };
const START = '/oauth/tenants/demo/connections/sq/start';

/** Begins a sign-in as an admin; gives the state and the cookie of the browser. */
async function begun() {
  const world = new MemoryWorld(simHttp({ square: createSquare() }), { square: APP });
  const site = memorySite('oauth', OAUTH_ROUTES, world);
  world.memberRows.set('demo/ada', 'admin');
  const token = site.identities.add('ada');
  const body = { provider: 'square', locationId: 'main', returnTo: `${ORIGIN}/connections` };
  const started = await site.call({ method: 'POST', path: START, token, body });
  const state = new URL(String(started.body.url)).searchParams.get('state') ?? '';
  const cookie = started.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
  const back = (query: string, headers: Record<string, string> = { cookie }): Promise<Got> =>
    site.call({ path: `/oauth/square/callback?${query}`, headers });
  return { ...site, world, started, state, cookie, token, back };
}

describe('a sign-in on the POS’s own page', () => {
  it('begins with an unguessable state, bound to the browser, and the state is not what is stored', async () => {
    const { started, state, world } = await begun();
    expect(started.status).toBe(200);
    expect(state).toMatch(/^[A-Za-z0-9_-]{43}$/);
    const ends = '; Path=/; HttpOnly; Secure; SameSite=Lax';
    expect(started.headers['set-cookie']).toEqual([
      expect.stringMatching(`^__Host-tillbridge-oauth=[\\w-]{43}; Max-Age=600${ends}$`),
      expect.stringMatching(`^__session=oauth.[\\w-]{43}; Max-Age=600${ends}$`),
    ]);
    expect(JSON.stringify([...world.oauthStateRows])).not.toContain(state);
  });

  it('goes back only to pages of configured origins', async () => {
    const { call, token } = await begun();
    for (const returnTo of [
      'https://evil.example/',
      'javascript:alert(1)',
      '//evil.example',
      `${ORIGIN}.evil.example`,
    ]) {
      const body = { provider: 'square', locationId: 'main', returnTo };
      expect((await call({ method: 'POST', path: START, token, body })).status).toBe(400);
    }
  });

  it.each<[string, (good: Awaited<ReturnType<typeof begun>>) => Promise<Got>]>([
    ['no state', ({ back }) => back('code=c')],
    ['an empty state', ({ back }) => back('code=c&state=')],
    ['a forged state', ({ back }) => back(`code=c&state=${'A'.repeat(43)}`)],
    ['a truncated state', ({ back, state }) => back(`code=c&state=${state.slice(0, -1)}`)],
    ['another browser', ({ back, state }) => back(`code=c&state=${state}`, {})],
    [
      'a forged cookie',
      ({ back, state }) => back(`code=c&state=${state}`, { cookie: '__Host-tillbridge-oauth=x' }),
    ],
    ['a forged session', ({ back, state }) => back(`code=c&state=${state}`, { cookie: '__session=oauth.x' })],
    [
      'another POS',
      ({ call, state, cookie }) =>
        call({ path: `/oauth/loyverse/callback?code=c&state=${state}`, headers: { cookie } }),
    ],
    [
      'another person in the same browser',
      ({ back, state, cookie, identities }) =>
        back(`code=c&state=${state}`, { cookie: `${cookie}; __session=session:${identities.add('eve')}` }),
    ],
    [
      'somebody who is no admin any more',
      ({ back, state, world }) => {
        world.memberRows.set('demo/ada', 'staff');
        return back(`code=c&state=${state}`);
      },
    ],
    [
      'a state whose time is over',
      ({ back, state, world }) => {
        world.clock += 11 * 60_000;
        return back(`code=c&state=${state}`);
      },
    ],
    [
      'a state that was used',
      async ({ back, state }) => {
        await back(`code=c&state=${state}`);
        return back(`code=c&state=${state}`);
      },
    ],
  ])('is refused with %s, and stores nothing', async (_, forge) => {
    const good = await begun();
    const { status, body } = await forge(good);
    expect([status, body.code]).toEqual([403, 'state_refused']);
    expect(good.world.connectionRows.size + good.world.vaultRows.size).toBe(0);
  });
});
