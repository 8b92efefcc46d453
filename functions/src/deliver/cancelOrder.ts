import type { Job } from '../model/job';
import type { Outcome } from '../plan/ending';
import { stop } from '../plan/relevance';
import { withSession } from './session';
import { pushJobOf, standingBadge, type OrderTask } from './task';
import { ticketUrl } from './tickets/link';
import type { Stamped } from './world';

const LOOK_AGAIN_MS = 3_000;

/** Takes the order back: stops a push that has not left, voids or refunds one that stands at the POS. */
export async function cancelOrder(task: OrderTask): Promise<Outcome> {
  if (task.order.status !== 'cancelled') return stop('cancelled', 'superseded');
  const push = await pushJobOf(task);
  if (!push) return neverSent;
  const pushed = await withdraw(task, push);
  if ('is' in pushed) return pushed;
  return cancelAtPos(task, pushed);
}

const neverSent: Outcome = {
  is: 'done',
  badge: { status: 'cancelled', notes: ['The POS never had this order.'] },
};

/** Ends a push that is still to come; the push job as it now stands, or what to do instead of going on. */
async function withdraw({ world, access }: OrderTask, push: Stamped<Job>): Promise<Job | Outcome> {
  const { state, wakeAt = 0, updatedAt, mayExist } = push.value;
  const now = world.now();
  if (state === 'done') return push.value;
  const settledAt = mayExist ? updatedAt + access.provider.manifest.settleMs : 0;
  if (state === 'sending' && wakeAt > now)
    return {
      is: 'deferred',
      until: Math.min(wakeAt, now + LOOK_AGAIN_MS),
      why: 'The order is being sent right now.',
    };
  if (settledAt > now)
    return { is: 'deferred', until: settledAt, why: 'The order may just be arriving at the POS.' };
  const nowMayExist = mayExist || state === 'sending';
  if (state !== 'cancelled') {
    const patch = {
      state: 'cancelled',
      reason: 'order_cancelled',
      wakeAt: undefined,
      mayExist: nowMayExist,
    } as const;
    if (!(await world.jobs.update(push, patch)))
      return { is: 'deferred', until: now + LOOK_AGAIN_MS, why: 'The order’s own job has just moved.' };
  }
  return nowMayExist ? { ...push.value, mayExist: true } : neverSent;
}

async function cancelAtPos(
  { world, job, order, connection, access }: OrderTask,
  push: Job,
): Promise<Outcome> {
  return withSession(world, access, async (session, again): Promise<Outcome> => {
    const standing = push.receipt && standingBadge(push.receipt, push.contentHash);
    if (!session.cancelOrder) return stop('parked', 'not_supported');
    const { how, notes } = await session.cancelOrder({
      marker: push.marker,
      order,
      receipt: push.receipt,
      pushedSince: push.firstAttemptAt ?? push.createdAt,
      mayExist: job.mayExist || again,
      ...(access.provider.manifest.channel && { ticketUrl: ticketUrl(world, connection, push.id) }),
    });
    return { is: 'done', badge: { ...standing, status: 'cancelled', notes: [...notes, HOW[how]] } };
  });
}

const HOW = {
  voided: 'Voided in the POS.',
  refunded: 'Refunded in the POS.',
  nothing: 'The POS never had this order.',
  told: 'A cancellation was sent to whoever got the ticket.',
} as const;
