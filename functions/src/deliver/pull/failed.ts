import type { Capability } from '../../model/pullState';
import { freshPass } from '../../model/pullState';
import type { Failure } from '../../model/failure';
import { syncNews } from '../../plan/events';
import { failureNotice } from '../../plan/pull/brake';
import { distrusts, restAfter, TELL_AFTER } from '../../plan/pull/due';
import { discreet } from '../discretion';
import { announce } from '../events/announce';
import { runOf } from './runRow';
import type { PullTask } from './series';

/** The account rests so long when the POS asks us to slow down without saying until when. */
const UNNAMED_PAUSE_MS = 60_000;

/**
 * A capability could not be pulled: it rests, and after some failures in a row a person is told. Nothing is removed for
 * it. The moment at which all of the connection’s pulls go on, when the others would fail like it.
 */
export async function failed(
  task: PullTask,
  capability: Capability,
  thrown: Failure,
): Promise<number | undefined> {
  const { world, lease } = task;
  const { connection } = lease;
  const failure = await discreet(thrown, world, connection, {});
  const now = world.now();
  const { tenantId, id } = connection;
  const fields = { tenant: tenantId, connection: id, capability, failure: failure.kind };
  world.log('warn', 'A pull failed', fields);
  if (failure.kind === 'throttled') return throttled(task, failure, now);
  const before = lease.of(capability);
  const failures = before.failures + 1;
  const anew = distrusts(failures) && { from: undefined, pass: undefined };
  const dueAt = now + restAfter(failures);
  lease.update(capability, { failures, dueAt, note: failure.message, ...anew });
  const pass = before.pass ?? freshPass(now, 'all');
  const run = runOf(connection, capability, pass, { state: 'failed', full: pass.full, failure }, now);
  const notices = failures === TELL_AFTER ? [failureNotice(connection, capability, failure.message)] : [];
  // Who asked has an answer; the row says when it is tried again.
  lease.answer(capability, now);
  await lease.commit({ runs: [run], notices });
  if (failures === TELL_AFTER) await announce(world, [syncNews(connection, capability, failure.kind, now)]);
  if (failure.kind === 'unauthorized') await signedOut(task, failure);
  // What cannot be reached, or lets nobody in, is not asked for the rest either.
  return failure.kind === 'unauthorized' || failure.kind === 'unavailable' ? dueAt : undefined;
}

async function throttled({ world, lease }: PullTask, { detail }: Failure, now: number): Promise<number> {
  const until = Math.max(detail.until ?? 0, now + (detail.until === undefined ? UNNAMED_PAUSE_MS : 1_000));
  if (!detail.onlyThisJob) await world.connections.noteAccount(lease.connection, { throttledUntilAt: until });
  return until;
}

async function signedOut({ world, lease }: PullTask, failure: Failure): Promise<void> {
  const { tenantId, id, name } = lease.connection;
  await world.connections.setStatus(tenantId, id, 'auth_failed', failure.message);
  const { advice = 'Connect it again.' } = failure.detail;
  const notice = {
    cause: `auth_failed:${id}`,
    connectionId: id,
    severity: 'error',
    title: 'The POS no longer accepts our sign-in',
    message: `${name}: ${failure.message} ${advice}`,
    action: 'reconnect',
  } as const;
  await world.notices.tell(tenantId, notice, world.now());
}
