import { getFirestore } from 'firebase-admin/firestore';
import { join } from 'node:path';
import type { Delivery } from '../../scripts/local/events';
import { startFirestore } from '../../scripts/local/firestore';
import type { Host, HostOptions } from '../../scripts/local/host';
import { startHost } from '../../scripts/local/host';
import { until } from './until';

interface Seen {
  name: string;
  what: { data?: unknown; after?: Record<string, unknown>; before?: unknown; params?: unknown };
}

type OnSeen = (name: string, what: Seen['what']) => void | Promise<void>;

const PROJECT = `demo-host-${process.env.JEST_WORKER_ID}`;
const env = { ORDERS_PATH: 'tenants/{tenantId}/orders/{orderId}', SHOP_SECRET: 'psst' };

describe('the local host', () => {
  let host: Host;
  let seen: Seen[];
  let onSeen: OnSeen | undefined;
  let deliveries: Delivery[];
  const lines: string[] = [];
  const options: HostOptions = {
    projectId: PROJECT,
    libDir: join(__dirname, 'fixtures', 'shop.cjs'),
    env,
    firestore: (functionsHost) => startFirestore({ projectId: PROJECT, functionsHost }),
    eventRetry: { minBackoffMs: 1, maxAttempts: 4 },
    onEvent: (delivery) => void deliveries.push(delivery),
    log: (line) => lines.push(line),
  };

  beforeAll(async () => {
    // The functions' own logger tells there what the tests provoke.
    jest.spyOn(console, 'error').mockImplementation(() => {});
    const see: OnSeen = async (name, what) => {
      seen.push({ name, what });
      await onSeen?.(name, what);
    };
    Object.assign(globalThis, { shop: see });
    host = await startHost(options);
  }, 60_000);

  afterAll(async () => {
    await getFirestore().terminate();
    await host.close();
  });

  beforeEach(() => {
    seen = [];
    deliveries = [];
    lines.length = 0;
    onSeen = undefined;
  });

  const of = (name: string) => seen.filter((one) => one.name === name);
  const order = (id: string) => getFirestore().doc(`tenants/t1/orders/${id}`);
  const enqueue = (body: unknown) =>
    fetch(`${host.url('api')}/enqueue`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  describe('Firestore triggers', () => {
    it('bring a change with its params, before and after', async () => {
      await order('o1').set({ total: 5 });
      await order('o1').update({ total: 6 });
      await until('two events', () => of('orders').length === 2);
      expect(of('orders').map(({ what }) => what)).toEqual([
        { params: { tenantId: 't1', orderId: 'o1' }, before: undefined, after: { total: 5 } },
        { params: { tenantId: 't1', orderId: 'o1' }, before: { total: 5 }, after: { total: 6 } },
      ]);
    });

    it('run side by side: a slow one holds up no other', async () => {
      let release = () => {};
      const held = new Promise<void>((resolve) => (release = resolve));
      onSeen = (_, { after }) => (after?.slow ? held : undefined);
      await order('slow').set({ slow: true });
      await until('the slow one to begin', () => of('orders').length === 1);
      await order('quick').set({ slow: false });
      await until('the quick one', () => of('orders').length === 2);
      expect(host.stats().events['us-central1-orders']).toMatchObject({ running: 1 });
      release();
      await until('the slow one to end', () => host.stats().events['us-central1-orders']?.running === 0);
    });

    it('are delivered again when they fail and ask for it, with a limit', async () => {
      onSeen = () => Promise.reject(new Error('no luck'));
      const before = host.stats().events['us-central1-orders']?.givenUp ?? 0;
      await order('bad').set({});
      await until(
        'the last attempt',
        () => host.stats().events['us-central1-orders']?.givenUp === before + 1,
      );
      expect(deliveries.map(({ attempt, document }) => [attempt, document])).toEqual(
        [1, 2, 3, 4].map((attempt) => [attempt, 'tenants/t1/orders/bad']),
      );
      expect(new Set(deliveries.map(({ eventId }) => eventId)).size).toBe(1);
      expect(lines[0]).toMatch(
        /^orders: attempt 1 of event \S+ on tenants\/t1\/orders\/bad failed: no luck$/,
      );
    });

    it('are not delivered again when they do not ask for it', async () => {
      onSeen = () => Promise.reject(new Error('no luck'));
      await getFirestore().doc('menus/today').create({ soup: 'hot' });
      await until('the failure', () => host.stats().events['us-central1-menus']?.givenUp === 1);
      expect(of('menus')).toEqual([{ name: 'menus', what: { after: { soup: 'hot' } } }]);
    });
  });

  describe('tasks', () => {
    it('reach their function, queued by firebase-admin', async () => {
      expect((await enqueue({ data: { job: 'j1' }, options: { id: 'first' } })).status).toBe(204);
      await until('the task', () => of('square').length === 1);
      expect(of('square')[0]?.what).toEqual({
        data: { job: 'j1' },
        retryCount: 0,
        queueName: 'deliver-square',
        id: 'first',
      });
    });

    it('collide by name', async () => {
      const reply = async () => enqueue({ data: {}, options: { id: 'twin' } });
      await reply();
      expect(await (await reply()).json()).toEqual({ code: 'functions/task-already-exists' });
    });

    it('wait for their schedule time, and then run', async () => {
      const at = Date.now() + 300;
      await enqueue({ data: {}, options: { scheduleTime: at } });
      await until('the task', () => of('square').length === 1);
      expect(Date.now()).toBeGreaterThanOrEqual(at);
    });

    it('wait for a retry after a refusal', async () => {
      await enqueue({ data: { refuse: true }, options: { id: 'refused' } });
      const queue = `projects/${PROJECT}/locations/europe-west1/queues/deliver-square`;
      await until('the refusal', () => host.stats().queues[queue]?.failedAttempts === 1);
      expect(host.stats().queues[queue]).toMatchObject({ queued: 1, running: 0 });
      expect(lines).toEqual(['deliver-square: attempt 1 of task refused was answered with 429.']);
    });
  });

  describe('HTTP functions', () => {
    it('get path, query, body and raw body, params and secrets', async () => {
      const body = '{ "a":1 }';
      const headers = { 'content-type': 'application/json' };
      const reply = await fetch(`${host.url('api')}/v1/x?y=z`, { method: 'PUT', headers, body });
      expect(await reply.json()).toEqual({
        ...{ method: 'PUT', path: '/v1/x', query: { y: 'z' }, body: { a: 1 }, raw: body },
        ...{ greeting: 'hello', secret: 'psst' },
      });
    });

    it.each([
      ['text/plain', 'as it is', 'as it is'],
      ['application/x-www-form-urlencoded', 'a[b]=1', { a: { b: '1' } }],
    ])('get %s parsed, and raw', async (type, sent, body) => {
      const reply = await fetch(host.url('api'), {
        method: 'POST',
        headers: { 'content-type': type },
        body: sent,
      });
      expect(await reply.json()).toMatchObject({ path: '/', body, raw: sent });
    });

    it('get the raw bytes of what nobody can parse', async () => {
      const headers = { 'content-type': 'application/octet-stream' };
      const reply = await fetch(host.url('api'), { method: 'POST', headers, body: 'bytes' });
      expect(await reply.json()).toMatchObject({ raw: 'bytes' });
    });

    it('find an empty body where none was sent, and nested queries', async () => {
      const reply = await fetch(`${host.url('api')}?a[b]=1`);
      expect(await reply.json()).toMatchObject({ method: 'GET', query: { a: { b: '1' } }, body: {} });
    });

    it('answer 500 when they throw, and live on', async () => {
      expect((await fetch(`${host.url('api')}/throw`)).status).toBe(500);
      expect((await fetch(host.url('api'))).status).toBe(200);
    });

    it('are named when another is asked for', async () => {
      const reply = await fetch(host.url('api').replace(/api$/, 'apy'));
      expect(reply.status).toBe(404);
      expect(await reply.text()).toContain(`/${PROJECT}/us-central1/api`);
      expect(() => host.url('apy')).toThrow(
        'There is no function apy of this kind. There are: deliver-square, api, sweep.',
      );
    });
  });

  describe('scheduled functions', () => {
    it('run by hand, and by POST under both of their names', async () => {
      await host.runSchedule('sweep');
      for (const url of [host.url('sweep'), `${host.url('sweep')}-0`])
        expect((await fetch(url, { method: 'POST' })).status).toBe(200);
      expect(of('sweep')).toHaveLength(3);
      expect(of('sweep')[0]?.what).toMatchObject({ jobName: 'firebase-schedule-sweep-us-central1' });
    });

    it('say that they failed', async () => {
      onSeen = () => Promise.reject(new Error('no luck'));
      await expect(host.runSchedule('sweep')).rejects.toThrow(
        'The scheduled function sweep failed with 500.',
      );
    });
  });

  it('moves to another port when the wished one is in use, and leaves nothing when it cannot start', async () => {
    const asked: string[] = [];
    const firestore = async (functionsHost: string) => {
      asked.push(functionsHost);
      throw new Error('no Java');
    };
    await expect(startHost({ ...options, port: host.port, firestore })).rejects.toThrow('no Java');
    expect(asked).not.toContain(`127.0.0.1:${host.port}`);
    await expect(fetch(`http://${asked[0]}/`)).rejects.toThrow();
    expect(process.env.GCLOUD_PROJECT).toBe(PROJECT);
  });

  it('refuses an emulator that was started for a port which is in use', async () => {
    const firestore = host.firestore;
    await expect(startHost({ ...options, port: host.port, firestore })).rejects.toThrow(
      `Port ${host.port} is in use`,
    );
  });

  it('says what to do when the functions are not built', async () => {
    const starting = startHost({
      ...options,
      libDir: join(__dirname, 'nowhere'),
      firestore: async () => ({ ...host.firestore, close: async () => {} }),
    });
    await expect(starting).rejects.toThrow(/There are no built functions in .*nowhere: build them first/);
  });
});
