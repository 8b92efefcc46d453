import { createHmac } from 'node:crypto';
import type * as StandardWebhooks from '../../functions/node_modules/standardwebhooks';
import { requireBuilt } from '../../scripts/demo/built';
import * as orders from '../../scripts/demo/orders';
import { startAuth } from '../support/authStandIn';
import { openReceiver } from '../support/receiver';
import { until } from '../local/until';
import * as loyverse from '../simulators/loyverse/seed';
import * as square from '../simulators/square/seed';
import { openBridge, WEBHOOK_KEY, type Bridge } from './bridge';
import { openTenant, type Tenant } from './tenant';

jest.setTimeout(90_000);

/** As the operator has set TILLBRIDGE_PUBLIC_URL: what vendors know, and what is before the functions. */
const PUBLIC_URL = 'https://pos.example.com';
const PATIENCE_MS = 25_000;

let bridge: Bridge;
let auth: Awaited<ReturnType<typeof startAuth>>;
let tenant: Tenant;
/** A storefront that listens, on this machine. */
let storefront: Awaited<ReturnType<typeof openReceiver>>;
const before = process.env.FIREBASE_AUTH_EMULATOR_HOST;

beforeAll(async () => {
  storefront = await openReceiver();
  bridge = await openBridge('webhook', { env: { TILLBRIDGE_LOCAL_RECEIVERS: storefront.url } });
  auth = await startAuth(bridge.host.projectId);
  process.env.FIREBASE_AUTH_EMULATOR_HOST = auth.host;
  tenant = await openTenant(bridge, 'anna');
  await tenant.doc('members/ada').set({ role: 'owner' });
});
afterAll(async () => {
  if (before === undefined) delete process.env.FIREBASE_AUTH_EMULATOR_HOST;
  else process.env.FIREBASE_AUTH_EMULATOR_HOST = before;
  await Promise.all([auth?.close(), bridge?.close(), storefront?.close()]);
});

interface Post {
  url: string;
  headers: Record<string, string>;
  body: string;
}

/** What stands at the public address hands requests on to the functions. */
async function send({ url, headers, body }: Post): Promise<number> {
  const path = url.slice(`${PUBLIC_URL}/webhook`.length);
  const { status } = await fetch(bridge.host.url('webhook') + path, { method: 'POST', headers, body });
  return status;
}

const completedAt = async (connection: string, capability: string): Promise<unknown> =>
  (await tenant.doc(`pulls/${connection}`).get()).get(`capabilities.${capability}.lastCompleteAt`);
const pulled = (connection: string, capability: string) =>
  until(
    `a pull of ${capability}`,
    async () => (await completedAt(connection, capability)) !== undefined,
    PATIENCE_MS,
  );

async function listen(url: string, type: string) {
  const made = await fetch(`${bridge.host.url('api')}/v1/tenants/${tenant.id}/event-endpoints`, {
    method: 'POST',
    headers: { authorization: `Bearer ${auth.signIn('ada')}`, 'content-type': 'application/json' },
    body: JSON.stringify({ url, types: [type] }),
  });
  expect(made.status).toBe(200);
  return (await made.json()) as { endpoint: { id: string }; secret: string };
}

it('tells a storefront of an order that the POS has, signed so that the library of the standard believes it', async () => {
  const { secret } = await listen(`${storefront.url}/hook`, 'order.synced');
  await tenant.order('7000').set(orders.plain('7000'));
  const badges = await tenant.reaches('7000', 'synced');
  await until('both events', () => storefront.came.length === 2, PATIENCE_MS);
  const { Webhook } = requireBuilt('standardwebhooks') as typeof StandardWebhooks;
  const told = storefront.came.map(({ body, headers }) => new Webhook(secret).verify(body, headers));
  expect(told).toContainEqual({
    type: 'order.synced',
    timestamp: expect.any(String) as string,
    data: expect.objectContaining({
      orderId: '7000',
      orderPath: tenant.order('7000').path,
      connectionId: 'square',
      externalId: badges.square?.externalId,
    }) as object,
  });
  const [{ body, headers } = { body: '', headers: {} }] = storefront.came;
  expect(() => new Webhook(secret).verify(`${body} `, headers)).toThrow();
});

it('writes an event down for a storefront that listens, and tries to deliver it', async () => {
  const { endpoint } = await listen('https://nobody.example.com/hook', 'connection.auth_failed');
  // What this instance knew of listeners is a minute old at most; it wrote this one itself.
  await tenant.doc('connections/square').update({ status: 'auth_failed' });
  const events = () =>
    bridge.db.collection(`tenants/${tenant.id}/events`).where('type', '==', 'connection.auth_failed').get();
  await until('the event', async () => (await events()).size === 1, PATIENCE_MS);
  const stands = async (): Promise<unknown> =>
    (await tenant.doc(`eventEndpoints/${endpoint.id}`).get()).get('failingSinceAt');
  await until('a try', async () => (await stands()) !== undefined, PATIENCE_MS);
  const gone = await fetch(
    `${bridge.host.url('api')}/v1/tenants/${tenant.id}/event-endpoints/${endpoint.id}`,
    { method: 'DELETE', headers: { authorization: `Bearer ${auth.signIn('ada')}` } },
  );
  expect(gone.status).toBe(200);
  await tenant.doc('connections/square').update({ status: 'active' });
});

it('pulls orders when Square reports one, and believes each event once however often it comes', async () => {
  const { model } = bridge.simulators.square;
  model.emitter.subscribe(`${PUBLIC_URL}/webhook/square`, WEBHOOK_KEY);
  await tenant.order('7001').set(orders.plain('7001'));
  await tenant.reaches('7001', 'synced');
  const statuses: number[] = [];
  const posts = await model.emitter.deliver(
    async (post) => {
      statuses.push(await send(post));
      return statuses.at(-1) ?? 0;
    },
    { twice: true },
  );
  expect(posts.length).toBeGreaterThan(0);
  expect(new Set(statuses)).toEqual(new Set([200]));
  await pulled('square', 'orders');
  const events = await bridge.db.collection('webhookEvents').get();
  expect(events.size).toBe(posts.length / 2);
  const [genuine] = posts;
  if (!genuine) throw new Error('Nothing was sent.');
  expect(await send({ ...genuine, body: `${genuine.body} ` })).toBe(404);
  expect(await send({ ...genuine, url: `${PUBLIC_URL}/webhook/loyverse` })).toBe(404);
});

it('pulls stock when Loyverse reports to the address of its connection', async () => {
  const made = await fetch(`${bridge.host.url('api')}/v1/tenants/${tenant.id}/connections/loyverse/webhook`, {
    method: 'POST',
    headers: { authorization: `Bearer ${auth.signIn('ada')}`, 'content-type': 'application/json' },
    body: '{}',
  });
  expect(made.status).toBe(200);
  const { url } = (await made.json()) as { url: string };
  const { model } = bridge.simulators.loyverse;
  const registered = await fetch(`${bridge.loyverseUrl}/v1.0/webhooks/`, {
    method: 'POST',
    headers: { authorization: `Bearer ${loyverse.ACCESS_TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify({ url, type: 'inventory_levels.update', status: 'ENABLED' }),
  });
  expect(registered.status).toBe(200);
  model.account().moveStock(loyverse.ROTI_ID, loyverse.STORE_ID, -1000);
  const [post] = await model.emitter.deliver(send);
  if (!post) throw new Error('Nothing was sent.');
  await pulled('loyverse', 'stock');
  const forged = createHmac('sha1', 'guessed').update(post.body).digest('hex');
  expect(await send({ ...post, headers: { ...post.headers, 'x-loyverse-signature': forged } })).toBe(404);
  expect(await send({ ...post, url: url.slice(0, -1) })).toBe(404);
});

it('signs a connection out, and says so, once Square reports that the merchant took the access away', async () => {
  const { simulators } = bridge;
  const revoked = await fetch(`${bridge.squareUrl}/oauth2/revoke`, {
    method: 'POST',
    headers: {
      authorization: `Client ${square.APPLICATION_SECRET}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ client_id: square.APPLICATION_ID, merchant_id: square.MERCHANT_ID }),
  });
  expect(revoked.status).toBe(200);
  await simulators.square.model.emitter.deliver(send);
  await until(
    'the connection to be signed out',
    async () => (await tenant.doc('connections/square').get()).get('status') === 'auth_failed',
    PATIENCE_MS,
  );
  await until(
    'a notice',
    async () => (await tenant.notices()).some(({ cause }) => cause === 'auth_failed:square'),
    PATIENCE_MS,
  );
});
