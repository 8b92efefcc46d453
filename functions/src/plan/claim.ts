import { hashOf } from '../model/hash';
import type { Job } from '../model/job';

/** Longer than all calls of a try together: whoever looks after it finds nothing under way any more. */
export const LEASE_MS = 120_000;
/** Task times are cut to seconds on the way, and clocks differ. */
const EARLY_MS = 1_500;

/** Whether a task may take the job up now. A worker that died is due when its lease has ended. */
export function isDue(job: Job, now: number): boolean {
  if (job.wakeAt === undefined) return false;
  if (job.state === 'sending') return job.wakeAt <= now;
  const isOpen = job.state === 'queued' || job.state === 'unknown' || job.state === 'waiting';
  return isOpen && job.wakeAt <= now + EARLY_MS;
}

/** The job in the hands of a worker. A claim over a dead worker's takes on that it may have got through. */
export function claimOf(job: Job, now: number) {
  return {
    state: 'sending',
    fence: job.fence + 1,
    attempts: job.attempts + 1,
    wakeAt: now + LEASE_MS,
    firstAttemptAt: job.firstAttemptAt ?? now,
    retryFromAt: job.retryFromAt ?? now,
    mayExist: job.mayExist || job.state === 'sending',
    updatedAt: now,
  } as const;
}

/** One queue per POS: a POS that is down holds up nobody else. */
export function queueOf(provider: string): string {
  return `deliver-${provider}`;
}

/** Task names are remembered for about an hour after use, so every enqueue of a job has its own generation. */
export function taskName(job: Pick<Job, 'id' | 'generation'>): string {
  return hashOf(['task', job.id, job.generation], 32);
}
