import { isUrgent, kindOf, type Notice } from '../../model/notice';
import type { Channel, Choice, Preferences } from '../../model/preferences';
import { nextDigest, nextHour, quietUntil } from './hours';

/** One person, told of one notice. `at` undefined: now; else in the message that gathers what comes up until then. */
export interface Dispatch {
  channels: readonly Channel[];
  at?: number;
}

const addressOn = ({ email, whatsapp }: Preferences): Record<Channel, string | undefined> => ({
  email,
  whatsapp,
});

/** How a person is told; undefined: only in the app. */
export function dispatchOf(
  notice: Notice,
  own: Preferences,
  choice: Choice,
  now: number,
): Dispatch | undefined {
  const { digest, quiet, timeZone, urgentAnyway } = choice;
  const addresses = addressOn(own);
  const channels = choice.channels[notice.severity].filter((channel) => addresses[channel] !== undefined);
  const way = choice.notices[kindOf(notice)];
  if (way === 'off' || channels.length === 0) return undefined;
  if (way === 'digest') return { channels, at: nextDigest(now, digest, quiet, timeZone) };
  if (urgentAnyway && isUrgent(notice)) return { channels };
  // What a night has gathered comes as one message in the morning, not as a storm.
  return { channels, at: quietUntil(now, quiet, timeZone) };
}

/** Messages of their own for one person, on all channels together. */
export const MOST_AN_HOUR = 20;
const HOUR_MS = 3_600_000;

/** Whether a person may be sent one more, and the moments that then count. `recent`: the oldest first. */
export function takeTurn(recent: readonly number[], now: number): { ok: boolean; recent: number[] } {
  const counting = recent.filter((at) => now - at < HOUR_MS);
  if (counting.length >= MOST_AN_HOUR) return { ok: false, recent: counting };
  return { ok: true, recent: [...counting, now] };
}

/** Where what is too much goes. */
export const overflowAt = ({ quiet, timeZone }: Choice, now: number): number =>
  nextHour(now, quiet, timeZone);
