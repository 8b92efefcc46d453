import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CHANNELS, MANIFESTS } from '../../functions/src/providers/manifests';
import { parseEnv } from '../../scripts/local/env';

const functionsDir = join(__dirname, '../../functions');

interface Endpoint {
  platform: string;
  region: unknown;
  availableMemoryMb: number;
  timeoutSeconds: number | null;
  maxInstances: unknown;
  secretEnvironmentVariables?: { key: string }[];
  eventTrigger?: { eventType: string; retry: boolean; eventFilterPathPatterns: { document: string } };
  taskQueueTrigger?: { retryConfig: Record<string, number>; rateLimits: Record<string, number> };
  scheduleTrigger?: { schedule: string; timeZone: string };
  httpsTrigger?: object;
}
interface DeployManifest {
  endpoints: Record<string, Endpoint>;
  params: { name: string; type: string }[];
}

/** What `firebase deploy` would ask the built functions, by the program that it asks with; needs no sign-in. */
function discover(): DeployManifest {
  if (!existsSync(join(functionsDir, 'lib/index.js')))
    throw new Error('The functions are not built: run npm test, or npm --prefix functions run build.');
  const folder = mkdtempSync(join(tmpdir(), 'manifest-'));
  const file = join(folder, 'manifest.json');
  try {
    execFileSync(join(functionsDir, 'node_modules/.bin/firebase-functions'), ['.'], {
      cwd: functionsDir,
      env: {
        ...process.env,
        FUNCTIONS_CONTROL_API: 'true',
        FUNCTIONS_MANIFEST_OUTPUT_PATH: file,
        GCLOUD_PROJECT: 'demo-manifest',
        FIREBASE_CONFIG: '{}',
      },
      stdio: 'pipe',
    });
    return JSON.parse(readFileSync(file, 'utf8')) as DeployManifest;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const { endpoints, params } = discover();
const all = Object.entries(endpoints);
const having = <K extends keyof Endpoint>(kind: K) =>
  all.filter(([, endpoint]) => endpoint[kind] !== undefined);
const secretsOf = ({ secretEnvironmentVariables: list = [] }: Endpoint) => list.map(({ key }) => key).sort();
const PARAM = /^\{\{ params\.(\w+) \}\}$/;

describe('every deployed function', () => {
  it.each(all)(
    '%s is of the 2nd generation, in the region of the deploy parameter',
    (_, { platform, region }) =>
      expect([platform, region]).toEqual(['gcfv2', '{{ params.TILLBRIDGE_REGION }}']),
  );

  it.each(all)(
    '%s has a ceiling on its instances and a known size',
    (_, { maxInstances, availableMemoryMb }) => {
      expect(maxInstances).toBe('{{ params.TILLBRIDGE_MAX_INSTANCES }}');
      expect([256, 512]).toContain(availableMemoryMb);
    },
  );
});

describe('a trigger', () => {
  it.each(having('eventTrigger'))('%s is delivered again when it fails', (_, { eventTrigger }) =>
    expect(eventTrigger?.retry).toBe(true),
  );

  it.each(having('eventTrigger'))(
    '%s hears of every write of one kind of document',
    (_, { eventTrigger }) => {
      expect(eventTrigger?.eventType).toBe('google.cloud.firestore.document.v1.written');
      const path = eventTrigger?.eventFilterPathPatterns.document ?? '';
      expect(PARAM.test(path) || path.startsWith('tenants/{tenantId}/')).toBe(true);
    },
  );

  it('hears of orders at the path of the deploy parameter', () =>
    expect(endpoints.orderWritten?.eventTrigger?.eventFilterPathPatterns.document).toBe(
      '{{ params.TILLBRIDGE_ORDERS_PATH }}',
    ));

  it.each(having('eventTrigger'))('%s only records and enqueues: it holds no secret', (_, endpoint) =>
    expect(secretsOf(endpoint)).toEqual([]),
  );
});

describe('the queues', () => {
  const queues = Object.fromEntries(having('taskQueueTrigger'));

  it('are one per provider, named after it', () => {
    const delivering = Object.keys(queues).filter((name) => name.startsWith('deliver-'));
    expect(delivering.sort()).toEqual([...MANIFESTS, ...CHANNELS].map(({ id }) => `deliver-${id}`).sort());
  });

  it.each([...MANIFESTS, ...CHANNELS].map((manifest) => [manifest.id, manifest.queue] as const))(
    'deliver-%s keeps to the rates of its manifest',
    (id, { maxConcurrent, maxPerSecond }) =>
      expect(queues[`deliver-${id}`]?.taskQueueTrigger?.rateLimits).toMatchObject({
        maxConcurrentDispatches: maxConcurrent,
        maxDispatchesPerSecond: maxPerSecond,
      }),
  );

  it.each(Object.entries(queues))(
    '%s tries a failing task a few times, and no more',
    (_, { taskQueueTrigger }) => {
      const {
        maxAttempts = 0,
        minBackoffSeconds = 0,
        maxBackoffSeconds = 0,
      } = taskQueueTrigger?.retryConfig ?? {};
      expect(maxAttempts).toBe(5);
      expect(minBackoffSeconds).toBeGreaterThanOrEqual(1);
      expect(maxBackoffSeconds).toBeGreaterThan(minBackoffSeconds);
    },
  );

  it.each(Object.entries(queues))('%s outlives the lease of a job', (_, { timeoutSeconds }) =>
    expect(timeoutSeconds).toBeGreaterThanOrEqual(180),
  );

  it.each(MANIFESTS.map(({ id }) => id))('deliver-%s holds the secrets that open a sign-in', (id) => {
    const endpoint = endpoints[`deliver-${id}`];
    expect(endpoint && secretsOf(endpoint)).toEqual(['TILLBRIDGE_APPS', 'TILLBRIDGE_MASTER_KEY']);
  });

  it.each([
    ['email', 'TILLBRIDGE_SMTP'],
    ['whatsapp', 'TILLBRIDGE_WHATSAPP'],
  ])('deliver-%s holds its own sender’s secret as well, and no other', (id, sender) => {
    const endpoint = endpoints[`deliver-${id}`];
    expect(endpoint && secretsOf(endpoint)).toEqual(['TILLBRIDGE_APPS', 'TILLBRIDGE_MASTER_KEY', sender]);
  });

  it('notify holds the secrets of both senders, and none that opens a sign-in', () =>
    expect(endpoints.notify && secretsOf(endpoints.notify)).toEqual([
      'TILLBRIDGE_SMTP',
      'TILLBRIDGE_WHATSAPP',
    ]));
});

describe('a scheduled function', () => {
  it('sweeps every five minutes', () =>
    expect(endpoints.sweep?.scheduleTrigger).toMatchObject({ schedule: 'every 5 minutes' }));

  it.each(having('scheduleTrigger'))('%s names its time zone', (_, { scheduleTrigger }) =>
    expect(scheduleTrigger?.timeZone).toBe('Etc/UTC'),
  );
});

describe('the deploy parameters', () => {
  const asked = params.filter(({ type }) => type !== 'secret').map(({ name }) => name);
  const local = parseEnv(readFileSync(join(functionsDir, '.env.demo-tillbridge'), 'utf8'));

  it('each have a local value, or the emulators would wait for one for ever', () =>
    expect(asked.filter((name) => !(name in local))).toEqual([]));

  it('are all that the local values name', () =>
    expect(Object.keys(local).filter((name) => !asked.includes(name))).toEqual([]));

  it('are what the functions refer to', () => {
    const referred = [...JSON.stringify(endpoints).matchAll(/params\.(\w+)/g)].map(([, name]) => name ?? '');
    expect([...new Set(referred)].filter((name) => !asked.includes(name))).toEqual([]);
  });

  it('keep secrets apart: no secret has a value in a file that is committed', () => {
    const secrets = params.filter(({ type }) => type === 'secret').map(({ name }) => name);
    expect(secrets.sort()).toEqual([
      'CRON_SECRET',
      'TILLBRIDGE_APPS',
      'TILLBRIDGE_MASTER_KEY',
      'TILLBRIDGE_SMTP',
      'TILLBRIDGE_WHATSAPP',
    ]);
    expect(secrets.filter((name) => name in local)).toEqual([]);
  });
});
