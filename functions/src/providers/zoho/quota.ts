import { Failure } from '../../model/failure';
import type { HttpReply } from '../http';
import { nextMidnight } from './zone';

/** What is left of the organization's calls of the day, as far as replies have told. */
export interface Quota {
  /** Every reply says how many calls are left. */
  note(reply: HttpReply): void;
  /** @throws Failure `throttled` when hardly any is left: asking beyond the last one was seen to prolong the block. */
  demand(): void;
  /** What is left is kept for orders: a pull stops here and goes on another day. */
  isScarce(): boolean;
  /** When the calls of the next day begin. */
  resetsAt(): number;
}

/** The part of a day's calls that pulls leave to orders. */
const RESERVE = 0.2;
/**
 * Calls that stay unused: a session learns what is left from its first reply, so that as many sessions may begin at a time
 * without one of them asking for more than there is.
 */
const UNUSED = 10;

function numberIn(reply: HttpReply, name: string): number | undefined {
  const text = reply.headers[name];
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}

/**
 * The day of one session. Without the headers nothing is known, and nothing is held back.
 * @param cap calls per day that may be used up by all apps together; absent: all that the plan has
 * @param zone the organization's: its midnight begins the next day
 */
export function quotaOf(cap: () => number | undefined, now: () => number, zone: string | undefined): Quota {
  let left: number | undefined;
  let total: number | undefined;
  let resets: number | undefined;
  const resetsAt = () => resets ?? nextMidnight(now(), zone);
  return {
    note: (reply) => {
      const remaining = numberIn(reply, 'x-rate-limit-remaining');
      if (remaining === undefined) return;
      const limit = numberIn(reply, 'x-rate-limit-limit');
      const seconds = numberIn(reply, 'x-rate-limit-reset');
      total = cap() ?? limit;
      left = remaining - Math.max(0, (limit ?? 0) - (total ?? 0));
      resets = seconds === undefined ? undefined : now() + seconds * 1000;
    },
    demand: () => {
      if (left === undefined || left > UNUSED || resetsAt() <= now()) return;
      throw new Failure('throttled', 'The Zoho organization’s calls of this day are used up.', {
        until: resetsAt(),
        sent: false,
        advice: 'They begin anew at midnight. A higher Zoho plan has more of them.',
      });
    },
    isScarce: () => left !== undefined && total !== undefined && left <= total * RESERVE,
    resetsAt,
  };
}
