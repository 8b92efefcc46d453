import type { Clock } from './clock';
import type { QueueConfig } from './queueConfig';
import { backoffMs, exhausted } from './queueConfig';
import { TokenBucket } from './tokenBucket';
import { UsedNames } from './usedNames';

/** One dispatch of a task, as Cloud Tasks tells its handler. */
export interface Attempt<Payload> {
  name: string;
  payload: Payload;
  /** When this attempt was due. */
  dueAt: number;
  /** Attempts before this one. */
  retryCount: number;
  /** Attempts before this one that were answered with something other than 5xx. */
  executionCount: number;
  /** HTTP status of the attempt before. */
  previousStatus?: number;
}

/** Carries out one attempt and returns its HTTP status; throwing counts as 500. */
export type Dispatch<Payload> = (attempt: Attempt<Payload>) => Promise<number>;

export interface QueueStats {
  /** Waiting for their time, their retry, or a free place. */
  queued: number;
  running: number;
  completed: number;
  failedAttempts: number;
  /** Tasks dropped after their last attempt. */
  givenUp: number;
}

interface Task<Payload> {
  name: string;
  payload: Payload;
  dueAt: number;
  attempts: number;
  executions: number;
  firstAttemptAt?: number;
  previousStatus?: number;
}

/** A queue that behaves as one of Cloud Tasks: schedule times, retries, rates, and names that collide. */
export class TaskQueue<Payload> {
  /** The next one last, so that taking it is cheap. */
  private waiting: Task<Payload>[] = [];
  /** Waiting or running. */
  private readonly live = new Map<string, Task<Payload>>();
  private readonly used = new UsedNames();
  private readonly bucket: TokenBucket;
  private readonly counts = { completed: 0, failedAttempts: 0, givenUp: 0 };
  private running = 0;
  private callOff?: () => void;
  private whenQuiet?: () => void;
  private closed = false;

  constructor(
    private readonly config: QueueConfig,
    private readonly clock: Clock,
    private readonly dispatch: Dispatch<Payload>,
  ) {
    this.bucket = new TokenBucket(config.maxPerSecond, clock.now());
  }

  /** False when the name is taken, or was until an hour ago. `at`: not before. */
  add(task: { name: string; payload: Payload; at?: number }): boolean {
    const now = this.clock.now();
    if (this.live.has(task.name) || this.used.has(task.name, now)) return false;
    const { name, payload } = task;
    const entry = { name, payload, dueAt: Math.max(now, task.at ?? now), attempts: 0, executions: 0 };
    this.live.set(name, entry);
    this.insert(entry);
    this.pump();
    return true;
  }

  /** Removes a task; one that is running finishes its attempt and gets no other. False when there is none. */
  delete(name: string): boolean {
    const task = this.live.get(name);
    if (!task) return false;
    this.forget(task);
    this.waiting = this.waiting.filter((other) => other !== task);
    return true;
  }

  stats(): QueueStats {
    return { queued: this.waiting.length, running: this.running, ...this.counts };
  }

  /** Drops what waits, and resolves when nothing runs any more. */
  async close(): Promise<void> {
    this.closed = true;
    this.callOff?.();
    this.waiting = [];
    this.live.clear();
    if (this.running > 0) await new Promise<void>((resolve) => (this.whenQuiet = resolve));
  }

  private insert(task: Task<Payload>): void {
    let low = 0;
    let high = this.waiting.length;
    // Before all that are due no later: of two that are due at once, the one that came first goes first.
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.waiting[middle]?.dueAt ?? 0) > task.dueAt) low = middle + 1;
      else high = middle;
    }
    this.waiting.splice(low, 0, task);
  }

  /** Starts what may start, and comes back when the next one may. */
  private pump(): void {
    this.callOff?.();
    this.callOff = undefined;
    while (!this.closed && this.running < this.config.maxConcurrent) {
      const next = this.waiting.at(-1);
      if (!next) return;
      const now = this.clock.now();
      const waitMs = Math.max(next.dueAt - now, this.bucket.waitMs(now));
      if (waitMs > 0) {
        this.callOff = this.clock.after(waitMs, () => this.pump());
        return;
      }
      this.bucket.take();
      this.waiting.pop();
      void this.run(next, now);
    }
  }

  private async run(task: Task<Payload>, now: number): Promise<void> {
    const { name, payload, dueAt, previousStatus } = task;
    const attempt = { name, payload, dueAt, retryCount: task.attempts, executionCount: task.executions };
    this.running += 1;
    task.attempts += 1;
    task.firstAttemptAt ??= now;
    let status = 500;
    try {
      status = await this.dispatch(previousStatus === undefined ? attempt : { ...attempt, previousStatus });
    } catch {
      // What went wrong is for the dispatcher to tell; here it is a failed attempt.
    }
    this.running -= 1;
    this.settle(task, status);
    if (this.running === 0) this.whenQuiet?.();
    this.pump();
  }

  private settle(task: Task<Payload>, status: number): void {
    const succeeded = status >= 200 && status < 300;
    this.counts[succeeded ? 'completed' : 'failedAttempts'] += 1;
    if (this.live.get(task.name) !== task) return;
    if (succeeded) return this.forget(task);
    const now = this.clock.now();
    if (exhausted(this.config, task.attempts, now - (task.firstAttemptAt ?? now))) {
      this.counts.givenUp += 1;
      return this.forget(task);
    }
    task.previousStatus = status;
    if (status < 500) task.executions += 1;
    task.dueAt = now + backoffMs(this.config, task.attempts);
    this.insert(task);
  }

  private forget(task: Task<Payload>): void {
    this.live.delete(task.name);
    this.used.add(task.name, this.clock.now());
  }
}
