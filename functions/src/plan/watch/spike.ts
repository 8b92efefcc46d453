import type { Connection } from '../../model/connection';
import type { Notice } from '../../model/notice';

const MINUTE_MS = 60_000;
/** The span that is held against the day before it. */
export const RECENT_MS = 15 * MINUTE_MS;
export const DAY_MS = 24 * 60 * MINUTE_MS;

/** How tries ended. What was deferred, or parked by us without a call, is no try. */
export interface Fares {
  failed: number;
  done: number;
}

/** A spike needs so many failures. */
export const FEWEST = 5;
const SHARE = 0.3;
/** And this many times what is usual with the connection. */
const TIMES = 2;
/** Of fewer tries nothing is usual. */
const ENOUGH = 10;
/** It is over below these, which lie well apart from those above: a rate near the limit does not come and go. */
const OVER_BELOW = 3;
const OVER_SHARE = 0.15;

const shareOf = ({ failed, done }: Fares): number => (failed + done === 0 ? 0 : failed / (failed + done));

/** What the recent span left of a day, as a share. */
export function usualShare(recent: Fares, day: Fares): number {
  const before = {
    failed: Math.max(0, day.failed - recent.failed),
    done: Math.max(0, day.done - recent.done),
  };
  return before.failed + before.done < ENOUGH ? 0 : shareOf(before);
}

/** So few failures end any spike; nothing need be counted. */
export const isCalm = (failed: number): boolean => failed < OVER_BELOW;

/** Whether unusually many tries fail; `isOpen`: people have been told so. */
export function isSpike(recent: Fares, day: Fares, isOpen: boolean): boolean {
  const share = shareOf(recent);
  if (isOpen) return !isCalm(recent.failed) && share > OVER_SHARE;
  return recent.failed >= FEWEST && share > SHARE && share > TIMES * usualShare(recent, day);
}

export const spikeCause = (connectionId: string) => `failure_spike:${connectionId}`;

const percent = (share: number) => `${Math.round(share * 100)} %`;

export function spikeNotice({ id, name }: Connection, recent: Fares, day: Fares): Notice {
  const { failed, done } = recent;
  return {
    cause: spikeCause(id),
    connectionId: id,
    severity: 'warning',
    title: 'Unusually many tries fail',
    message:
      `${name}: ${failed} of ${failed + done} tries of the last 15 minutes failed, usually it is ` +
      `${percent(usualShare(recent, day))}. They are repeated by themselves; if it goes on, look at the POS.`,
    action: 'none',
  };
}
