import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { axiosHttp } from '../../functions/src/providers/axiosHttp';
import { conform, type Report } from '../../scripts/conform/conform';
import { readRequest } from '../../scripts/conform/request';
import { createAlleaves } from '../simulators/alleaves';
import * as alleaves from '../simulators/alleaves/seed';
import { serve, type RunningSimulator, type Simulator } from '../simulators/core/simulator';
import { createDine } from '../simulators/dine';
import * as dine from '../simulators/dine/seed';
import { createZoho } from '../simulators/zoho';
import * as zoho from '../simulators/zoho/seed';

const folder = mkdtempSync(join(tmpdir(), 'tillbridge-conform-others-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const running: RunningSimulator[] = [];
afterEach(async () => {
  for (const simulator of running.splice(0)) await simulator.close();
});

function given(name: string, content: unknown): string {
  const file = join(folder, name);
  writeFileSync(file, JSON.stringify(content));
  return file;
}

/** One POS as a merchant would put it behind the command. */
interface Merchant {
  create: () => Simulator;
  /** What stands behind the vendor's host. */
  path?: string;
  signIn: Record<string, string>;
  settings: object;
  /** What must never be shown. */
  secret: string;
  /** What the adapter may call without changing anything, beside GET. */
  reads: RegExp;
  end: string;
}

const MERCHANTS: Record<string, Merchant> = {
  alleaves: {
    create: createAlleaves,
    path: alleaves.BASE,
    signIn: {
      username: alleaves.USERNAME,
      password: alleaves.PASSWORD,
      companyId: String(alleaves.COMPANY_ID),
    },
    settings: { pos: { guestCustomerId: String(alleaves.GUEST_CUSTOMER_ID) } },
    secret: alleaves.PASSWORD,
    reads: /\/(auth|search)$/,
    end: 'cancelled',
  },
  dine: {
    create: createDine,
    signIn: { apiKey: dine.API_KEY, apiSecret: dine.API_SECRET },
    settings: { pos: { config: { host: 'api.dine.example' } } },
    secret: dine.API_SECRET,
    reads: /auth|token/,
    end: 'cancelled',
  },
  zoho: {
    create: createZoho,
    signIn: { accessToken: zoho.ACCESS_TOKEN, organizationId: zoho.ORGANIZATION_ID },
    settings: { pos: { walkInCustomerId: zoho.WALK_IN_CONTACT_ID } },
    secret: zoho.ACCESS_TOKEN,
    reads: /^$/,
    end: 'cancelled',
  },
};

async function run(provider: string, simulator: Simulator, ...more: string[]): Promise<Report> {
  const at = await serve(simulator);
  running.push(at);
  const { signIn = {}, settings = {}, path = '' } = MERCHANTS[provider] ?? {};
  const request = readRequest([
    ...[
      '--provider',
      provider,
      '--base-url',
      `${at.url}${path}`,
      '--credentials',
      given(`${provider}-in`, signIn),
    ],
    ...['--settings', given(`${provider}-settings`, settings)],
    ...more,
  ]);
  if (!request) throw new Error('This asks for help.');
  return conform(request, axiosHttp, { now: Date.now, wait: async () => {} });
}

const failed = ({ checks }: Report) => checks.filter(({ result }) => result === 'failed');
const resultOf = ({ checks }: Report, name: string) => checks.find(({ check }) => check === name)?.result;

describe.each(Object.entries(MERCHANTS))('npm run conform of %s', (provider, merchant) => {
  it('passes, changes nothing, and shows no secret', async () => {
    const simulator = merchant.create();
    const report = await run(provider, simulator);
    expect([failed(report), report.ok]).toEqual([[], true]);
    for (const name of ['sign in', 'locations', 'pullCatalog', 'pullStock', 'webhook'])
      expect([name, resultOf(report, name)]).toEqual([name, 'passed']);
    expect(simulator.orders()).toEqual([]);
    const changing = simulator.calls.filter(({ method }) => method !== 'GET');
    expect(changing.filter(({ path }) => !merchant.reads.test(path))).toEqual([]);
    expect(JSON.stringify(report)).not.toContain(merchant.secret);
  });

  it('with --write pushes one order once and takes it back', async () => {
    const simulator = merchant.create();
    const report = await run(provider, simulator, '--write');
    expect([failed(report), report.ok]).toEqual([[], true]);
    for (const name of ['push an order', 'find it again', 'cancel it'])
      expect([name, resultOf(report, name)]).toEqual([name, 'passed']);
    expect(simulator.orders()).toMatchObject([{ state: merchant.end }]);
  });
});
