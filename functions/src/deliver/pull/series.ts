import { Failure } from '../../model/failure';
import type { Capability } from '../../model/pullState';
import type { PullRun } from '../../model/run';
import { wantsAll } from '../../plan/pull/due';
import { brakeCause, failureCause } from '../../plan/pull/brake';
import type { Session } from '../../providers/provider';
import type { PullRequest } from '../../providers/pull';
import { Renewing, withSession, type Access } from '../session';
import type { World } from '../world';
import type { Lease } from './lease';
import { openSink, type PageEnd, type Sink } from './sinks';

/** Everything one task of a connection’s pulls works with. */
export interface PullTask {
  world: World;
  lease: Lease;
  access: Access;
  isTimeUp: () => boolean;
  /** Capabilities that were pulled and had nothing new. */
  unchanged: Capability[];
  /** Rows to write when the lease is given back. */
  runs: PullRun[];
}

/** `partial`: the POS did not show everything. `continues`: the task’s time is up. */
export type SeriesEnd = 'complete' | 'partial' | 'continues';

/**
 * One capability, from where it was left. What is recorded is kept however it ends.
 * @throws Failure, Paced, Renewing as they come from the POS; LeaseLost.
 */
export async function pullSeries(task: PullTask, capability: Capability): Promise<SeriesEnd> {
  const { world, lease } = task;
  const before = lease.of(capability);
  const startedAt = before.pass?.startedAt ?? world.now();
  const sink = await openSink(task, capability, wantsAll(lease.state, capability, world.now()));
  let end: SeriesEnd;
  try {
    end = await pages(task, capability, sink);
  } catch (thrown) {
    // A commit that failed or was late took its changes with it: the next task reads them again.
    if (!(thrown instanceof Failure || thrown instanceof Renewing)) throw thrown;
    // What the POS has shown before it failed is recorded, and what follows from that follows.
    await sink.pause();
    await sink.follow(false);
    throw thrown;
  }
  if (end === 'continues') await sink.pause();
  await sink.follow(end === 'continues');
  if (end === 'complete') await settle(task, capability, before);
  if (end !== 'continues') lease.answer(capability, startedAt);
  return end;
}

async function settle(
  { world, lease }: PullTask,
  capability: Capability,
  before: ReturnType<Lease['of']>,
): Promise<void> {
  const { id, tenantId } = lease.connection;
  const now = world.now();
  if (before.failures > 0) await world.notices.settle(tenantId, failureCause(id, capability), now);
  if (before.braked !== undefined && lease.of(capability).braked === undefined)
    await world.notices.settle(tenantId, brakeCause(id, capability), now);
}

function requestOf({ lease }: PullTask, capability: Capability): PullRequest {
  const { since, from, pass } = lease.of(capability);
  return {
    ...(pass?.asked === 'changes' && since !== undefined && { since }),
    ...(from !== undefined && { from }),
  };
}

async function pages(task: PullTask, capability: Capability, sink: Sink): Promise<SeriesEnd> {
  return withSession(task.world, task.access, async (session: Session): Promise<SeriesEnd> => {
    let last: PageEnd | undefined;
    for await (const page of sink.read(session, requestOf(task, capability))) {
      last = page;
      if (!page.complete && page.next !== undefined && task.isTimeUp()) return 'continues';
    }
    if (!last?.complete) {
      await sink.stop(last);
      return 'partial';
    }
    await sink.complete(last);
    return 'complete';
  });
}
