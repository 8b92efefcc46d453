import { Failure } from '../../model/failure';
import { freshState, type Capability } from '../../model/pullState';
import { fillsIn, sharesOf } from '../../plan/budget';
import { heldUntil } from '../../plan/circuit';
import { dueNow, shownBy, soonest } from '../../plan/pull/due';
import { afterLease, nextTask } from '../../plan/pull/spread';
import { LATE_AFTER_MS } from '../../plan/watch/latePulls';
import { manifestOf } from '../../providers/manifests';
import type { Manifest } from '../../providers/manifest';
import { Paced } from '../pacer';
import type { ConnectionTie } from '../ports/pull';
import { Recorder } from '../recorder';
import { accessTo, Renewing } from '../session';
import { pulledInTime } from '../watch/latePulls';
import { watchSignIn } from '../watch/signIn';
import type { World } from '../world';
import { failed } from './failed';
import { followUp, owes } from './followUp';
import { Lease, LeaseLost, tieOf } from './lease';
import { pullSeries, type PullTask } from './series';
import { summaryOf } from './summary';

/** What became of a pull task: `left` means that there was nothing for it to do now. */
export type Pulled = 'left' | 'lost' | 'done' | 'continues';

/** A new task goes on when less of the lease is left: a slow page must still fit in. */
const ENOUGH_MS = 60_000;
/** A call that has to wait longer for its turn waits in a new task. A shorter wait lets the bucket fill meanwhile. */
const PATIENCE_MS = 30_000;

/**
 * Pulls whatever of a connection is due, page after page, until it is through or its time is up; then a new task goes
 * on. Safe to call at any time and any number of times. Throws only when a store does.
 */
export async function pull(world: World, tie: ConnectionTie): Promise<Pulled> {
  const [connection, found] = await Promise.all([
    world.connections.read(tie.tenantId, tie.connectionId),
    world.pulls.read(tie),
  ]);
  const manifest = connection && manifestOf(connection.provider);
  if (!manifest) return 'left';
  const now = world.now();
  const state = found?.value ?? freshState();
  const works = connection.status === 'active' && connection.settings.enabled;
  const isDue = works && dueNow(state, shownBy(manifest.can), now).length > 0;
  if (!isDue && !owes(state)) return 'left';
  if (state.leaseUntilAt > now) {
    await world.queue.enqueue(afterLease(tie, state.leaseId, state.leaseUntilAt));
    return 'left';
  }
  const opensAt = Math.max(connection.throttledUntilAt ?? 0, heldUntil(connection.circuit, now, now) ?? 0);
  if (isDue && opensAt > now && !owes(state)) {
    await world.queue.enqueue(nextTask(tie, `${state.leaseId}-${opensAt}`, opensAt));
    return 'left';
  }
  const lease = await Lease.take(world, connection, found);
  if (!lease) return 'lost';
  try {
    const isTimeUp = () => lease.endsAt - world.now() < ENOUGH_MS;
    const through = await followUp(world, lease, isTimeUp);
    if (through && isDue && opensAt <= now) return await work(world, lease, manifest);
    return await handOver(world, lease, through ? (isDue ? opensAt : undefined) : world.now());
  } catch (thrown) {
    if (thrown instanceof LeaseLost) return 'lost';
    throw thrown;
  }
}

/** Gives the lease back without a call to the POS; `at`: when another task goes on. */
async function handOver(world: World, lease: Lease, at: number | undefined): Promise<Pulled> {
  await lease.release({});
  if (at === undefined) return 'done';
  await world.queue.enqueue(nextTask(tieOf(lease.connection), lease.id, at));
  return 'continues';
}

async function taskOf(world: World, lease: Lease, manifest: Manifest): Promise<PullTask> {
  const { connection } = lease;
  const worthwhileMs = Math.min(PATIENCE_MS, fillsIn('pulls', sharesOf(manifest, world.instances)));
  const spend = async (): Promise<void> => {
    try {
      await world.pacer.spend(world, connection, manifest, 'pulls', recorder.calls.length > 0);
    } catch (thrown) {
      const waitMs = thrown instanceof Paced ? thrown.until - world.now() : Infinity;
      if (waitMs > PATIENCE_MS || recorder.leftMs < ENOUGH_MS) throw thrown;
      await world.wait(Math.max(waitMs, worthwhileMs));
      await spend();
    }
  };
  const recorder: Recorder = new Recorder(world.http, () => world.now(), lease.endsAt, spend);
  const access = await accessTo(world, connection, recorder.http);
  const isTimeUp = () => recorder.leftMs < ENOUGH_MS;
  return { world, lease, access, isTimeUp, unchanged: [], runs: [] };
}

async function work(world: World, lease: Lease, manifest: Manifest): Promise<Pulled> {
  const task = await taskOf(world, lease, manifest);
  const due = dueNow(lease.state, shownBy(manifest.can), world.now());
  let goOnAt: number | undefined;
  for (const capability of due) {
    goOnAt = task.isTimeUp() ? world.now() : await one(task, capability);
    if (goOnAt !== undefined) break;
  }
  return leave(task, manifest, goOnAt);
}

/** One capability; when the whole pull must go on later, that moment. */
async function one(task: PullTask, capability: Capability): Promise<number | undefined> {
  try {
    const end = await pullSeries(task, capability);
    return end === 'continues' || owes(task.lease.state) ? task.world.now() : undefined;
  } catch (thrown) {
    if (thrown instanceof LeaseLost) throw thrown;
    if (thrown instanceof Renewing || thrown instanceof Paced) return thrown.until;
    if (!(thrown instanceof Failure)) throw thrown;
    return failed(task, capability, thrown);
  }
}

/** What the watchers want to know of a pull; `through`: nothing that was due is left. */
async function watched({ world, lease, access }: PullTask, through: boolean): Promise<void> {
  const { connection, state } = lease;
  if (through) {
    lease.remember({ lateAt: world.now() + LATE_AFTER_MS });
    await pulledInTime(world, connection, state.lateAt);
  }
  await watchSignIn(world, lease, access.provider);
}

/** Gives the lease back and sees that somebody goes on where there is more to do. */
async function leave(task: PullTask, manifest: Manifest, goOnAt: number | undefined): Promise<Pulled> {
  const { world, lease, unchanged, runs } = task;
  const { tenantId, id } = lease.connection;
  const now = world.now();
  const day = new Date(now).toISOString().slice(0, 10);
  await watched(task, goOnAt === undefined);
  await lease.release({
    runs,
    ...(unchanged.length > 0 && { unchanged: { day, capabilities: unchanged, at: now } }),
    summary: summaryOf(lease.state, lease.connection),
  });
  const owedAt = owes(lease.state) ? now : undefined;
  const at = goOnAt ?? owedAt ?? soonest(lease.state, shownBy(manifest.can), now);
  if (at === undefined) return 'done';
  await world.queue.enqueue(nextTask(tieOf(lease.connection), lease.id, at));
  world.log('info', 'A pull goes on', { tenant: tenantId, connection: id, inMs: at - now });
  return 'continues';
}
