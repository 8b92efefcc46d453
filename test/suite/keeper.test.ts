import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../local/until';

jest.setTimeout(30_000);

const KEEPER = join(__dirname, '../../scripts/suite/keeper.mjs');
const fixture = (name: string) => join(__dirname, 'fixtures', name);

/** Whether a process runs; one that has ended and waits for its parent to notice does not. */
function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const stat = `/proc/${pid}/stat`;
  return !existsSync(stat) || !/\) Z /.test(readFileSync(stat, 'utf8'));
}

describe('the keeper of the emulator suite', () => {
  let folder = '';
  let config = '';
  let started: ChildProcess;
  let output = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'keeper-'));
    config = join(folder, 'firebase.tmp.json');
    writeFileSync(config, '{}');
    output = '';
  });

  const pids = () => /started (\d+) (\d+) (\d+)/.exec(output)?.slice(1).map(Number) ?? [];

  async function start(args: string[]): Promise<void> {
    started = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'ignore'] });
    started.stdout?.on('data', (text: Buffer) => (output += text.toString()));
    await until('the family to be there', () => pids().length === 3, 10_000);
    expect(pids().every(alive)).toBe(true);
  }

  const keep = () => start([KEEPER, config, process.execPath, fixture('family.mjs')]);

  async function allGone(): Promise<void> {
    await until('every process to be gone', () => !pids().some(alive), 10_000);
    await until('the temporary configuration to be gone', () => !existsSync(config), 10_000);
  }

  afterEach(() => {
    for (const pid of pids()) if (alive(pid)) process.kill(pid, 'SIGKILL');
    if (started.pid && alive(started.pid)) started.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  it('ends everything when its stdin ends, and removes the configuration', async () => {
    await keep();
    started.stdin?.end();
    await allGone();
  });

  it('ends what is left when the command is killed hard', async () => {
    await keep();
    process.kill(pids()[0] ?? 0, 'SIGKILL');
    await allGone();
  });

  it('ends everything when whoever started it is killed hard', async () => {
    await start([fixture('starter.mjs'), KEEPER, config, process.execPath, fixture('family.mjs')]);
    started.kill('SIGKILL');
    await allGone();
  });

  it('lets no signal of a terminal interrupt it', async () => {
    await keep();
    started.kill('SIGINT');
    started.stdin?.end();
    await allGone();
  });
});
