import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { LocalFunction } from '../../scripts/local/functions';
import { discover } from '../../scripts/local/functions';
import { missingParams, resolve } from '../../scripts/local/params';
import { QUEUE_DEFAULTS } from '../../scripts/local/queueConfig';

const env = { ORDERS_PATH: 'tenants/{tenantId}/orders/{orderId}', ATTEMPTS: '4' };
const SHOP = join(__dirname, 'fixtures', 'shop.cjs');

describe('discovering functions', () => {
  let functions: Map<string, LocalFunction>;
  beforeAll(() => {
    Object.assign(process.env, env, { GCLOUD_PROJECT: 'demo-discover' });
    const found = discover(createRequire(SHOP)(SHOP), process.env);
    functions = new Map(found.map((fn) => [fn.name, fn]));
  });

  it('finds exports and grouped exports under their deployed names, and nothing else', () => {
    expect([...functions.keys()]).toEqual(['orders', 'menus', 'deliver-square', 'api', 'sweep']);
  });

  it('reads a Firestore trigger, its path from a param', () => {
    expect(functions.get('orders')?.trigger).toEqual({
      kind: 'firestore',
      eventType: 'google.cloud.firestore.document.v1.written',
      database: '(default)',
      namespace: '(default)',
      document: { value: env.ORDERS_PATH, matchType: 'PATH_PATTERN' },
      retry: true,
    });
  });

  it('asks for exactly one document where the path has no wildcard', () => {
    expect(functions.get('menus')?.trigger).toMatchObject({
      document: { value: 'menus/today', matchType: 'EXACT' },
      retry: false,
    });
  });

  it('reads the queue of a task function, a number from a param, its region and its time', () => {
    expect(functions.get('deliver-square')).toMatchObject({
      region: 'europe-west1',
      timeoutMs: 30_000,
      trigger: {
        kind: 'task',
        queue: { ...QUEUE_DEFAULTS, maxAttempts: 4, minBackoffMs: 1000, maxConcurrent: 2 },
      },
    });
  });

  it('knows HTTP and scheduled functions, with the default region and time', () => {
    expect(functions.get('api')).toMatchObject({
      region: 'us-central1',
      timeoutMs: 60_000,
      trigger: { kind: 'https' },
    });
    expect(functions.get('sweep')?.trigger).toEqual({
      kind: 'schedule',
      schedule: 'every 5 minutes',
      timeZone: 'UTC',
    });
  });

  const exported = (endpoint: object) => ({ odd: Object.assign(() => {}, { __endpoint: endpoint }) });

  it('serves a function in each of its regions', () => {
    const found = discover(exported({ httpsTrigger: {}, region: ['asia-east1', '{{ params.REGION }}'] }), {
      REGION: 'us-east1',
    });
    expect(found.map(({ region }) => region)).toEqual(['asia-east1', 'us-east1']);
  });

  it('names the function that cannot run here, and why', () => {
    const blocking = exported({ blockingTrigger: {} });
    expect(() => discover(blocking, {})).toThrow(
      'The function odd cannot be served: Its trigger is of a kind',
    );
    const nameless = exported({ httpsTrigger: {}, region: ['{{ params.REGION }}'] });
    expect(() => discover(nameless, {})).toThrow('The param REGION in "{{ params.REGION }}" has no value.');
  });
});

describe('params', () => {
  it('fills params into the text around them, and leaves other values alone', () => {
    expect(resolve('a/{{ params.X }}/{{params.Y}}', { X: '1', Y: '2' })).toBe('a/1/2');
    expect([resolve(5, {}), resolve('plain', {}), resolve(undefined, {})]).toEqual([5, 'plain', undefined]);
  });

  it('says that it cannot compute', () => {
    expect(() => resolve('{{ params.X == "a" ? 1 : 2 }}', { X: 'a' })).toThrow('is more than params.NAME');
  });

  const param = (name: string, type: string, given?: unknown) => ({
    name,
    constructor: { type },
    options: given === undefined ? {} : { default: given },
  });

  it('takes defaults where the environment has nothing, and asks for no secret', () => {
    const declared = [
      param('A', 'string', 'a'),
      param('B', 'int', 5),
      param('C', 'string', 'c'),
      param('S', 'secret'),
    ];
    expect(missingParams(declared, { C: 'mine' })).toEqual({ A: 'a', B: '5' });
  });

  it('names all params that have no value at once', () => {
    const declared = [param('A', 'string'), param('B', 'int'), param('C', 'string', '')];
    expect(() => missingParams(declared, {})).toThrow(
      'No value for A, B: set it in functions/.env.<project>.',
    );
  });
});
