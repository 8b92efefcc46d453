import { startAuth } from '../support/authStandIn';
import * as square from '../simulators/square/seed';
import type { Bridge } from './bridge';
import type { Tenant } from './tenant';

/** Nobody else has these. */
const TYPED = {
  wrongToken: 'EAAA-canary-of-a-wrong-token-0001',
  code: 'sq0cgp-canary-of-an-oauth-code-0002',
  described: 'canary-of-what-a-vendor-describes-0003',
  signing: 'canary-of-a-signing-secret-0004',
  setting: 'canary-of-a-setting-that-is-none-0005',
  pos: 'canary-of-a-setting-of-the-pos-0006',
  guessed: 'canary-of-a-guessed-bearer-0007',
};

/** Of somebody who works for the tenant, and is told of notices. */
export const MEMBER = { email: 'canary.member@example.test', whatsapp: '+12025550188' };

export interface Said {
  /** What came back, but for the few replies that are there to hand out a secret, once. */
  replies: string[];
  statuses: Record<string, number>;
  /** What was typed in, handed out or sent along on the way. */
  secrets: string[];
}

type Sent = RequestInit & { headers?: Record<string, string> };

/** The next call of this kind fails at Square, which quotes all that it was sent. */
function quoteNext(bridge: Bridge, call: string): void {
  const { square: simulator } = bridge.simulators;
  const { handle } = simulator;
  simulator.handle = async (request) => {
    if (`${request.method} ${request.path}` !== call) return handle.call(simulator, request);
    simulator.handle = handle;
    const words = `${request.headers.authorization ?? ''} ${request.body}`;
    const error = { code: 'BAD_REQUEST', category: 'INVALID_REQUEST_ERROR', detail: words };
    return { status: 400, json: { errors: [error], message: words, type: 'service.error' } };
  };
}

/** Connecting, OAuth, webhooks, events and settings over HTTP, each going wrong in its own ways, too. */
export async function causeHttpTrouble(bridge: Bridge, tenant: Tenant): Promise<Said> {
  const auth = await startAuth(bridge.host.projectId);
  const before = process.env.FIREBASE_AUTH_EMULATOR_HOST;
  process.env.FIREBASE_AUTH_EMULATOR_HOST = auth.host;
  try {
    const said = await asOwner(bridge, tenant, auth.signIn('ada'));
    return await asStaff(bridge, tenant, auth.signIn('ben'), said);
  } finally {
    if (before === undefined) delete process.env.FIREBASE_AUTH_EMULATOR_HOST;
    else process.env.FIREBASE_AUTH_EMULATOR_HOST = before;
    await auth.close();
  }
}

/**
 * Wants to be told when a sign-in fails, by a mail server that does not answer. Not of everything: a burst of notices to
 * one person contends for their row, which costs the emulator seconds each.
 */
async function asStaff(bridge: Bridge, tenant: Tenant, idToken: string, said: Said): Promise<Said> {
  await tenant.doc('members/ben').set({ role: 'staff' });
  const url = `${bridge.host.url('api')}/v1/tenants/${tenant.id}/preferences`;
  const headers = { authorization: `Bearer ${idToken}`, 'content-type': 'application/json' };
  const kinds = ['orders', 'mapping', 'pos', 'prices', 'pulls', 'events', 'bridge'];
  const notices = { ...Object.fromEntries(kinds.map((kind) => [kind, 'off'])), sign_in: 'now' };
  const wishes = { ...MEMBER, channels: { error: ['email'], warning: ['email'] }, notices };
  const saved = await fetch(url, { method: 'PUT', headers, body: JSON.stringify(wishes) });
  const tried = await fetch(`${url}/test`, { method: 'POST', headers, body: '{}' });
  const statuses = { ...said.statuses, preferences: saved.status };
  const replies = [...said.replies, `preferences/test\n${await tried.text()}`];
  return { statuses, replies, secrets: [...said.secrets, idToken] };
}

async function asOwner(bridge: Bridge, tenant: Tenant, idToken: string): Promise<Said> {
  await tenant.doc('members/ada').set({ role: 'owner' });
  const said: Said = { replies: [], statuses: {}, secrets: [...Object.values(TYPED), idToken] };
  const base = `/v1/tenants/${tenant.id}`;

  async function ask(what: string, fn: string, path: string, { headers, ...sent }: Sent = {}) {
    const authorization = `Bearer ${idToken}`;
    const reply = await fetch(`${bridge.host.url(fn)}${path}`, {
      redirect: 'manual',
      ...sent,
      headers: { authorization, 'content-type': 'application/json', ...headers },
    });
    said.statuses[what] = reply.status;
    return { text: await reply.text(), cookies: reply.headers.getSetCookie() };
  }
  const hear = async (...call: Parameters<typeof ask>) => {
    const { text, cookies } = await ask(...call);
    said.replies.push([call[0], text, ...cookies].join('\n'));
  };
  const put = (body: object): Sent => ({ method: 'PUT', body: JSON.stringify(body) });
  const post = (body: object): Sent => ({ method: 'POST', body: JSON.stringify(body) });
  const patch = (body: object): Sent => ({ method: 'PATCH', body: JSON.stringify(body) });
  /** Of a reply that hands out secrets once. */
  const given = async (...call: Parameters<typeof ask>): Promise<Record<string, unknown>> => {
    const { text, cookies } = await ask(...call);
    for (const cookie of cookies) said.secrets.push(cookie.replace(/^[^=]+=/, '').split(';')[0] ?? '');
    return { ...(JSON.parse(text) as object), cookies: cookies.map((cookie) => cookie.split(';')[0]) };
  };

  // Connecting by what was typed in.
  const signIn = { provider: 'square', locationId: 'elsewhere', externalLocationId: square.MAIN_LOCATION };
  const good = { ...signIn, credentials: { accessToken: square.ACCESS_TOKEN } };
  const second = `${base}/connections/second`;
  const wrong = { ...signIn, credentials: { accessToken: TYPED.wrongToken } };
  await hear('connect, wrongly', 'api', second, put(wrong));
  await hear('connect, with more', 'api', second, put({ ...good, surplus: square.ACCESS_TOKEN }));
  await hear('connect, cut off', 'api', second, { method: 'PUT', body: JSON.stringify(good).slice(0, -2) });
  quoteNext(bridge, 'GET /v2/locations');
  await hear('connect, quoted', 'api', second, put(good));
  await hear('connect', 'api', second, put(good));
  await hear('guess', 'api', second, { headers: { authorization: `Bearer ${TYPED.guessed}` } });

  // A sign-in on Square's page, which comes to nothing.
  const cookie = String(((await given('session', 'api', '/v1/session', post({}))).cookies as string[])[0]);
  const begin = async () => {
    const body = { provider: 'square', locationId: 'main' };
    const path = `/oauth/tenants/${tenant.id}/connections/third/start`;
    const { url, cookies } = await given('oauth start', 'oauth', path, post(body));
    const state = new URL(String(url)).searchParams.get('state') ?? '';
    said.secrets.push(state);
    return { state, headers: { authorization: '', cookie: [cookie, ...(cookies as string[])].join('; ') } };
  };
  const back = async (what: string, query: Record<string, string>) => {
    const { state, headers } = await begin();
    const path = `/oauth/square/callback?${new URLSearchParams({ ...query, state }).toString()}`;
    const { authorization: _none, ...others } = headers;
    const reply = await fetch(`${bridge.host.url('oauth')}${path}`, { redirect: 'manual', headers: others });
    said.statuses[what] = reply.status;
    said.replies.push([what, await reply.text(), reply.headers.get('location') ?? ''].join('\n'));
  };
  quoteNext(bridge, 'POST /oauth2/token');
  await back('callback, quoted', { code: TYPED.code });
  bridge.simulators.square.faults.add({ kind: 'html', match: 'POST /oauth2/token' });
  await back('callback, html', { code: TYPED.code });
  await back('callback, denied', { error: 'access_denied', error_description: TYPED.described });

  // Webhooks: the address and its secret are shown once.
  const hook = `${base}/connections/square/webhook`;
  const { url } = await given('webhook', 'api', hook, post({ signingSecret: TYPED.signing }));
  const address = new URL(String(url)).pathname.replace(/^\/webhook/, '');
  said.secrets.push(address.split('/').at(-1) ?? '');
  await hear('webhook, asked', 'api', hook);
  const forged = { headers: { 'x-square-hmacsha256-signature': 'Zm9yZ2Vk' }, method: 'POST', body: '{}' };
  await hear('webhook, forged', 'webhook', address, forged);
  await hear('webhook, read', 'webhook', address);
  await hear('webhook, large', 'webhook', address, {
    method: 'POST',
    body: JSON.stringify({ a: ' '.repeat(1024 * 1024) }),
  });

  // Events: the secret is shown once.
  const endpoints = `${base}/event-endpoints`;
  const receiver = {
    url: 'https://nobody.example.com/hook',
    types: ['connection.auth_failed', 'order.failed'],
  };
  const { secret } = await given('endpoint', 'api', endpoints, post(receiver));
  said.secrets.push(String(secret), String(secret).replace('whsec_', ''));
  await hear('endpoints', 'api', endpoints);

  // Settings.
  const settings = `${second}/settings`;
  await hear('setting, unknown', 'api', settings, patch({ [TYPED.setting.slice(0, 6)]: TYPED.setting }));
  await hear('setting, of a wrong kind', 'api', settings, patch({ holdAfterMinutes: TYPED.setting }));
  await hear('setting of the POS', 'api', settings, patch({ pos: { accessToken: TYPED.pos } }));
  for (const path of [
    '',
    '/connections',
    '/connections/second',
    '/sync',
    '/jobs',
    '/me',
    '/members',
    '/preferences/people',
  ])
    await hear(`GET ${path}`, 'api', `${base}${path}`);
  await hear('disconnect', 'api', second, { method: 'DELETE' });
  return said;
}
