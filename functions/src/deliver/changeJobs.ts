import type { Attempt } from '../model/attempt';
import type { Job, JobReason, JobRef } from '../model/job';
import { Problem } from '../model/problem';
import { causeOf } from '../plan/notices';
import { wordsFor } from '../plan/words';
import { enqueue, requeued } from './wake';
import type { Stamped, World } from './world';

/** `already`: it is done. `busy`: a worker has it at this moment, or had just now. `over`: it was cancelled. */
export type Retried = 'sent' | 'already' | 'on_its_way' | 'busy' | 'over' | 'waits';

const SAID: Readonly<Partial<Record<Retried, string>>> = {
  already: 'The POS has it.',
  on_its_way: 'It is on its way.',
  busy: 'It is being sent at this moment.',
  over: 'It was cancelled, or its order was.',
};

const result = (outcome: Retried) => {
  const message = SAID[outcome];
  return { outcome, ...(message !== undefined && { message }) };
};

/** What keeps a job from being tried now. */
function hindrance({ state, reason, wakeAt = 0 }: Job, now: number): Retried | undefined {
  if (state === 'done') return 'already';
  if (state === 'cancelled') return reason === 'withdrawn' || reason === 'not_needed' ? undefined : 'over';
  if (state === 'sending') return wakeAt > now ? 'busy' : undefined;
  return state === 'queued' && wakeAt <= now ? 'on_its_way' : undefined;
}

/** Tries a job now, with a fresh series of tries. */
export async function retryStamped(
  world: World,
  stuck: Stamped<Job>,
  sendAnyway = false,
): Promise<{ outcome: Retried; message?: string }> {
  const now = world.now();
  const hindered = hindrance(stuck.value, now);
  if (hindered) return result(hindered);
  const patch = {
    ...requeued(stuck.value, now),
    // A worker that died may have got through.
    ...(stuck.value.state === 'sending' && ({ mayExist: true, state: 'unknown' } as const)),
    ...(sendAnyway && { sendAnyway }),
  };
  const again = await world.jobs.update(stuck, patch);
  if (!again) return result('busy');
  await enqueue(world, again.value);
  return result('sent');
}

async function demand(world: World, ref: JobRef): Promise<Stamped<Job>> {
  const found = await world.jobs.read(ref);
  if (found) return found;
  throw new Problem('not_found', 'There is no such job.');
}

/** @throws Problem `not_found` */
export async function retryJob(world: World, ref: JobRef, sendAnyway: boolean) {
  return retryStamped(world, await demand(world, ref), sendAnyway);
}

export type RetryMany =
  { jobIds: readonly string[] } | { connectionId: string; reasons: readonly JobReason[] };

/** Jobs that one call tries; the rest takes another. */
export const MOST_RETRIED = 200;
const AT_ONCE = 20;

async function meant(world: World, tenantId: string, many: RetryMany) {
  if (!('jobIds' in many)) return world.jobs.stuck(tenantId, many.connectionId, many.reasons);
  const found = await Promise.all(many.jobIds.map((jobId) => world.jobs.read({ tenantId, jobId })));
  return found.flatMap((job) => job ?? []);
}

/** Tries many now; what is gone or over is said, not an error. */
export async function retryMany(world: World, tenantId: string, many: RetryMany) {
  const all = await meant(world, tenantId, many);
  const wanted = all.slice(0, MOST_RETRIED);
  const results: { jobId: string; outcome: Retried; message?: string }[] = [];
  for (let at = 0; at < wanted.length; at += AT_ONCE) {
    const some = wanted.slice(at, at + AT_ONCE).map(async (job) => ({
      jobId: job.value.id,
      ...(await retryStamped(world, job)),
    }));
    results.push(...(await Promise.all(some)));
  }
  return { results, left: all.length - wanted.length };
}

function refuseToCancel({ kind, state, wakeAt = 0 }: Job, now: number): void {
  const refuse = (why: string, advice: string) => {
    throw new Problem('conflict', why, { advice });
  };
  if (kind === 'pushPrices') refuse('Prices have no job of their own.', 'Switch the price sync off instead.');
  if (state === 'done') refuse('It is done: the POS has it.', 'Cancel the order in the storefront.');
  if (state === 'cancelled') refuse('It is cancelled already.', 'There is nothing to do.');
  if (state === 'sending' && wakeAt > now)
    refuse('It is being sent at this moment.', 'Look again in a minute.');
}

/**
 * Stops a job for good, or until a person sends it again. Its history says so, and so does the order's badge, in one
 * commit. @throws Problem `not_found`, or `conflict` when it is done or being sent
 */
export async function cancelJob(world: World, ref: JobRef): Promise<void> {
  const found = await demand(world, ref);
  const job = found.value;
  const now = world.now();
  refuseToCancel(job, now);
  const mayExist = job.mayExist || job.state === 'sending';
  const advice = mayExist ? 'An earlier try may have got through: check the POS for it.' : undefined;
  const error = wordsFor('withdrawn', { advice });
  const fence = job.fence + 1;
  const attempt: Attempt = {
    ...{ number: fence, fence, startedAt: now, durationMs: 0, calls: [] },
    outcome: 'cancelled',
    message: 'Stopped by hand.',
  };
  const patch = {
    ...({ state: 'cancelled', reason: 'withdrawn', lastError: error.message } as const),
    ...{ wakeAt: undefined, fence, mayExist, updatedAt: now },
  };
  const badge =
    job.kind === 'pushOrder' ? ({ status: 'cancelled', error, updatedAt: now } as const) : undefined;
  if (!(await world.jobs.finish(found, patch, attempt, badge)))
    throw new Problem('conflict', 'It has just moved on.', { advice: 'Look at it again.' });
  await world.notices.settle(ref.tenantId, causeOf(job, 'rejected'), now);
}
