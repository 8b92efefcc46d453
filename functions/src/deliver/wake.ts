import { jobIdOf, type Job, type JobReason } from '../model/job';
import { causeOf } from '../plan/notices';
import { queueOf, taskName } from '../plan/claim';
import { backupsOf } from '../plan/standby';
import type { Connection } from '../model/connection';
import type { JobPatch, Stamped, World } from './world';

/** Sends a task for a job; `at`: not before. `suffix` tells a sweeper's task from the job's own. */
export function enqueue(world: World, job: Job, at?: number, suffix = ''): Promise<void> {
  const ref = { tenantId: job.tenantId, jobId: job.id };
  return world.queue.enqueue({ queue: queueOf(job.provider), name: taskName(job) + suffix, ref, at });
}

/** What makes a job due now, with a fresh series of tries. */
export function requeued({ mayExist, generation }: Job, now: number): JobPatch {
  return {
    state: mayExist ? 'unknown' : 'queued',
    reason: undefined,
    wakeAt: now,
    generation: generation + 1,
    failures: {},
    retryFromAt: undefined,
    updatedAt: now,
  };
}

/** Makes a job due now; false when it has moved meanwhile. */
export async function requeue(world: World, stuck: Stamped<Job>): Promise<boolean> {
  const again = await world.jobs.update(stuck, requeued(stuck.value, world.now()));
  if (again) await enqueue(world, again.value);
  return again !== undefined;
}

/** Sends the task of a job that has not been tried; one that stands by has its time. */
async function start(world: World, job: Job): Promise<void> {
  if (job.state === 'queued') await enqueue(world, job);
  else if (job.reason === 'backup') await enqueue(world, job, job.wakeAt);
}

/**
 * Puts a job on its way. Its twin is left alone, or, if it is parked and `replay` says so, tried again. Whether there was
 * no twin.
 */
export async function offer(world: World, job: Job, replay: boolean): Promise<boolean> {
  if (await world.jobs.create(job)) {
    await start(world, job);
    return true;
  }
  const twin = await world.jobs.read({ tenantId: job.tenantId, jobId: job.id });
  if (twin?.value.state === 'parked' && replay) await requeue(world, twin);
  else if (twin) await start(world, twin.value);
  return false;
}

/** What waits whether it is needed is needed now: the connection that it stands by for has given the order up. */
export async function wakeBackups(world: World, failed: Job): Promise<void> {
  const { tenantId, subject, connectionId } = failed;
  const backups = backupsOf(connectionId, await world.connections.ofTenant(tenantId));
  for (const backup of backups) {
    const jobId = jobIdOf({ tenantId, connectionId: backup.id, kind: 'pushOrder', subject });
    const waiting = await world.jobs.read({ tenantId, jobId });
    if (waiting?.value.state === 'waiting' && waiting.value.reason === 'backup')
      await requeue(world, waiting);
  }
}

/** Tries again what is stuck on a connection for one of these reasons; `concerns` narrows it. Returns how many. */
export async function replay(
  world: World,
  { tenantId, id }: Pick<Connection, 'tenantId' | 'id'>,
  reasons: readonly JobReason[],
  concerns: (job: Job) => boolean = () => true,
): Promise<number> {
  const stuck = await world.jobs.stuck(tenantId, id, reasons);
  const wanted = stuck.filter((job) => concerns(job.value));
  const woken = await Promise.all(wanted.map((job) => requeue(world, job)));
  const count = woken.filter(Boolean).length;
  const [first] = stuck;
  if (first && count === stuck.length)
    for (const reason of reasons)
      await world.notices.settle(tenantId, causeOf(first.value, reason), world.now());
  return count;
}

const GRACE_MS = 30_000;
const WINDOW_MS = 5 * 60_000;

/**
 * Sends a task for every job whose time has passed: its own task was lost, its worker died, its lease ended.
 * Returns how many. Two sweepers of one window send one task.
 */
export async function sweep(world: World, limit = 2_000): Promise<number> {
  const now = world.now();
  const overdue = await world.jobs.overdue(now - GRACE_MS, limit);
  const suffix = `-s${Math.floor(now / WINDOW_MS)}`;
  await Promise.all(overdue.map((job) => enqueue(world, job, undefined, suffix)));
  if (overdue.length > 0) world.log('warn', 'Swept overdue jobs', { count: overdue.length });
  return overdue.length;
}
