import * as orders from '../../scripts/demo/orders';
import { UNLINKED } from '../../scripts/demo/menu';
import { startAuth } from '../support/authStandIn';
import { openBridge, PROVIDERS, type Bridge } from './bridge';
import { openTenant, type Tenant } from './tenant';

jest.setTimeout(90_000);

let bridge: Bridge;
let auth: Awaited<ReturnType<typeof startAuth>>;
let tenant: Tenant;
const before = process.env.FIREBASE_AUTH_EMULATOR_HOST;

beforeAll(async () => {
  bridge = await openBridge('mapping-http');
  auth = await startAuth(bridge.host.projectId);
  process.env.FIREBASE_AUTH_EMULATOR_HOST = auth.host;
  tenant = await openTenant(bridge, 'anna');
  await tenant.doc('members/sam').set({ role: 'staff' });
  await tenant
    .doc(`products/${UNLINKED.id}`)
    .set({ name: UNLINKED.name, sku: UNLINKED.sku, price: UNLINKED.price });
});
afterAll(async () => {
  if (before === undefined) delete process.env.FIREBASE_AUTH_EMULATOR_HOST;
  else process.env.FIREBASE_AUTH_EMULATOR_HOST = before;
  await Promise.all([auth?.close(), bridge?.close()]);
});

type Json = Record<string, unknown>;

async function ask(method: string, path: string, body?: unknown) {
  const isText = typeof body === 'string';
  const reply = await fetch(`${bridge.host.url('api')}/v1/tenants/${tenant.id}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${auth.signIn('sam')}`,
      'content-type': isText ? 'text/csv' : 'application/json',
    },
    ...(body !== undefined && { body: isText ? body : JSON.stringify(body) }),
  });
  const text = await reply.text();
  return { status: reply.status, text, body: (text.startsWith('{') ? JSON.parse(text) : {}) as Json };
}

describe('an order with a dish that nobody has linked', () => {
  const NUMBER = '5001';

  it('waits; staff find the dish in each POS, link it, and the order goes out by itself', async () => {
    await tenant.order(NUMBER).set(orders.unmapped(NUMBER));
    await tenant.reaches(NUMBER, 'needs_mapping');
    for (const provider of PROVIDERS) {
      const mapping = `/connections/${provider}/mapping`;
      const found = await ask('GET', `${mapping}/search?sku=${UNLINKED.sku}`);
      expect(found.body).toMatchObject({ from: 'pos', offers: [{ sku: UNLINKED.sku }] });
      const [offer] = (found.body as { offers: { posVariationId: string }[] }).offers;
      const linked = await ask('PUT', `${mapping}/links`, {
        productId: UNLINKED.id,
        posVariationId: offer?.posVariationId,
        scope: 'connection',
      });
      expect(linked.status).toBe(200);
    }
    await tenant.reaches(NUMBER, 'synced');
  });

  it('has a timeline, a history and figures that say so', async () => {
    const timeline = await ask('GET', `/orders/${NUMBER}/timeline`);
    const { events } = timeline.body as { events: { what: string; outcome?: string }[] };
    const outcomes = events.filter(({ what }) => what === 'attempt').map(({ outcome }) => outcome);
    expect(outcomes.filter((one) => one === 'parked')).toHaveLength(PROVIDERS.length);
    expect(outcomes.filter((one) => one === 'done')).toHaveLength(PROVIDERS.length);
    const first = await ask('GET', '/jobs?status=synced&limit=1');
    const { jobs, next } = first.body as { jobs: { orderId: string }[]; next: string };
    const second = await ask('GET', `/jobs?status=synced&limit=1&cursor=${next}`);
    expect([...jobs, ...(second.body as { jobs: { orderId: string }[] }).jobs]).toMatchObject(
      PROVIDERS.map(() => ({ orderId: NUMBER })),
    );
    const stats = await ask('GET', '/jobs/stats');
    expect(stats.body).toMatchObject({ total: 2, counts: { synced: 2 }, successRate: 1, sampled: 2 });
  });

  it('comes out of the mapping as a file, and the file goes in again without a change', async () => {
    const path = `/connections/square/mapping/links.csv`;
    const file = await ask('GET', path);
    expect(file.text).toContain(UNLINKED.id);
    const back = await ask('POST', path, file.text);
    expect(back.body).toMatchObject({ linked: 0 });
  });

  it('once unlinked, holds up the next order, which staff may stop', async () => {
    const number = '5002';
    for (const provider of PROVIDERS)
      await ask('POST', `/connections/${provider}/mapping/unlink`, {
        productId: UNLINKED.id,
        scope: 'connection',
      });
    await tenant.order(number).set(orders.unmapped(number));
    await tenant.reaches(number, 'needs_mapping');
    const { body } = await ask('GET', '/jobs?status=needs_mapping');
    for (const { jobId } of (body as { jobs: { jobId: string }[] }).jobs)
      expect((await ask('POST', `/jobs/${jobId}/cancel`, {})).status).toBe(200);
    const badges = await tenant.reaches(number, 'cancelled');
    expect(Object.values(badges).map((badge) => badge?.error?.code)).toEqual(
      PROVIDERS.map(() => 'withdrawn'),
    );
    const sent = await ask('POST', `/orders/${number}/sync`, {});
    expect(sent.body).toMatchObject({ connections: PROVIDERS.map(() => ({ outcome: 'sent' })) });
    await tenant.reaches(number, 'needs_mapping');
  });
});
