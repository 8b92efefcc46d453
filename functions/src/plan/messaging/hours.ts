import { DateTime } from 'luxon';
import type { DigestTimes, QuietHours } from '../../model/preferences';

const MINUTES = 60;
const minutesIn = (clock: string): number => {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return hours * MINUTES + minutes;
};

/** A zone that the machine does not know (any more) is read as UTC. */
function local(at: number, timeZone: string): DateTime {
  const there = DateTime.fromMillis(at, { zone: timeZone });
  return there.isValid ? there : DateTime.fromMillis(at, { zone: 'utc' });
}

/** The first moment after `now` at which the clock shows so many minutes of that day. */
function clockAt(day: DateTime, minutes: number, now: number): number {
  const [hour, minute] = [Math.floor(minutes / MINUTES), minutes % MINUTES];
  let at = day.set({ hour, minute, second: 0, millisecond: 0 });
  // The clock was put forward over it: from the first moment after that.
  if (at.hour !== hour || at.minute !== minute) at = at.startOf('hour');
  // The clock was put back, and shows it twice: the first time may be over.
  while (at.toMillis() <= now) at = at.plus({ hours: 1 });
  return at.toMillis();
}

/**
 * When the quiet hours that lie around `now` end; undefined outside them. By the clock on the wall: a night in which it
 * is changed is an hour longer or shorter.
 */
export function quietUntil(now: number, quiet: QuietHours | 'none', timeZone: string): number | undefined {
  if (quiet === 'none') return undefined;
  const here = local(now, timeZone);
  const [from, to, clock] = [minutesIn(quiet.from), minutesIn(quiet.to), here.hour * MINUTES + here.minute];
  const crossesMidnight = from > to;
  const isQuiet = crossesMidnight ? clock >= from || clock < to : clock >= from && clock < to;
  if (!isQuiet) return undefined;
  return clockAt(crossesMidnight && clock >= from ? here.plus({ days: 1 }) : here, to, now);
}

const afterQuiet = (at: number, quiet: QuietHours | 'none', timeZone: string) =>
  quietUntil(at, quiet, timeZone) ?? at;

/** The next full hour of the person's clock, out of their quiet hours. */
export function nextHour(now: number, quiet: QuietHours | 'none', timeZone: string): number {
  return afterQuiet(local(now, timeZone).startOf('hour').plus({ hours: 1 }).toMillis(), quiet, timeZone);
}

/** When the digest is sent that takes what comes up now. */
export function nextDigest(
  now: number,
  digest: DigestTimes,
  quiet: QuietHours | 'none',
  timeZone: string,
): number {
  if (digest.every === 'hour') return nextHour(now, quiet, timeZone);
  const here = local(now, timeZone);
  const isOver = here.hour >= digest.hour;
  const at = clockAt(isOver ? here.plus({ days: 1 }) : here, digest.hour * MINUTES, now);
  return afterQuiet(at, quiet, timeZone);
}
