import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { ownProcess } from './ownedProcess';

const TAIL_CHARS = 8_000;
const GRACE_MS = 3_000;

/** A program that runs beside us, never outlives us, and whose last words are kept. */
export class Program {
  /** Resolves when it has ended. */
  readonly ended: Promise<void>;
  private output = '';
  private over = false;

  private constructor(
    private readonly child: ChildProcess,
    readonly pid: number,
  ) {
    const keep = (text: string) => (this.output = (this.output + text).slice(-TAIL_CHARS));
    child.stdout?.setEncoding('utf8').on('data', keep);
    child.stderr?.setEncoding('utf8').on('data', keep);
    const release = ownProcess(pid);
    this.ended = new Promise((resolve) => {
      child.once('close', () => {
        this.over = true;
        release();
        resolve();
      });
    });
  }

  /** @throws Error when the command cannot be started. */
  static async start(command: string, args: readonly string[]): Promise<Program> {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    if (child.pid !== undefined) return new Program(child, child.pid);
    return new Promise((_, reject) => child.once('error', reject));
  }

  get running(): boolean {
    return !this.over;
  }

  /** What it printed last, both streams. */
  get printed(): string {
    return this.output;
  }

  /** Ends it and waits until it is gone; by force when it does not go by itself. */
  async stop(): Promise<void> {
    if (!this.running) return;
    this.child.kill('SIGTERM');
    const force = setTimeout(() => this.child.kill('SIGKILL'), GRACE_MS);
    await this.ended;
    clearTimeout(force);
  }
}
