import { startAuth } from '../support/authStandIn';
import { openBridge, type Bridge } from './bridge';

jest.setTimeout(90_000);

let bridge: Bridge;
let auth: Awaited<ReturnType<typeof startAuth>>;
const before = process.env.FIREBASE_AUTH_EMULATOR_HOST;

beforeAll(async () => {
  bridge = await openBridge('http');
  auth = await startAuth(bridge.host.projectId);
  process.env.FIREBASE_AUTH_EMULATOR_HOST = auth.host;
});
afterAll(async () => {
  if (before === undefined) delete process.env.FIREBASE_AUTH_EMULATOR_HOST;
  else process.env.FIREBASE_AUTH_EMULATOR_HOST = before;
  await Promise.all([auth?.close(), bridge?.close()]);
});

const ask = (fn: string, path: string, init: RequestInit = {}) =>
  fetch(`${bridge.host.url(fn)}${path}`, init);
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

describe('the deployed api', () => {
  it('lists the POS systems with their sign-in forms to whoever is signed in', async () => {
    const reply = await ask('api', '/v1/providers', { headers: bearer(auth.signIn('ada')) });
    expect(reply.status).toBe(200);
    const { providers } = (await reply.json()) as { providers: { id: string; signIn: object }[] };
    expect(providers.map(({ id }) => id)).toContain('square');
    expect(providers.find(({ id }) => id === 'square')?.signIn).toMatchObject({ oauth: true });
  });

  it('asks who it is first', async () => {
    const reply = await ask('api', '/v1/providers');
    expect(reply.status).toBe(401);
    expect(reply.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(await reply.json()).toMatchObject({ code: 'unauthenticated', status: 401 });
  });

  it('trades a fresh ID token for a session cookie, which signs in until it is ended', async () => {
    const signedIn = await ask('api', '/v1/session', {
      method: 'POST',
      headers: bearer(auth.signIn('grace')),
    });
    expect(signedIn.status).toBe(200);
    const [set = ''] = signedIn.headers.getSetCookie();
    expect(set).toMatch(/^__session=[^;]+; Max-Age=432000; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    const cookie = set.split(';')[0] ?? '';
    const me = await ask('api', '/v1/session', { headers: { cookie } });
    expect(await me.json()).toMatchObject({ uid: 'grace' });
    const foreign = await ask('api', '/v1/session', { method: 'DELETE', headers: { cookie } });
    expect(foreign.status).toBe(403);
  });
});

describe('the deployed functions, on Firestore', () => {
  const as = (uid: string, extra: object = {}) => ({ ...bearer(auth.signIn(uid)), ...extra });
  const json = { 'content-type': 'application/json' };
  const member = (tenant: string, uid: string, role: string) =>
    bridge.db.doc(`tenants/${tenant}/members/${uid}`).set({ role });

  it('keep the last owner, even when two owners remove each other at once', async () => {
    await Promise.all([member('team', 'a', 'owner'), member('team', 'b', 'owner')]);
    const remove = (by: string, whom: string) =>
      ask('api', `/v1/tenants/team/members/${whom}`, { method: 'DELETE', headers: as(by) });
    const statuses = (await Promise.all([remove('a', 'b'), remove('b', 'a')])).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 409]);
    const left = await bridge.db.collection('tenants/team/members').get();
    expect(left.docs.map((row) => row.get('role') as string)).toEqual(['owner']);
  });

  it('show a tenant to nobody else', async () => {
    await member('mine', 'ada', 'owner');
    const get = async (tenant: string) => {
      const reply = await ask('api', `/v1/tenants/${tenant}/connections`, { headers: as('eve') });
      return [reply.status, await reply.text()];
    };
    expect(await get('mine')).toEqual(await get('there-is-none'));
    expect((await get('mine'))[0]).toBe(404);
  });

  it('redeem the state of a sign-in once, however many come at once, and only in its browser', async () => {
    await member('oauth', 'ada', 'admin');
    const begin = async () => {
      const body = JSON.stringify({ provider: 'square', locationId: 'main' });
      const path = '/oauth/tenants/oauth/connections/sq/start';
      const reply = await ask('oauth', path, { method: 'POST', headers: as('ada', json), body });
      expect(reply.status).toBe(200);
      const { url } = (await reply.json()) as { url: string };
      const state = new URL(url).searchParams.get('state') ?? '';
      return { state, cookie: reply.headers.getSetCookie()[0]?.split(';')[0] ?? '' };
    };
    const back = (state: string, cookie: string) =>
      ask('oauth', `/oauth/square/callback?code=wrong&state=${state}`, { headers: { cookie } });
    const { state, cookie } = await begin();
    const replies = await Promise.all([1, 2, 3, 4].map(() => back(state, cookie)));
    const codes = await Promise.all(
      replies.map(async (reply) => ((await reply.json()) as { code: string }).code),
    );
    // One came as far as Square, which does not know the code.
    expect(codes.filter((code) => code === 'state_refused')).toHaveLength(3);
    expect(codes).toContain('sign_in_refused');
    const other = await begin();
    expect((await back(other.state, '__Host-tillbridge-oauth=another')).status).toBe(403);
  });

  it('plan pulls for a scheduler with the secret, and for nobody else', async () => {
    const call = (token: string) =>
      ask('cron', '/pos-sync?tenantId=nobodys', { method: 'POST', headers: bearer(token) });
    expect((await call(bridge.secrets.CRON_SECRET)).status).toBe(200);
    expect((await call(bridge.secrets.CRON_SECRET.slice(1))).status).toBe(401);
  });
});
