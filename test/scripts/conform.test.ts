import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { axiosHttp } from '../../functions/src/providers/axiosHttp';
import type { Http, HttpReply } from '../../functions/src/providers/http';
import { conform, type Report } from '../../scripts/conform/conform';
import { readRequest } from '../../scripts/conform/request';
import { ending, paced, readingOnly } from '../../scripts/conform/wire';
import { serve, type RunningSimulator, type Simulator } from '../simulators/core/simulator';
import { createLoyverse } from '../simulators/loyverse';
import * as loyverse from '../simulators/loyverse/seed';
import { createSquare } from '../simulators/square';
import * as square from '../simulators/square/seed';

const folder = mkdtempSync(join(tmpdir(), 'tillbridge-conform-'));
function given(name: string, content: unknown): string {
  const file = join(folder, name);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const running: RunningSimulator[] = [];
afterEach(async () => {
  for (const simulator of running.splice(0)) await simulator.close();
});

const loyverseArgs = () => [
  ...['--provider', 'loyverse', '--credentials', given('loyverse', loyverse.ACCESS_TOKEN)],
  ...['--settings', given('settings', { pos: { paymentTypeId: loyverse.PAYMENT_TYPE_ID } })],
];
const squareArgs = () => ['--provider', 'square', '--credentials', given('square', square.ACCESS_TOKEN)];

const clock = { now: Date.now, wait: async () => {} };

/** A simulator on loopback, and a run of the checks against it. */
async function run(simulator: Simulator, args: readonly string[], http: Http = axiosHttp): Promise<Report> {
  const at = await serve(simulator);
  running.push(at);
  const request = readRequest([...args, '--base-url', at.url]);
  if (!request) throw new Error('This asks for help.');
  return conform(request, http, clock);
}

/** Check -> result. */
const results = ({ checks }: Report) =>
  Object.fromEntries(checks.map(({ check, result }) => [check, result])) as Record<string, string>;
const detailOf = ({ checks }: Report, name: string) => checks.find(({ check }) => check === name)?.detail;
const failed = ({ checks }: Report) => checks.filter(({ result }) => result === 'failed');

const ORDER = ['push an order', 'find it again', 'cancel it', 'set a price as it is'];

/** The real network, with some replies replaced. */
const answering =
  (replace: (request: Parameters<Http>[0]) => Promise<HttpReply> | undefined): Http =>
  (request) =>
    replace(request) ?? axiosHttp(request);

describe.each([
  ['loyverse', createLoyverse, loyverseArgs, 'refunded'],
  ['square', createSquare, squareArgs, 'cancelled'],
] as const)('npm run conform of %s', (_id, create, args, end) => {
  it('passes, and changes nothing', async () => {
    const simulator = create();
    const report = await run(simulator, args());
    expect([failed(report), report.ok]).toEqual([[], true]);
    expect(results(report)).toMatchObject({
      'sign in': 'passed',
      'wrong sign-in': 'passed',
      locations: 'passed',
      'search by words': 'passed',
      'search by SKU': 'passed',
      pullCatalog: 'passed',
      pullStock: 'passed',
      webhook: 'passed',
      ...Object.fromEntries(ORDER.map((name) => [name, 'skipped'])),
    });
    expect(simulator.orders()).toEqual([]);
    const changing = simulator.calls.filter(({ method, path }) => method !== 'GET' && !/search/.test(path));
    expect(changing.filter(({ path }) => !/batch-retrieve/.test(path))).toEqual([]);
  });

  it('with --write pushes one order once, takes it back, and leaves a price as it is', async () => {
    const simulator = create();
    const report = await run(simulator, [...args(), '--write']);
    expect([failed(report), report.ok]).toEqual([[], true]);
    for (const name of ORDER) expect([name, results(report)[name]]).toEqual([name, 'passed']);
    expect(simulator.orders()).toMatchObject([
      { state: end, reference: expect.stringMatching(/^CONFORM-/) as string },
    ]);
  });

  it('gives the reason of whatever it skips', async () => {
    const report = await run(create(), args());
    for (const { result, detail } of report.checks)
      if (result === 'skipped') expect(detail).toMatch(/\w+ \w+/);
  });

  it('fails a wrong sign-in, skips the rest, and shows no secret', async () => {
    const wrong = given('wrong', 'not-the-token-5f2e');
    const report = await run(create(), [...args(), '--credentials', wrong]);
    expect(report.ok).toBe(false);
    expect(results(report)).toMatchObject({ 'sign in': 'failed', locations: 'skipped', webhook: 'passed' });
    expect(JSON.stringify(report)).not.toContain('not-the-token-5f2e');
  });
});

describe('a run finds out', () => {
  it('a reply that lacks what the adapter reads', async () => {
    const simulator = createLoyverse();
    simulator.faults.add({ kind: 'drop-field', match: 'GET /v1.0/items', value: 'items', times: 99 });
    const report = await run(simulator, loyverseArgs());
    expect(results(report)).toMatchObject({ pullCatalog: 'failed', 'pullCatalog, resumed': 'skipped' });
    expect(detailOf(report, 'pullCatalog')).toMatch(/unexpected: .*items/);
    expect(report.ok).toBe(false);
  });

  it('a location that is not there, and names those that are', async () => {
    const report = await run(createSquare(), [...squareArgs(), '--location', 'LNOWHERE']);
    expect(detailOf(report, 'locations')).toContain(square.MAIN_LOCATION);
    expect([results(report).locations, report.ok]).toEqual(['failed', false]);
  });

  it('whether a pull goes on where it stood', async () => {
    const report = await run(createSquare({ catalogPageSize: 3 }), squareArgs());
    expect(results(report)['pullCatalog, resumed']).toBe('passed');
  });

  it('a pull that begins again instead of going on', async () => {
    const forgetful: Http = (request) => {
      const { cursor: _, ...json } = JSON.parse(request.body ?? '{}') as Record<string, unknown>;
      const url = request.url.replace(/([?&])cursor=[^&]*/, '$1');
      return axiosHttp({
        ...request,
        url,
        body: request.body === undefined ? undefined : JSON.stringify(json),
      });
    };
    const report = await run(createSquare({ catalogPageSize: 3 }), squareArgs(), forgetful);
    expect(results(report)['pullCatalog, resumed']).toBe('failed');
  }, 30_000);

  it('a search that does not find what the catalog lists', async () => {
    const nothing: HttpReply = { status: 200, headers: {}, text: '{"items":[]}' };
    let pulled = 0;
    const http = answering(({ url }) => {
      if (!url.includes('/items')) return undefined;
      pulled += 1;
      return pulled > 1 ? Promise.resolve(nothing) : undefined;
    });
    const report = await run(createLoyverse(), loyverseArgs(), http);
    expect(detailOf(report, 'search by words')).toContain('the search does not find it');
    expect(report.ok).toBe(false);
  });

  it('a second order, and takes both back', async () => {
    const simulator = createLoyverse();
    const none: HttpReply = { status: 200, headers: {}, text: '{"receipts":[]}' };
    const http = answering(({ method, url }) =>
      method === 'GET' && /receipts\?.*order=/.test(url) ? Promise.resolve(none) : undefined,
    );
    const report = await run(simulator, [...loyverseArgs(), '--write'], http);
    expect(detailOf(report, 'find it again')).toContain('two orders');
    expect(results(report)['cancel it']).toBe('passed');
    expect(simulator.orders()).toMatchObject([{ state: 'refunded' }, { state: 'refunded' }]);
  });

  it('an order whose reply was lost, and takes it back', async () => {
    const simulator = createLoyverse();
    simulator.faults.add({ kind: 'lose-reply', match: 'POST /v1.0/receipts$' });
    const report = await run(simulator, [...loyverseArgs(), '--write']);
    expect(results(report)).toMatchObject({
      'push an order': 'failed',
      'find it again': 'skipped',
      'cancel it': 'passed',
    });
    expect(simulator.orders()).toMatchObject([{ state: 'refunded' }]);
  });

  it('an order that it cannot take back, and says where it stands', async () => {
    const simulator = createSquare();
    simulator.faults.add({ kind: 'error-500', match: 'PUT /v2/orders/', times: 99 });
    const report = await run(simulator, [...squareArgs(), '--write']);
    const [order] = simulator.orders();
    expect(results(report)['cancel it']).toBe('failed');
    expect(detailOf(report, 'cancel it')).toContain(`${order?.id} with the marker ${order?.reference}`);
  });

  it('nothing from a server that lets anybody in, and says so', async () => {
    const http: Http = (request) => {
      const headers = { ...request.headers, authorization: `Bearer ${square.ACCESS_TOKEN}` };
      return axiosHttp({ ...request, headers });
    };
    const report = await run(createSquare(), squareArgs(), http);
    expect(results(report)['wrong sign-in']).toBe('skipped');
    expect(detailOf(report, 'wrong sign-in')).toContain('lets anybody in');
    const bare = await run(createSquare(), ['--provider', 'square'], http);
    expect(detailOf(bare, 'wrong sign-in')).toContain('No --credentials');
    expect(bare.ok).toBe(true);
  });

  it('no secret, also where the server echoes it', async () => {
    const errors = [{ category: 'AUTHENTICATION_ERROR', code: 'UNAUTHORIZED', detail: square.ACCESS_TOKEN }];
    const echo = { status: 401, headers: {}, text: JSON.stringify({ errors }) };
    const report = await run(createSquare(), squareArgs(), async () => echo);
    expect(detailOf(report, 'sign in')).toContain('***');
    expect(JSON.stringify(report)).not.toContain(square.ACCESS_TOKEN);
  });
});

describe('npm run conform refuses', () => {
  const base = ['--provider', 'square', '--base-url', 'http://127.0.0.1:1'];
  const SECRET = 'sq-secret-on-the-command-line';
  const said = (args: readonly string[]): string => {
    try {
      readRequest(args);
      return 'accepted';
    } catch (thrown) {
      return (thrown as Error).message;
    }
  };

  it.each([
    ['nothing at all', [], 'Missing: --provider, --base-url.'],
    ['a provider that it does not have', [...base, '--provider', 'till'], 'no provider "till"'],
    ['an address that is none', [...base, '--base-url', 'nowhere'], 'must be an address'],
    [
      'a sign-in over the open network',
      [...base, '--base-url', 'http://pos.example.com'],
      'would travel to pos.example.com unencrypted',
    ],
    ['a password in the address', [...base, '--base-url', 'https://me:pw@pos.example.com'], 'bare address'],
    ['a currency that is none', [...base, '--currency', 'usd'], 'not an ISO 4217 code'],
    ['credentials that are no JSON', [...base, '--credentials', given('broken', '{"a": ')], 'not hold JSON'],
    ['an empty sign-in', [...base, '--credentials', given('empty', ' ')], '--credentials is empty'],
  ])('%s', (_what, args, words) => expect(said(args)).toContain(words));

  it.each([
    ['as an option', [...base, '--credentials', SECRET]],
    ['bare', [...base, SECRET]],
    ['as JSON', [...base, '--credentials', `{"accessToken": "${SECRET}"}`]],
    ['under a name of its own', [...base, `--access-token=${SECRET}`]],
  ])('a sign-in on the command line %s, without repeating it', (_how, args) => {
    expect(said(args)).not.toBe('accepted');
    expect(said(args)).not.toContain(SECRET);
  });
});

describe('the wire of a run', () => {
  const request = { method: 'POST', url: 'http://pos.sim/v1/orders', headers: {}, timeoutMs: 1 } as const;
  const reply: HttpReply = { status: 200, headers: {}, text: '{}' };

  it('lets no change pass while reading', async () => {
    const sent: boolean[] = [];
    const http = readingOnly(async ({ effect }) => (sent.push(effect), reply));
    await http({ ...request, effect: false });
    await expect(http({ ...request, effect: true })).rejects.toThrow('POST /v1/orders');
    expect(sent).toEqual([false]);
  });

  it('ends a check that goes in circles', async () => {
    const http = ending(async () => reply);
    const circle = async () => {
      for (;;) await http({ ...request, effect: false });
    };
    await expect(circle()).rejects.toThrow('300 calls without an end (POST /v1/orders)');
  });

  it('keeps to the calls that an account allows', async () => {
    let now = 0;
    const at: number[] = [];
    const wait = async (ms: number) => void (now += ms);
    const http = paced(
      async () => (at.push(now), reply),
      { calls: 2, perMs: 100, source: '' },
      {
        now: () => now,
        wait,
      },
    );
    for (let n = 0; n < 5; n += 1) await http({ ...request, effect: false });
    expect(at).toEqual([0, 0, 100, 100, 200]);
  });
});

describe('the command', () => {
  it('reads a sign-in from standard input, prints a table without it, writes the report', async () => {
    const at = await serve(createSquare());
    running.push(at);
    const json = join(folder, 'report.json');
    const args = ['--provider', 'square', '--base-url', at.url, '--credentials', '-', '--json', json];
    const { code, text } = await new Promise<{ code: unknown; text: string }>((resolve) => {
      const child = execFile(
        process.execPath,
        ['--import', 'tsx', 'scripts/conform/main.ts', ...args],
        { cwd: join(__dirname, '../..') },
        (error, stdout, stderr) => resolve({ code: error?.code ?? 0, text: stdout + stderr }),
      );
      child.stdin?.end(`${square.ACCESS_TOKEN}\n`);
    });
    expect(text).toMatch(/check +result +detail/);
    expect(text).toMatch(/pullCatalog +passed/);
    expect(text).not.toContain(square.ACCESS_TOKEN);
    expect([code, (JSON.parse(readFileSync(json, 'utf8')) as Report).ok]).toEqual([0, true]);
  }, 60_000);
});
