import { createHmac } from 'node:crypto';
import { connectionNews, orderNews } from '../../functions/src/plan/events';
import { aConnection } from '../support/orders';
import type { Came } from '../support/receiver';
import { aShop, BASE, change, closeReceivers, URL_ } from './eventShop';

const HOUR_MS = 3_600_000;
afterEach(closeReceivers);

/** https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
function signatureOf({ headers, body }: Came, secret: string): string {
  const signed = [headers['webhook-id'], headers['webhook-timestamp'], body].join('.');
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  return `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
}
const idOf = ({ headers }: Came) => headers['webhook-id'];

describe('an event', () => {
  it('comes signed by Standard Webhooks, with ids and states alone', async () => {
    const { came, world, tell, secret } = await aShop();
    await tell('7', { status: 'failed', updatedAt: 1, error: { code: 'rejected', message: 'Ana is out' } });
    await world.settle();
    const [one] = came;
    if (!one) throw new Error('Nothing came.');
    expect(JSON.parse(one.body)).toMatchObject({
      type: 'order.failed',
      data: { orderId: '7', connectionId: 'c1', code: 'rejected' },
    });
    expect(one.headers['webhook-timestamp']).toBe(String(world.clock / 1000));
    expect(one.headers['webhook-signature']).toBe(signatureOf(one, secret));
    expect(one.body).not.toMatch(/Ana|555/);
  });

  it('that the trigger reports twice comes once', async () => {
    const { came, world, tell } = await aShop();
    await tell('7');
    await tell('7');
    await world.settle();
    expect(came).toHaveLength(1);
  });

  it.each([500, 404, 302])('that is answered with %i comes again, under the same id', async (status) => {
    const { came, own, world, tell, row } = await aShop();
    own.answer = status;
    await tell('7');
    await world.settle();
    expect([came.length, row()?.failingSinceAt]).toEqual([1, world.clock]);
    own.answer = 204;
    await world.settle(world.clock + HOUR_MS);
    expect([came.length, new Set(came.map(idOf)).size]).toEqual([2, 1]);
    expect(row()).toMatchObject({ status: 'active', failingSinceAt: undefined });
  });

  it('that nobody takes is given up after two days, not before', async () => {
    const { came, own, world, tell, row } = await aShop();
    own.answer = 500;
    await tell('7');
    await world.settle(world.clock + 72 * HOUR_MS);
    expect([came.length, world.tasks.length, row()?.status]).toEqual([13, 0, 'active']);
  });

  it('comes again when it is asked for', async () => {
    const { came, world, tell, ask } = await aShop();
    await tell('7');
    await tell('8');
    await world.settle();
    const from = world.clock;
    const { body } = await ask('POST', '/replay', { from });
    await world.settle();
    expect([body.sent, came.length, new Set(came.map(idOf)).size]).toEqual([2, 4, 2]);
    expect((await ask('POST', '/replay', { from: from + 1 })).body).toEqual({ sent: 0 });
  });

  it('is not even written down where nobody listens', async () => {
    const { world, tell, ask } = await aShop();
    await ask('DELETE', '');
    await tell('7');
    expect([world.outbox.events.size, world.tasks.length]).toEqual([0, 0]);
  });

  it('of a kind that nobody asked for is not sent', async () => {
    const { came, world, tell } = await aShop(['order.failed']);
    await tell('7');
    await tell('8', { status: 'failed', updatedAt: 1 });
    await world.settle();
    expect(came.map(({ body }) => (JSON.parse(body) as { type: string }).type)).toEqual(['order.failed']);
  });
});

describe('an endpoint', () => {
  it('that says it is gone is switched off, with a notice, and can be switched on again', async () => {
    const { came, own, world, tell, ask, row } = await aShop();
    own.answer = 410;
    await tell('7');
    await world.settle(world.clock + HOUR_MS);
    expect([came.length, row()?.status]).toEqual([1, 'disabled']);
    expect([...world.noticeRows.values()].map(({ open }) => open)).toEqual([true]);
    expect((await ask('POST', '/replay', { from: 0 })).status).toBe(409);
    expect((await ask('POST', '/enable')).body).toMatchObject({ status: 'active' });
    expect([...world.noticeRows.values()].map(({ open }) => open)).toEqual([false]);
  });

  it('that took nothing for five days is switched off', async () => {
    const { own, world, tell, row } = await aShop();
    own.answer = 500;
    for (let day = 0; day < 6; day += 1) {
      await tell(`order-${day}`);
      await world.settle(world.clock + 24 * HOUR_MS);
    }
    expect(row()?.status).toBe('disabled');
  });

  it('shows its secret once', async () => {
    const { call, token, secret, world } = await aShop();
    const { text } = await call({ path: BASE, token });
    expect(text).toContain(URL_);
    expect(text + JSON.stringify([...world.outbox.endpoints])).not.toContain(secret);
  });

  it.each([
    'http://hooks.shop.com',
    'https://localhost/x',
    'https://127.0.0.1',
    'https://169.254.169.254/latest',
    'https://[::1]/',
    'https://user:pass@hooks.shop.com',
    'https://metadata.google.internal',
    'https://hooks.shop.com:8080',
    'ftp://hooks.shop.com',
    'hooks.shop.com',
    'javascript:alert(1)',
  ])('is never at %s', async (url) => {
    const { call, token } = await aShop();
    const { status, body } = await call({ method: 'POST', path: BASE, token, body: { url } });
    expect([status, body.code]).toEqual([400, 'invalid_request']);
  });

  it('is one of ten at most', async () => {
    const { call, token } = await aShop();
    const add = () => call({ method: 'POST', path: BASE, token, body: { url: URL_ } });
    for (let n = 1; n < 10; n += 1) expect((await add()).status).toBe(200);
    expect((await add()).status).toBe(409);
  });

  it('of another tenant is not there', async () => {
    const { endpoint, call, identities, world } = await aShop();
    world.memberRows.set('other/eve', 'owner');
    const path = `/v1/tenants/other/event-endpoints/${endpoint.id}`;
    expect((await call({ method: 'DELETE', path, token: identities.add('eve') })).status).toBe(404);
    expect(world.outbox.endpoints.size).toBe(1);
  });
});

describe('what is news', () => {
  it.each([
    ['pending', []],
    ['synced', ['order.synced']],
    ['failed', ['order.failed']],
    ['needs_mapping', ['order.needs_mapping']],
    ['cancelled', ['order.cancelled']],
    ['constructor', []],
  ])('of an order whose badge becomes %s: %j', (status, types) =>
    expect(orderNews(change('7', { status, updatedAt: 1 })).map(({ type }) => type)).toEqual(types),
  );

  it('is not what stood on the badge before', () =>
    expect(orderNews(change('7', { status: 'synced', notes: [] }, { status: 'synced' }))).toEqual([]));

  it.each([
    ['active', 'auth_failed', ['connection.auth_failed']],
    ['active', 'disconnected', ['connection.disconnected']],
    ['auth_failed', 'active', ['connection.restored']],
    ['paused', 'active', []],
    ['active', 'active', []],
  ] as const)('of a connection that was %s and is %s: %j', (before, after, types) => {
    const [one, other] = [aConnection({ status: before }), aConnection({ status: after })];
    expect(connectionNews(one, other, 'write').map(({ type }) => type)).toEqual(types);
  });
});
