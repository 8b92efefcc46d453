import { Timestamp } from 'firebase-admin/firestore';
import { until } from '../local/until';
import { startAuth } from '../support/authStandIn';
import { ALL_ROUTES, checkExchange } from '../support/reference';
import * as square from '../simulators/square/seed';
import { agree } from '../http/browser';
import { mailServer, type MailServer } from '../support/mailServer';
import { anOrder } from '../support/orders';
import { openBridge, type Bridge } from './bridge';

jest.setTimeout(90_000);

let bridge: Bridge;
let post: MailServer;
let auth: Awaited<ReturnType<typeof startAuth>>;
const before = process.env.FIREBASE_AUTH_EMULATOR_HOST;

beforeAll(async () => {
  post = await mailServer();
  const smtp = { host: '127.0.0.1', port: post.port, from: 'pos@example.com' };
  bridge = await openBridge('http', { env: { TILLBRIDGE_SMTP: JSON.stringify(smtp) } });
  auth = await startAuth(bridge.host.projectId);
  process.env.FIREBASE_AUTH_EMULATOR_HOST = auth.host;
});
afterAll(async () => {
  if (before === undefined) delete process.env.FIREBASE_AUTH_EMULATOR_HOST;
  else process.env.FIREBASE_AUTH_EMULATOR_HOST = before;
  await Promise.all([auth?.close(), bridge?.close()]);
  await post?.close();
});

/** Asks a deployed function; what it answers is held against the reference. */
async function ask(fn: string, path: string, init: RequestInit = {}): Promise<Response> {
  const reply = await fetch(`${bridge.host.url(fn)}${path}`, { redirect: 'manual', ...init });
  const contentType = reply.headers.get('content-type') ?? '';
  const got = { status: reply.status, contentType, text: await reply.clone().text() };
  const full = fn === 'cron' ? `/cron${path}` : path;
  const sent = { body: typeof init.body === 'string' ? init.body : '' };
  checkExchange(ALL_ROUTES, init.method ?? 'GET', full, { sent, got });
  return reply;
}
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

  it('send an order as a ticket once its reader has agreed, and hear from them that they have it', async () => {
    await member('kitchen', 'ada', 'admin');
    const credentials = { address: 'kitchen@example.com', currency: 'USD', timezone: 'Europe/Berlin' };
    const body = JSON.stringify({ provider: 'email', locationId: 'main', credentials });
    const put = { method: 'PUT', headers: as('ada', json), body };
    expect((await ask('api', '/v1/tenants/kitchen/connections/k1', put)).status).toBe(200);
    /** The path of the link in the n-th mail, once it has come. */
    const link = async (count: number) => {
      await until(`mail ${count}`, () => post.received.length >= count, 20_000);
      const raw = post.received[count - 1]?.raw.replace(/=\r?\n/g, '').replaceAll('=3D', '=') ?? '';
      return /https:\/\/pos\.example\.com(\/tickets\/[\w.-]+)/.exec(raw)?.[1] ?? '';
    };
    const invitation = await link(1);
    const order = bridge.db.doc('tenants/kitchen/orders/o1');
    await order.set(anOrder({ placedAt: new Date() }));
    const badge = async (name: string) => (await order.get()).get(`pos.k1.${name}`) as unknown;
    await until('the order waits', async () => (await badge('error.code')) === 'unconfirmed', 20_000);
    const press = { method: 'POST' };
    const pages = await Promise.all([ask('tickets', invitation, press), ask('tickets', invitation, press)]);
    for (const page of pages) expect(await page.text()).toContain('Orders come to you');
    const ticket = await link(2);
    expect(await (await ask('tickets', ticket)).text()).toContain('2 x Lentil soup');
    await until('the badge', async () => (await badge('status')) === 'synced', 20_000);
    expect(await badge('acknowledgedAt')).toBeUndefined();
    const taken = await Promise.all([1, 2, 3].map(() => ask('tickets', ticket, press)));
    const said = await Promise.all(taken.map((page) => page.text()));
    expect(said.filter((text) => text.includes('Thank you'))).toHaveLength(1);
    expect(await badge('acknowledgedAt')).toBeInstanceOf(Timestamp);
    expect(await badge('status')).toBe('synced');
    expect((await ask('tickets', `${ticket}x`, press)).status).toBe(404);
    expect(post.received).toHaveLength(2);
  });

  it('send a person one mail about a notice however often it is raised, and keep what they want gathered', async () => {
    await member('told', 'cook', 'staff');
    const wishes = JSON.stringify({ email: 'cook@example.com', notices: { prices: 'digest' } });
    const put = { method: 'PUT', headers: as('cook', json), body: wishes };
    expect((await ask('api', '/v1/tenants/told/preferences', put)).status).toBe(200);
    const notice = { severity: 'error', title: 'Look at it', message: 'It waits.', action: 'none' } as const;
    const tell = (cause: string) => bridge.world.notices.tell('told', { ...notice, cause }, Date.now());
    await tell('order:1');
    await tell('order:1');
    await tell('price_refused:main');
    const mails = () => post.received.filter(({ to }) => to.includes('cook@example.com'));
    await until('the mail', () => mails().length > 0, 20_000);
    const rows = () => bridge.db.collection('tenants/told/deliveries').get();
    const states = async () => (await rows()).docs.map((row) => row.get('state') as string).sort();
    await until('both messages', async () => (await states()).join() === 'planned,sent', 20_000);
    await bridge.caughtUp();
    expect(mails()).toHaveLength(1);
    expect(mails()[0]?.raw).toContain('Subject: Look at it (told)');
    expect(JSON.stringify((await rows()).docs.map((row) => row.data()))).not.toContain('cook@');
  });

  it('sign in on Square’s own page, and leave the tokens nowhere but in the vault', async () => {
    await member('signing', 'ada', 'admin');
    const body = JSON.stringify({ provider: 'square', locationId: 'main' });
    const tie = '/tenants/signing/connections/sq';
    const started = await ask('oauth', `/oauth${tie}/start`, {
      ...{ method: 'POST', headers: as('ada', json), body },
    });
    const { url } = (await started.json()) as { url: string };
    const session = started.headers.getSetCookie()[1]?.split(';')[0] ?? '';
    const { simulators, db } = bridge;
    const cookie = { headers: { cookie: session } };
    const back = await ask('oauth', await agree(simulators.square, url), cookie);
    const page = await back.text();
    expect([back.status, page]).toEqual([200, expect.stringContaining('Choose a location')]);
    const chosen = JSON.stringify({ provider: 'square', externalLocationId: square.PARK_LOCATION });
    const made = await ask('api', `/v1${tie}/location`, {
      ...{ method: 'POST', headers: as('ada', json), body: chosen },
    });
    const told = await made.text();
    expect(JSON.parse(told)).toMatchObject({ status: 'active', externalLocationId: square.PARK_LOCATION });
    const tested = await ask('api', `/v1${tie}/test`, { method: 'POST', headers: as('ada') });
    expect(await tested.json()).toMatchObject({ ok: true });
    const { credentials } =
      (await bridge.world.vault.read({ tenantId: 'signing', provider: 'square', id: 'sq' })) ?? {};
    const { accessToken, refreshToken } = credentials as { accessToken: string; refreshToken: string };
    const rows = [`tenants/signing/connections/sq`, 'tenants/signing/connections/sq/vault/credentials'];
    const stored = await Promise.all(
      rows.map(async (row) => JSON.stringify((await db.doc(row).get()).data())),
    );
    const readable = [page, told, ...stored, ...bridge.logs].join('\n');
    for (const secret of [accessToken, refreshToken]) {
      expect(secret.length).toBeGreaterThan(10);
      expect(readable).not.toContain(secret);
    }
  });

  it('plan pulls for a scheduler with the secret, and for nobody else', async () => {
    const call = (token: string) =>
      ask('cron', '/pos-sync?tenantId=nobodys', { method: 'POST', headers: bearer(token) });
    expect((await call(bridge.secrets.CRON_SECRET)).status).toBe(200);
    expect((await call(bridge.secrets.CRON_SECRET.slice(1))).status).toBe(401);
  });
});
