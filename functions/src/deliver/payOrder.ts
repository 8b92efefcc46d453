import type { Job } from '../model/job';
import type { Outcome } from '../plan/ending';
import { stop } from '../plan/relevance';
import { withSession } from './session';
import { pushJobOf, standingBadge, totalWarning, type OrderTask } from './task';

const LOOK_AGAIN_MS = 5_000;

/** A push that waits, perhaps half an hour, is not looked at before it is tried again; one under way is, shortly. */
function afterPush({ state, wakeAt = 0 }: Job, now: number): number {
  return Math.max(now, state === 'sending' ? 0 : wakeAt) + LOOK_AGAIN_MS;
}

/** Tells the POS that an order it already has is paid now. */
export async function payOrder(task: OrderTask): Promise<Outcome> {
  const { world, order, access } = task;
  const push = (await pushJobOf(task))?.value;
  // A push that is yet to come, or to be mended by a person, reads the order as paid and pays it itself.
  if (!push || push.state === 'parked' || push.state === 'waiting' || push.state === 'cancelled')
    return stop('cancelled', 'superseded');
  if (push.state !== 'done' || !push.receipt)
    return { is: 'deferred', until: afterPush(push, world.now()), why: 'The order itself is on its way.' };
  const { receipt, marker, contentHash } = push;
  if (receipt.paid) return { is: 'done', receipt, badge: standingBadge(receipt, contentHash) };
  return withSession(world, access, async (session): Promise<Outcome> => {
    if (!session.payOrder) return stop('parked', 'not_supported');
    const paid = await session.payOrder({ marker, order, receipt });
    return {
      is: 'done',
      receipt: paid,
      badge: standingBadge(paid, contentHash),
      warning: totalWarning(order, paid),
    };
  });
}
