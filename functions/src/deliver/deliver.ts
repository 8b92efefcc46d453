import type { Attempt } from '../model/attempt';
import { DEFAULT_RETRY, type Connection } from '../model/connection';
import type { JobRef } from '../model/job';
import { circuitAfter } from '../plan/circuit';
import { claimOf, isDue } from '../plan/claim';
import { endingOf, type Ending, type Outcome } from '../plan/ending';
import { manifestOf } from '../providers/manifests';
import { attempt, isAboutOrder, LANES } from './attempt';
import { Recorder } from './recorder';
import { enqueue, wakeBackups } from './wake';
import type { Stamped, World } from './world';
import type { Job } from '../model/job';

/** What became of a task: `left` means that the job was not for us now. */
export type Delivered = 'left' | 'lost' | Attempt['outcome'];

/**
 * One try of one job: claim it, do it, record how it went, set the next try in motion. Safe to call at any time and
 * any number of times; a task that is early, late or a twin leaves the job alone. Throws only when Firestore does.
 */
export async function deliver(world: World, ref: JobRef): Promise<Delivered> {
  const found = await world.jobs.read(ref);
  if (!found || !isDue(found.value, world.now())) return 'left';
  return deliverFound(world, found);
}

/** The same for a job that was just read and is known to be due. */
export async function deliverFound(world: World, found: Stamped<Job>): Promise<Delivered> {
  const startedAt = world.now();
  const taken = await take(world, found, startedAt);
  if (!taken) return 'lost';
  const { held, connection, document } = taken;
  const job = held.value;
  const recorder: Recorder = new Recorder(
    world.http,
    () => world.now(),
    job.wakeAt ?? startedAt,
    () => spend(world, job, connection, recorder.calls.length > 0),
  );
  const outcome = await attempt(world, job, connection, document, recorder);
  const now = world.now();
  const ending = endingOf(outcome, {
    job,
    touched: recorder.touched,
    policy: connection?.settings.retry ?? DEFAULT_RETRY,
    now,
    random: world.random(),
    settleMs: manifestOf(job.provider)?.settleMs ?? 0,
  });
  const { fence } = job;
  const tried = {
    number: fence,
    fence,
    startedAt,
    durationMs: now - startedAt,
    calls: recorder.calls,
    ...ending.attempt,
  };
  const badge = isAboutOrder(job.kind) ? ending.badge : undefined;
  const recorded = await world.jobs.finish(
    held,
    { ...ending.patch, updatedAt: now },
    tried,
    badge,
    ending.notice,
  );
  if (!recorded) return 'lost';
  await follow(world, held, ending, connection);
  if (connection && recorder.calls.length > 0) await noteAccount(world, connection, outcome);
  return ending.attempt.outcome;
}

/**
 * Claims a job and reads what it is about, at once. That the order may be read a moment before the claim stands does no
 * harm: whoever cancels it must get past this very job, and an edit shows in the content hash.
 */
async function take(world: World, found: Stamped<Job>, now: number) {
  const { tenantId, connectionId, kind, subject } = found.value;
  const [held, connection, document] = await Promise.all([
    world.jobs.update(found, claimOf(found.value, now)),
    world.connections.read(tenantId, connectionId),
    isAboutOrder(kind) ? world.orders.read(subject) : undefined,
  ]);
  return held && { held, connection, document };
}

async function spend(
  world: World,
  job: Job,
  connection: Connection | undefined,
  begun: boolean,
): Promise<void> {
  const manifest = manifestOf(job.provider);
  if (connection && manifest) await world.pacer.spend(world, connection, manifest, LANES[job.kind], begun);
}

/** The account rests so long when the POS asks us to slow down without saying until when. */
const UNNAMED_PAUSE_MS = 5_000;

/** What the try has taught us about the account: a pause it asked for, an outage, or that an outage is over. */
async function noteAccount(world: World, connection: Connection, outcome: Outcome): Promise<void> {
  const now = world.now();
  const failure = outcome.is === 'failed' ? outcome.failure : undefined;
  const asked = failure?.kind === 'throttled' && !failure.detail.onlyThisJob;
  const until = asked ? (failure.detail.until ?? now + UNNAMED_PAUSE_MS) : undefined;
  const circuit =
    outcome.is === 'deferred' ? connection.circuit : circuitAfter(connection.circuit, failure?.kind, now);
  const paused = until !== undefined && until > now;
  if (!paused && !circuit && !connection.circuit) return;
  await world.connections.noteAccount(connection, { circuit, ...(paused && { throttledUntilAt: until }) });
}

/** What a recorded ending sets in motion. Each part is repaired by the sweeper or the next try if it is lost. */
async function follow(
  world: World,
  held: Stamped<Job>,
  ending: Ending,
  connection?: Connection,
): Promise<void> {
  const job = { ...held.value, ...ending.patch };
  const { tenantId, connectionId, id } = job;
  const { outcome, failureKind, message } = ending.attempt;
  const fields = { tenant: tenantId, connection: connectionId, job: id, kind: job.kind, outcome };
  world.log(ending.notice ? 'warn' : 'info', 'Tried a job', { ...fields, failure: failureKind });
  if (ending.wakeAt !== undefined) await enqueue(world, job, ending.wakeAt);
  if (job.reason === 'auth_failed' && connection?.status === 'active')
    await world.connections.setStatus(tenantId, connectionId, 'auth_failed', message ?? '');
  if (job.state === 'parked' && job.kind === 'pushOrder') await wakeBackups(world, job);
  for (const cause of ending.settles ?? []) await world.notices.settle(tenantId, cause, world.now());
}
