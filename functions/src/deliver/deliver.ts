import type { Attempt } from '../model/attempt';
import { DEFAULT_RETRY, type Connection } from '../model/connection';
import { Failure } from '../model/failure';
import type { Job, JobKind, JobRef } from '../model/job';
import { claimOf, isDue } from '../plan/claim';
import { endingOf, type Ending, type Outcome } from '../plan/ending';
import { connectionStops, readForJob } from '../plan/relevance';
import { manifestOf } from '../providers/manifests';
import { cancelOrder } from './cancelOrder';
import { payOrder } from './payOrder';
import { pushOrder } from './pushOrder';
import { Recorder } from './recorder';
import { accessTo, Renewing } from './session';
import type { Task } from './task';
import { enqueue } from './wake';
import type { Stamped, World } from './world';

/** What became of a task: `left` means that the job was not for us now. */
export type Delivered = 'left' | 'lost' | Attempt['outcome'];

const PERFORMERS: Readonly<Record<JobKind, (task: Task) => Promise<Outcome>>> = {
  pushOrder,
  cancelOrder,
  payOrder,
};

/**
 * One try of one job: claim it, do it, record how it went, set the next try in motion. Safe to call at any time and
 * any number of times; a task that is early, late or a twin leaves the job alone. Throws only when Firestore does.
 */
export async function deliver(world: World, ref: JobRef): Promise<Delivered> {
  const found = await world.jobs.read(ref);
  if (!found || !isDue(found.value, world.now())) return 'left';
  const claim = claimOf(found.value, world.now());
  const held = await world.jobs.update(found, claim);
  if (!held) return 'lost';
  const recorder = new Recorder(world.http, () => world.now(), claim.wakeAt);
  const startedAt = world.now();
  const { outcome, connection } = await attempt(world, held.value, recorder);
  const now = world.now();
  const ending = endingOf(outcome, {
    job: held.value,
    touched: recorder.touched,
    policy: connection?.settings.retry ?? DEFAULT_RETRY,
    now,
    random: world.random(),
    settleMs: manifestOf(held.value.provider)?.settleMs ?? 0,
  });
  const { fence } = held.value;
  const tried = {
    number: fence,
    fence,
    startedAt,
    durationMs: now - startedAt,
    calls: recorder.calls,
    ...ending.attempt,
  };
  if (!(await world.jobs.finish(held, { ...ending.patch, updatedAt: now }, tried, ending.badge)))
    return 'lost';
  await follow(world, held, ending, connection);
  return ending.attempt.outcome;
}

async function attempt(
  world: World,
  job: Job,
  recorder: Recorder,
): Promise<{ outcome: Outcome; connection?: Connection }> {
  const [connection, document] = await Promise.all([
    world.connections.read(job.tenantId, job.connectionId),
    world.orders.read(job.subject),
  ]);
  const stopped = connectionStops(connection);
  if (stopped || !connection)
    return { outcome: stopped ?? fail(new Failure('unexpected', 'No connection.')), connection };
  const order = readForJob(document);
  if ('is' in order) return { outcome: order, connection };
  try {
    const access = await accessTo(world, connection, recorder.http);
    const outcome = await PERFORMERS[job.kind]({ world, job, connection, order, access });
    return { outcome, connection };
  } catch (thrown) {
    if (thrown instanceof Renewing)
      return { outcome: { is: 'deferred', until: thrown.until, why: thrown.message }, connection };
    return { outcome: fail(Failure.from(thrown)), connection };
  }
}

const fail = (failure: Failure): Outcome => ({ is: 'failed', failure });

/** What a recorded ending sets in motion. Each part is repaired by the sweeper or the next try if it is lost. */
async function follow(
  world: World,
  held: Stamped<Job>,
  ending: Ending,
  connection?: Connection,
): Promise<void> {
  const job = { ...held.value, ...ending.patch };
  const { tenantId, connectionId, id } = job;
  const fields = {
    tenant: tenantId,
    connection: connectionId,
    job: id,
    kind: job.kind,
    outcome: ending.attempt.outcome,
  };
  world.log(ending.notice ? 'warn' : 'info', 'Tried a job', {
    ...fields,
    failure: ending.attempt.failureKind,
  });
  if (ending.wakeAt !== undefined) await enqueue(world, job, ending.wakeAt);
  if (job.reason === 'auth_failed' && connection?.status === 'active')
    await world.connections.setStatus(tenantId, connectionId, 'auth_failed', ending.attempt.message ?? '');
  if (ending.notice) await world.notices.tell(tenantId, ending.notice, world.now());
  for (const cause of ending.settles ?? []) await world.notices.settle(tenantId, cause, world.now());
}
