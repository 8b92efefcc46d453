import type { Delivery } from '../../model/delivery';
import type { Failure } from '../../model/failure';

const MINUTE = 60_000;
/** Waits after each failure; the last repeats. */
const DELAYS_MS = [30_000, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE, 60 * MINUTE, 120 * MINUTE];
/** What has not gone out by then is old news; it still stands in the app. */
const GIVE_UP_AFTER_MS = 24 * 60 * MINUTE;

export type Outcome = { state: 'waiting'; dueAt: number } | { state: 'failed' | 'uncertain'; why: string };

/**
 * What follows when a message was not surely taken. Where it may have been, it is not sent again: the notice stands in
 * the app and is told again while it goes on, and a second copy would teach people to look away.
 */
export function outcomeOf(failure: Failure, delivery: Delivery, now: number, random: number): Outcome {
  const { kind, detail } = failure;
  const surelyNotTaken = kind === 'throttled' || detail.sent === false;
  if (kind === 'unavailable' && !surelyNotTaken) return { state: 'uncertain', why: 'no_reply' };
  if (kind !== 'throttled' && kind !== 'unavailable') return { state: 'failed', why: kind };
  const delay = DELAYS_MS[Math.min(delivery.tried, DELAYS_MS.length - 1)] ?? 0;
  const dueAt = Math.ceil(Math.max(now + delay * (0.9 + 0.2 * random), detail.until ?? 0));
  if (dueAt - delivery.firstDueAt > GIVE_UP_AFTER_MS) return { state: 'failed', why: 'gave_up' };
  return { state: 'waiting', dueAt };
}
