import type { QueueConfig } from '../../scripts/local/queueConfig';
import { QUEUE_DEFAULTS } from '../../scripts/local/queueConfig';
import type { Attempt } from '../../scripts/local/taskQueue';
import { TaskQueue } from '../../scripts/local/taskQueue';
import { ManualClock } from './manualClock';

const HOUR_MS = 3_600_000;

function setUp(
  config: Partial<QueueConfig> = {},
  answerTo: (attempt: Attempt<string>) => number = () => 204,
) {
  const clock = new ManualClock();
  const attempts: (Attempt<string> & { at: number })[] = [];
  const queue = new TaskQueue<string>({ ...QUEUE_DEFAULTS, ...config }, clock, async (attempt) => {
    attempts.push({ ...attempt, at: clock.now() });
    return answerTo(attempt);
  });
  const add = (name: string, at?: number) =>
    queue.add({ name, payload: name, ...(at === undefined ? {} : { at }) });
  return { clock, queue, attempts, add, when: () => attempts.map(({ name, at }) => `${name}@${at}`) };
}

/** A queue whose handlers answer when the test says so. */
function setUpHeld(config: Partial<QueueConfig> = {}) {
  const clock = new ManualClock();
  const held = new Map<string, (status: number) => void>();
  const dispatch = ({ name }: Attempt<string>) => new Promise<number>((resolve) => held.set(name, resolve));
  const queue = new TaskQueue<string>({ ...QUEUE_DEFAULTS, ...config }, clock, dispatch);
  const finish = async (name: string, status = 204) => {
    held.get(name)?.(status);
    held.delete(name);
    await clock.settle();
  };
  return {
    clock,
    queue,
    finish,
    running: () => [...held.keys()],
    add: (name: string) => queue.add({ name, payload: '' }),
  };
}

describe('a task queue', () => {
  it('dispatches a task without a schedule time at once', () => {
    const { add, when } = setUp();
    add('a');
    expect(when()).toEqual(['a@0']);
  });

  it('holds a task until its schedule time, and dispatches it then', async () => {
    const { add, when, clock } = setUp();
    add('later', 5000);
    await clock.advance(4999);
    expect(when()).toEqual([]);
    await clock.advance(1);
    expect(when()).toEqual(['later@5000']);
  });

  it('goes by due time, and by arrival where that is equal', async () => {
    const { add, when, clock } = setUp();
    for (const [name, at] of [
      ['c', 300],
      ['a', 100],
      ['b1', 200],
      ['b2', 200],
    ] as const)
      add(name, at);
    await clock.advance(1000);
    expect(when()).toEqual(['a@100', 'b1@200', 'b2@200', 'c@300']);
  });

  it('refuses a name that is waiting, running, or was used less than an hour ago', async () => {
    const { add, clock, when } = setUp();
    expect([add('a', 1000), add('a', 1000)]).toEqual([true, false]);
    await clock.advance(1000);
    expect(add('a')).toBe(false);
    await clock.advance(HOUR_MS - 1);
    expect(add('a')).toBe(false);
    await clock.advance(1);
    expect(add('a')).toBe(true);
    expect(when()).toEqual(['a@1000', `a@${1000 + HOUR_MS}`]);
  });

  it('tries a failing task as often as maxAttempts says, the first attempt included', async () => {
    const { add, clock, when, queue } = setUp({ maxAttempts: 3, minBackoffMs: 1000 }, () => 500);
    add('a');
    await clock.advance(HOUR_MS);
    expect(when()).toEqual(['a@0', 'a@1000', 'a@3000']);
    expect(queue.stats()).toEqual({ queued: 0, running: 0, completed: 0, failedAttempts: 3, givenUp: 1 });
  });

  it('takes a dispatch that throws for a failed attempt', async () => {
    const { add, clock, attempts } = setUp({ minBackoffMs: 10 }, ({ retryCount }) => {
      if (retryCount === 0) throw new Error('boom');
      return 204;
    });
    add('a');
    await clock.advance(10);
    expect(attempts.map(({ previousStatus }) => previousStatus)).toEqual([undefined, 500]);
  });

  it('counts all attempts before as retries, but only those not answered with 5xx as executions', async () => {
    const answers = [429, 503, 400, 204];
    const { add, clock, attempts } = setUp(
      { maxAttempts: 5 },
      ({ retryCount }) => answers[retryCount] ?? 204,
    );
    add('a');
    await clock.advance(60_000);
    expect(attempts.map((one) => [one.retryCount, one.executionCount, one.previousStatus])).toEqual([
      [0, 0, undefined],
      [1, 1, 429],
      [2, 1, 503],
      [3, 2, 400],
    ]);
  });

  it('runs no more at once than allowed, and starts the next when one is done', async () => {
    const { add, running, finish } = setUpHeld({ maxConcurrent: 2 });
    for (const name of ['a', 'b', 'c']) add(name);
    expect(running()).toEqual(['a', 'b']);
    await finish('a');
    expect(running()).toEqual(['b', 'c']);
  });

  it('lets others run in the place of a task that waits for its retry', async () => {
    const { add, running, finish, clock } = setUpHeld({ maxConcurrent: 1, minBackoffMs: 1000 });
    add('bad');
    add('good');
    await finish('bad', 500);
    expect(running()).toEqual(['good']);
    await finish('good');
    await clock.advance(1000);
    expect(running()).toEqual(['bad']);
  });

  it('keeps to its rate after a short burst', async () => {
    const { add, clock, when } = setUp({ maxPerSecond: 10 });
    for (const name of ['a', 'b', 'c', 'd']) add(name);
    await clock.advance(1000);
    expect(when()).toEqual(['a@0', 'b@0', 'c@100', 'd@200']);
  });

  it('never runs a deleted task, and keeps its name for an hour', async () => {
    const { add, clock, queue, when } = setUp();
    add('a', 100);
    add('b', 100);
    expect([queue.delete('a'), queue.delete('a')]).toEqual([true, false]);
    await clock.advance(100);
    expect(when()).toEqual(['b@100']);
    expect(add('a')).toBe(false);
  });

  it('does not retry a task that was deleted while it ran', async () => {
    const { add, queue, finish, clock, running } = setUpHeld();
    add('a');
    expect(queue.delete('a')).toBe(true);
    await finish('a', 500);
    await clock.advance(HOUR_MS);
    expect(running()).toEqual([]);
  });

  it('closes when what runs is done, and starts nothing more', async () => {
    const { add, queue, finish, running } = setUpHeld({ maxConcurrent: 1 });
    add('a');
    add('b');
    let closed = false;
    const closing = queue.close().then(() => (closed = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect(closed).toBe(false);
    await finish('a');
    await closing;
    expect(running()).toEqual([]);
  });
});
