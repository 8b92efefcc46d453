import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { axiosHttp } from '../../functions/src/providers/axiosHttp';
import { conform, type Report } from '../../scripts/conform/conform';
import { readRequest } from '../../scripts/conform/request';
import { serve, type RunningSimulator } from '../simulators/core/simulator';
import { ALL_SERIES, createOdoo, type OdooModel } from '../simulators/odoo';
import * as seed from '../simulators/odoo/seed';
import type { Simulator } from '../simulators/core/simulator';

const folder = mkdtempSync(join(tmpdir(), 'tillbridge-conform-odoo-'));
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

/** What a merchant types in: neither series nor user id. */
const signIn = { host: 'shop.example', database: seed.DATABASE, login: seed.LOGIN, apiKey: seed.API_KEY };

async function run(simulator: Simulator<OdooModel>, ...more: string[]): Promise<Report> {
  const at = await serve(simulator);
  running.push(at);
  const request = readRequest([
    ...['--provider', 'odoo', '--base-url', at.url, '--credentials', given('sign-in', signIn)],
    ...['--settings', given('settings', { pos: { paymentMethodId: seed.ONLINE_METHOD_ID } })],
    ...more,
  ]);
  if (!request) throw new Error('This asks for help.');
  return conform(request, axiosHttp, { now: Date.now, wait: async () => {} });
}

const failed = ({ checks }: Report) => checks.filter(({ result }) => result === 'failed');
const resultOf = ({ checks }: Report, name: string) => checks.find(({ check }) => check === name)?.result;

describe.each(ALL_SERIES)('npm run conform of an Odoo %i on loopback', (series) => {
  it('finds out the series by itself, passes, and changes nothing', async () => {
    const simulator = createOdoo({ series });
    const report = await run(simulator);
    expect([failed(report), report.ok]).toEqual([[], true]);
    for (const name of ['sign in', 'wrong sign-in', 'locations', 'pullCatalog', 'pullStock', 'webhook'])
      expect([name, resultOf(report, name)]).toEqual([name, 'passed']);
    expect(simulator.orders()).toEqual([]);
    expect(simulator.model.state().violated).toEqual([]);
    const changing = /create|write|sync_from_ui|create_from_ui|action_|refund|unlink|open_ui/;
    expect(simulator.calls.filter(({ path }) => changing.test(path))).toEqual([]);
    expect(JSON.stringify(report)).not.toContain(seed.API_KEY);
  });

  it('with --write pushes one order, takes it back, and leaves a price as it is', async () => {
    const simulator = createOdoo({ series });
    const report = await run(simulator, '--write');
    expect([failed(report), report.ok]).toEqual([[], true]);
    for (const name of ['push an order', 'find it again', 'cancel it', 'set a price as it is'])
      expect([name, resultOf(report, name)]).toEqual([name, 'passed']);
    expect(simulator.orders()).toMatchObject([{ state: 'cancelled' }]);
    expect(simulator.model.state().violated).toEqual([]);
  });
});
