import type { Attempt } from '../model/attempt';
import type { Job } from '../model/job';
import type { BadgeStatus } from '../model/badge';
import { Problem } from '../model/problem';
import { statusOf } from '../plan/history';
import { badgesOf, placedAtOf, type SeenBadge } from '../plan/seenBadge';
import type { NoticeRow } from './ports/history';
import type { World } from './world';

/** Something that happened to an order, or was said about it. */
export type Event = { at: number; connectionId?: string } & (
  | { what: 'placed' }
  | { what: 'job'; jobId: string; kind: Job['kind']; status: BadgeStatus; reason?: Job['reason'] }
  | {
      what: 'attempt';
      jobId: string;
      kind: Job['kind'];
      number: number;
      outcome: Attempt['outcome'];
      durationMs: number;
      failureKind?: Attempt['failureKind'];
      message?: string;
      httpStatus?: number;
      calls?: { method: string; path: string; status: number; durationMs: number }[];
    }
  | { what: 'notice'; title: string; severity: string; status: string; count: number; message?: string }
);

export interface Timeline {
  orderId: string;
  /** By connection. */
  badges: Record<string, SeenBadge>;
  /** In the order of time. */
  events: Event[];
}

/** Attempts of one job; an order that was tried more often is in a bad way, and its last ones say why. */
const MOST_ATTEMPTS = 50;

/** Ids in a path may be a shopper's; a POS's own words may quote an order: neither is for viewers. */
function attemptEvent({ id: jobId, kind, connectionId }: Job, attempt: Attempt, detailed: boolean): Event {
  const { number, startedAt: at, outcome, durationMs, failureKind, message, httpStatus, calls } = attempt;
  const detail = {
    ...(message !== undefined && { message }),
    calls: calls.map(({ method, path, status, durationMs: ms }) => ({
      method,
      path,
      status,
      durationMs: ms,
    })),
  };
  return {
    ...{ at, what: 'attempt' as const, connectionId, jobId, kind, number, outcome, durationMs },
    ...(failureKind && { failureKind }),
    ...(httpStatus !== undefined && { httpStatus }),
    ...(detailed && detail),
  };
}

function noticeEvent(
  { lastAt, title, severity, status, count, message }: NoticeRow,
  detailed: boolean,
): Event {
  return { at: lastAt, what: 'notice', title, severity, status, count, ...(detailed && { message }) };
}

const jobEvent = ({ id: jobId, kind, connectionId, state, reason, createdAt }: Job): Event => ({
  ...{ at: createdAt, what: 'job' as const, connectionId, jobId, kind, status: statusOf({ state, reason }) },
  ...(reason && { reason }),
});

/**
 * Everything that is known of one order: what was tried where, what came back, what people were told. Never a credential,
 * and of the shopper nothing. `detailed`: with the POS's own words. @throws Problem `not_found`
 */
export async function timelineOf(
  world: World,
  tenantId: string,
  orderId: string,
  detailed: boolean,
): Promise<Timeline> {
  const path = world.history.orderPath(tenantId, orderId);
  const [document, jobs, notices] = await Promise.all([
    world.orders.read(path),
    world.history.ofSubject(tenantId, path),
    world.history.notices(tenantId, path),
  ]);
  if (!document && jobs.length === 0) throw new Problem('not_found', 'There is no such order.');
  const attempts = await Promise.all(
    jobs.map((job) => world.history.attempts({ tenantId, jobId: job.id }, undefined, MOST_ATTEMPTS)),
  );
  const placedAt = placedAtOf(document);
  const events: Event[] = [
    ...(placedAt === undefined ? [] : [{ at: placedAt, what: 'placed' as const }]),
    ...jobs.map(jobEvent),
    // The oldest first: what happened within a millisecond keeps its order.
    ...jobs.flatMap((job, index) =>
      [...(attempts[index] ?? [])].reverse().map((one) => attemptEvent(job, one, detailed)),
    ),
    ...notices.map((notice) => noticeEvent(notice, detailed)),
  ];
  return { orderId, badges: badgesOf(document, detailed), events: events.sort((a, b) => a.at - b.at) };
}
