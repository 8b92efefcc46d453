import { IANAZone, FixedOffsetZone, type Zone } from 'luxon';
import type { Instant } from '../../model/instant';

const MINUTE = 60_000;
export const DAY_MS = 24 * 60 * MINUTE;

/** The zone of an IANA name; UTC where there is none, or one that nobody knows. */
export function zoneOf(name: string | undefined): Zone {
  const zone = name === undefined ? undefined : IANAZone.create(name);
  return zone?.isValid ? zone : FixedOffsetZone.utcInstance;
}

/**
 * Local time is a number here: what Date.UTC would make of the digits on the wall, so that days are whole multiples of
 * DAY_MS. It is no moment until `momentOf` makes one of it.
 */
export type LocalTime = number;

export const localOf = (at: Instant, zone: Zone): LocalTime => at + zone.offset(at) * MINUTE;

/** Days since 1970 of a local time. */
export const dayOf = (local: LocalTime): number => Math.floor(local / DAY_MS);

/** 1 Monday to 7 Sunday; 1 January 1970 was a Thursday. */
export const weekdayOf = (day: number): number => ((((day + 3) % 7) + 7) % 7) + 1;

/** The first moment in (after, until] at which the zone has the offset; it has it at `until` and not at `after`. */
function changeBetween(after: Instant, until: Instant, zone: Zone, offset: number): Instant {
  let [low, high] = [after, until];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (zone.offset(middle) === offset) high = middle;
    else low = middle;
  }
  return high;
}

/**
 * The first moment at which clocks show the local time or have passed it: in autumn the earlier of two, in spring, where
 * clocks leap over it, the leap.
 */
export function momentOf(local: LocalTime, zone: Zone): Instant {
  const before = zone.offset(local - DAY_MS);
  const early = local - before * MINUTE;
  if (zone.offset(early) === before) return early;
  const after = zone.offset(local + DAY_MS);
  const late = local - after * MINUTE;
  if (zone.offset(late) === after) return late;
  return changeBetween(Math.min(early, late), Math.max(early, late), zone, after);
}

const DATE = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?)?$/;
const CLOCK = /^(\d\d?):(\d\d)(?::\d\d)?$/;

/** A local date (`day` alone) or date-time (`at`, too) as a POS writes it; undefined for anything else. */
export function readLocal(text: string): { day: number; at?: LocalTime } | undefined {
  const match = DATE.exec(text.trim());
  if (!match) return undefined;
  const [year = 0, month = 0, date = 0, hour, minute, second] = match
    .slice(1)
    .map((part) => (part === undefined ? undefined : Number(part)));
  const start = Date.UTC(year, month - 1, date);
  const isReal = new Date(start).getUTCDate() === date && new Date(start).getUTCMonth() === month - 1;
  if (!isReal) return undefined;
  if (hour === undefined) return { day: dayOf(start) };
  const at = start + (hour * 60 + (minute ?? 0)) * MINUTE + (second ?? 0) * 1_000;
  return hour > 24 || (minute ?? 0) > 59 ? undefined : { day: dayOf(at), at };
}

/** Milliseconds into the day of `HH:MM`, up to `24:00`; undefined for anything else. */
export function readClock(text: string): number | undefined {
  const match = CLOCK.exec(text.trim());
  const [hour, minute] = [Number(match?.[1]), Number(match?.[2])];
  const into = (hour * 60 + minute) * MINUTE;
  return match && minute < 60 && into <= DAY_MS ? into : undefined;
}
