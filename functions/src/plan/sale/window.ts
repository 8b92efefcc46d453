import type { Zone } from 'luxon';
import type { Instant } from '../../model/instant';
import type { PulledDiscount } from '../../model/pulled';
import {
  DAY_MS,
  dayOf,
  localOf,
  momentOf,
  readClock,
  readLocal,
  weekdayOf,
  type LocalTime,
} from './localTime';

type Times = Pick<PulledDiscount, 'startsOn' | 'endsOn' | 'weekdays' | 'fromTime' | 'untilTime'>;

/** Whether a discount holds at a moment, and until when that stays so; absent: for good. */
export interface Holding {
  holds: boolean;
  changesAt?: Instant;
}

/** When a discount holds, read. Days count since 1970; both ends of days are inclusive. */
interface Schedule {
  firstDay: number;
  lastDay: number;
  /** Moments that clip it; the end is exclusive. */
  opensAt: Instant;
  closesAt: Instant;
  /** Empty: every day. */
  weekdays: readonly number[];
  /** Milliseconds into the day on which a window begins; `until` may lie in the next day. */
  from: number;
  until: number;
}

/** No bound. */
const OPEN: { day?: number; at?: LocalTime } = {};

const clockOr = (text: string | undefined, otherwise: number): number | undefined =>
  text === undefined ? otherwise : readClock(text);

/** Undefined for times that nobody can read: such a discount never holds, rather than always. */
function readSchedule({ startsOn, endsOn, weekdays, ...times }: Times, zone: Zone): Schedule | undefined {
  const start = startsOn === undefined ? OPEN : readLocal(startsOn);
  const end = endsOn === undefined ? OPEN : readLocal(endsOn);
  const from = clockOr(times.fromTime, 0);
  const until = clockOr(times.untilTime, DAY_MS);
  if (!start || !end || from === undefined || until === undefined) return undefined;
  const overnight = until <= from;
  return {
    // A window of the night before may reach into the first day of a date-time.
    firstDay: start.at === undefined ? (start.day ?? -Infinity) : (start.day ?? 0) - 1,
    lastDay: end.day ?? Infinity,
    opensAt: start.at === undefined ? -Infinity : momentOf(start.at, zone),
    closesAt: end.at === undefined ? Infinity : momentOf(end.at, zone),
    weekdays: new Set(weekdays).size < 7 ? weekdays : [],
    from,
    until: overnight ? until + DAY_MS : until,
  };
}

const always = ({ weekdays, from, until }: Schedule) => weekdays.length === 0 && until - from >= DAY_MS;

/** The window that begins on a day; undefined when none does, or clocks leap over all of it. */
function windowOn(day: number, schedule: Schedule, zone: Zone): [Instant, Instant] | undefined {
  const { firstDay, lastDay, opensAt, closesAt, weekdays, from, until } = schedule;
  if (day < firstDay || day > lastDay) return undefined;
  if (weekdays.length > 0 && !weekdays.includes(weekdayOf(day))) return undefined;
  const start = Math.max(momentOf(day * DAY_MS + from, zone), opensAt);
  const end = Math.min(momentOf(day * DAY_MS + until, zone), closesAt);
  return start < end ? [start, end] : undefined;
}

/** Every day, all day: one window from end to end. */
function span({ firstDay, lastDay, opensAt, closesAt, from, until }: Schedule, zone: Zone) {
  const moment = (day: number, into: number) =>
    Number.isFinite(day) ? momentOf(day * DAY_MS + into, zone) : day;
  const start = Math.max(moment(firstDay, from), opensAt);
  return [start, Math.min(moment(lastDay, until), closesAt)] as const;
}

const finite = (at: number) => (Number.isFinite(at) ? { changesAt: at } : {});

/** Of seven days each weekday is one; clocks may leap over a window, so two weeks are searched. */
const SEARCHED_DAYS = 15;

function among(schedule: Schedule, zone: Zone, now: Instant): Holding {
  const today = dayOf(localOf(now, zone));
  const first = Math.max(today - 2, schedule.firstDay);
  let until: Instant | undefined;
  for (let day = first; day <= first + SEARCHED_DAYS; day += 1) {
    const window = windowOn(day, schedule, zone);
    if (!window || window[1] <= now) continue;
    const [start, end] = window;
    if (until === undefined && start > now) return { holds: false, changesAt: start };
    if (until !== undefined && start > until) break;
    until = Math.max(until ?? end, end);
  }
  return until === undefined ? { holds: false } : { holds: true, changesAt: until };
}

/**
 * Whether a discount holds at `now` by its dates, weekdays and times of day, all of them local. A date lasts all day; a
 * date-time ends at that moment. A window past midnight belongs to the day on which it begins, for weekdays and dates.
 */
export function holdingOf(discount: Times, zone: Zone, now: Instant): Holding {
  const schedule = readSchedule(discount, zone);
  if (!schedule) return { holds: false };
  if (!always(schedule)) return among(schedule, zone, now);
  const [start, end] = span(schedule, zone);
  if (start >= end || now >= end) return { holds: false };
  return now < start ? { holds: false, changesAt: start } : { holds: true, ...finite(end) };
}
