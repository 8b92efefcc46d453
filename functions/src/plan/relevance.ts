import type { BadgeError } from '../model/badge';
import type { Connection } from '../model/connection';
import type { Job, JobReason } from '../model/job';
import type { Order } from '../model/order';
import { isChannel } from '../providers/manifests';
import { badgesOn } from './lateEdits';
import { acceptOrder } from './orderEvent';
import { wordsFor } from './words';

/** A job that does not go to the POS now: where it rests, and why. */
export interface Stop {
  is: 'stopped';
  state: 'waiting' | 'parked' | 'cancelled';
  reason: JobReason;
  error: BadgeError;
}

export function stop(state: Stop['state'], reason: JobReason, better: Partial<BadgeError> = {}): Stop {
  return { is: 'stopped', state, reason, error: wordsFor(reason, better) };
}

/** Whether the connection takes jobs now. */
export function connectionStops(connection: Connection | undefined): Stop | undefined {
  if (!connection || connection.status === 'disconnected') return stop('parked', 'disconnected');
  if (connection.status === 'auth_failed') return stop('parked', 'auth_failed');
  if (connection.status === 'paused') return stop('waiting', 'paused');
  return connection.settings.enabled ? undefined : stop('waiting', 'feature_off');
}

/** Reads the order as it is now; what cannot be accepted parks the job with every field named. */
export function readForJob(document: unknown): Order | Stop {
  if (document === undefined) return stop('cancelled', 'order_deleted');
  const { order, issues } = acceptOrder(document);
  return order ?? stop('parked', 'invalid_order', { fields: issues });
}

const MINUTE = 60_000;

/** Whether an order is still to be created at the POS. */
export function pushStops(job: Job, order: Order, connection: Connection, now: number): Stop | undefined {
  if (order.status === 'cancelled') return stop('cancelled', 'order_cancelled');
  // It may stand at the POS already: then looking matters more than its age.
  if (job.mayExist || job.sendAnyway) return undefined;
  const wantedAt = Math.max(order.placedAt, order.fulfillment?.dueAt ?? 0);
  const late = now - wantedAt > connection.settings.holdAfterMinutes * MINUTE;
  return late ? stop('parked', 'too_old') : undefined;
}

/** What keeps a ticket from being sent, beside what keeps any order: the POS has it, or nobody agreed to get it. */
export function ticketStops(
  job: Job,
  document: Readonly<Record<string, unknown>>,
  { provider, settings: { backup }, confirmedAt }: Connection,
): Stop | undefined {
  if (!isChannel(provider)) return undefined;
  const first = backup && Object.fromEntries(badgesOn(document))[backup.of];
  if (first?.status === 'synced' && !job.sendAnyway) return stop('cancelled', 'not_needed');
  return confirmedAt === undefined ? stop('waiting', 'unconfirmed') : undefined;
}
