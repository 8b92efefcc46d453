import type { Connection } from '../../model/connection';
import { freshState } from '../../model/pullState';
import type { WatchState } from '../../model/watch';
import { isSteady } from '../../plan/watch/clocks';
import {
  isExplained,
  isPulled,
  LATE_AFTER_MS,
  latePullsCause,
  latePullsNotice,
} from '../../plan/watch/latePulls';
import { signInCause } from '../../plan/watch/signIn';
import { manifestOf } from '../../providers/manifests';
import type { ConnectionTie } from '../ports/pull';
import type { World } from '../world';

/** Connections that one look sees to; the rest is seen to by the next. */
const MOST = 200;
const AT_ONCE = 20;

const pulls = (connection: Connection): boolean =>
  isPulled(connection, manifestOf(connection.provider)?.can ?? []);

async function see(world: World, tie: ConnectionTie): Promise<void> {
  const { tenantId, connectionId } = tie;
  const [connection, found] = await Promise.all([
    world.connections.read(tenantId, connectionId),
    world.pulls.read(tie),
  ]);
  const now = world.now();
  const { lateAt } = found?.value ?? freshState();
  // It got through while we were reading.
  if (lateAt === undefined || lateAt > now) return;
  const wanted = connection && pulls(connection);
  if (wanted && isExplained(found?.value ?? freshState()))
    return world.pulls.expect(tie, now + LATE_AFTER_MS);
  if (wanted) {
    world.log('warn', 'Pulls are late', { tenant: tenantId, connection: connectionId });
    await world.notices.tell(tenantId, latePullsNotice(connection), now);
  }
  // Said once: the next pull that gets through, or whoever switches the connection on, expects one anew.
  await world.pulls.expect(tie, undefined);
}

/** Tells of connections that are pulled and of which no pull has got through for hours. One read where there is none. */
export async function watchPulls(world: World, state: WatchState): Promise<void> {
  const now = world.now();
  if (!isSteady(state, now)) return;
  const late = await world.pulls.late(now, MOST);
  for (let start = 0; start < late.length; start += AT_ONCE)
    await Promise.all(late.slice(start, start + AT_ONCE).map((tie) => see(world, tie)));
}

/**
 * A connection was switched on: that its pulls get through is watched from now on. Or off: what the watchers said of
 * it is nobody's concern any more.
 */
export async function pullsSwitched(
  world: World,
  before: Connection | undefined,
  after: Connection,
): Promise<void> {
  const [was, is] = [before !== undefined && pulls(before), pulls(after)];
  const { tenantId, id } = after;
  const now = world.now();
  if (is && !was) await world.pulls.expect({ tenantId, connectionId: id }, now + LATE_AFTER_MS);
  if (is || !was) return;
  for (const cause of [latePullsCause(id), signInCause(id)]) await world.notices.settle(tenantId, cause, now);
}

/** A pull has got through; `lateAt`: until when it was expected. */
export async function pulledInTime(
  world: World,
  { tenantId, id }: Connection,
  lateAt: number | undefined,
): Promise<void> {
  const now = world.now();
  if (lateAt === undefined || lateAt <= now) await world.notices.settle(tenantId, latePullsCause(id), now);
}
