import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { closeAll, onClose } from '../../scripts/local/lifecycle';
import { until } from './until';

jest.setTimeout(30_000);

const ROOT = join(__dirname, '..', '..');
const PROGRAM = ['--import', 'tsx', join(__dirname, 'fixtures', 'program.ts')];

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

class Running {
  output = '';
  code: number | null | undefined;

  constructor(readonly child: ChildProcess) {
    child.stdout?.on('data', (text: Buffer) => (this.output += text.toString()));
    child.once('exit', (code) => (this.code = code));
  }

  get pids(): { program: number; owned: number } {
    const [, program, owned] = /ready (\d+) (\d+)/.exec(this.output) ?? [];
    return { program: Number(program), owned: Number(owned) };
  }

  get lines(): string[] {
    return this.output.split('\n').filter((line) => line !== '' && !line.startsWith('ready'));
  }

  async gone(): Promise<void> {
    const { program, owned } = this.pids;
    await until('both processes to be gone', () => !alive(program) && !alive(owned));
    await until('its exit', () => this.code !== undefined);
  }
}

describe('a program', () => {
  const started: Running[] = [];

  async function start(command: string, args: string[]): Promise<Running> {
    const running = new Running(spawn(command, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'ignore'] }));
    started.push(running);
    await until('the program to be ready', () => running.output.includes('ready'), 20_000);
    expect(alive(running.pids.owned)).toBe(true);
    return running;
  }

  const program = (mode = 'plain') => start(process.execPath, [...PROGRAM, mode]);

  afterEach(() => {
    for (const { pids } of started.splice(0))
      for (const pid of [pids.program, pids.owned]) if (pid && alive(pid)) process.kill(pid, 'SIGKILL');
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('closes everything in reverse order on %s, and leaves no process', async (signal, code) => {
    const running = await program();
    process.kill(running.pids.program, signal);
    await running.gone();
    expect(running.code).toBe(code);
    expect(running.lines).toEqual([`${signal}: closing.`, 'closed the second', 'closed the first']);
  });

  it('closes after an uncaught exception too, and ends with 1', async () => {
    const running = await program('throws');
    process.kill(running.pids.program, 'SIGUSR2');
    await running.gone();
    expect(running.code).toBe(1);
    expect(running.lines).toEqual([
      'Closing after an unexpected error.',
      'closed the second',
      'closed the first',
    ]);
  });

  it('closes when nothing is left to do', async () => {
    const running = await program('done');
    process.kill(running.pids.program, 'SIGUSR2');
    await running.gone();
    expect(running.code).toBe(0);
    expect(running.lines).toEqual(['closed the second', 'closed the first']);
  });

  it('leaves no process when it exits in the middle of things', async () => {
    const running = await program('exits');
    process.kill(running.pids.program, 'SIGUSR2');
    await running.gone();
    expect(running.code).toBe(3);
  });

  it('leaves no process when it is killed hard', async () => {
    const running = await program();
    process.kill(running.pids.program, 'SIGKILL');
    await running.gone();
    expect(running.lines).toEqual([]);
  });

  it('closes when the process that started it is gone', async () => {
    const running = await start('/bin/sh', ['-c', '"$@" & wait', 'sh', process.execPath, ...PROGRAM]);
    running.child.kill('SIGKILL');
    await running.gone();
    expect(running.lines).toEqual([
      'The process that started this one is gone: closing.',
      'closed the second',
      'closed the first',
    ]);
  });

  it('is ended by a second signal while a closing is stuck', async () => {
    const running = await program('stuck');
    process.kill(running.pids.program, 'SIGINT');
    await until('the first signal to be heard', () => running.lines.length > 0);
    process.kill(running.pids.program, 'SIGINT');
    await running.gone();
    expect(running.code).toBe(130);
    expect(running.lines).toEqual(['SIGINT: closing.']);
  });

  it('closes the rest when one closing fails, and says which', async () => {
    const running = await program('failing');
    process.kill(running.pids.program, 'SIGTERM');
    await running.gone();
    expect(running.lines.slice(1)).toEqual([
      'Could not close the third: jammed',
      'closed the second',
      'closed the first',
    ]);
  });

  it('goes on when its own process is killed, and then has nothing to end', async () => {
    const running = await program();
    process.kill(running.pids.owned, 'SIGKILL');
    await until('its end to be noticed', () => running.lines.includes('child ended'));
    expect(alive(running.pids.program)).toBe(true);
    process.kill(running.pids.program, 'SIGTERM');
    await running.gone();
    expect(running.code).toBe(143);
  });
});

describe('the list of things to close', () => {
  it('closes each once, in one go for all who ask, and not what was taken off', async () => {
    const closed: string[] = [];
    onClose('a', () => void closed.push('a'));
    onClose('b', () => void closed.push('b'))();
    onClose('c', () => void closed.push('c'));
    await Promise.all([closeAll(), closeAll()]);
    await closeAll();
    expect(closed).toEqual(['c', 'a']);
  });
});
