import type { PulledDiscount } from '../../../model/pulled';

/** When a discount holds, in the location's local time. */
export type Period = Pick<PulledDiscount, 'startsOn' | 'endsOn' | 'weekdays' | 'fromTime' | 'untilTime'>;

const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const DAY_MINUTES = 24 * 60;

/** `NAME:value` lines of an iCalendar text; a line that begins with a blank goes on with the one before. */
function propertiesOf(event: string): Map<string, string> {
  const lines = event.replace(/\r?\n[ \t]/g, '').split(/\r?\n|\r/);
  return new Map(
    lines.flatMap((line) => {
      const colon = line.indexOf(':');
      return colon < 0 ? [] : [[line.slice(0, colon).trim().toUpperCase(), line.slice(colon + 1).trim()]];
    }),
  );
}

/** `20260131T173000` as `2026-01-31T17:30:00`, `20260131` as `2026-01-31`; undefined for a moment with a zone. */
function localTime(text: string | undefined): string | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d))?$/.exec(text ?? '');
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second] = match;
  const date = `${year}-${month}-${day}`;
  return hour === undefined ? date : `${date}T${hour}:${minute}:${second}`;
}

/** Minutes of an ISO 8601 duration, rounded up. */
function minutesOf(duration: string | undefined): number | undefined {
  // Square's own example leaves out the T of a time.
  const match = /^P(?:(\d+)W)?(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?$/.exec(duration ?? '');
  if (!match || /^PT?$/.test(duration ?? '')) return undefined;
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match
    .slice(1)
    .map((part) => Number(part ?? 0));
  return (weeks * 7 + days) * DAY_MINUTES + hours * 60 + minutes + Math.ceil(seconds / 60);
}

const clock = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** Local times as if they were UTC: only their distance counts. */
const asUtc = (local: string) => Date.parse(local.includes('T') ? `${local}Z` : `${local}T00:00:00Z`);
const later = (local: string, minutes: number) =>
  new Date(asUtc(local) + minutes * 60_000).toISOString().slice(0, 19);

/** 1 Monday to 7 Sunday. */
const weekdayOf = (local: string) => new Date(asUtc(local)).getUTCDay() || 7;

/** Every day, or on weekdays; undefined for any other rhythm. */
function weekdaysOf(rule: ReadonlyMap<string, string>, start: string): number[] | undefined {
  const names = rule.get('BYDAY')?.split(',');
  const days = names?.map((name) => DAYS.indexOf(name.trim().toUpperCase()) + 1).sort((a, b) => a - b);
  if (days?.includes(0)) return undefined;
  const frequency = rule.get('FREQ');
  if (frequency === 'WEEKLY') return days ?? [weekdayOf(start)];
  return frequency === 'DAILY' ? (days ?? []) : undefined;
}

/** Times of day; undefined for a period that runs into the next day. */
function timesOf(start: string, minutes: number): Pick<Period, 'fromTime' | 'untilTime'> | undefined {
  const from = (asUtc(start) / 60_000) % DAY_MINUTES;
  const until = from + minutes;
  if (until > DAY_MINUTES) return undefined;
  if (from === 0 && until === DAY_MINUTES) return {};
  return { fromTime: clock(from), untilTime: until === DAY_MINUTES ? undefined : clock(until) };
}

const PLAIN = ['FREQ', 'BYDAY', 'UNTIL', 'INTERVAL', 'WKST'];

/**
 * UNTIL is inclusive and bounds when a period begins, not when it ends: one that begins at that moment holds, and the
 * last one runs through. https://www.rfc-editor.org/rfc/rfc5545#section-3.3.10
 */
function lastDay(until: string, start: string): string {
  const [day = until, time] = until.split('T');
  const [, begins] = start.split('T');
  const reached = time === undefined || begins === undefined || time >= begins;
  return reached ? day : later(day, -DAY_MINUTES).slice(0, 10);
}

function recurring(text: string, start: string, minutes: number): Period | undefined {
  const rule = new Map(
    text.split(';').flatMap((part): [string, string][] => {
      const [name, value] = part.split('=');
      return name && value ? [[name.trim().toUpperCase(), value.trim()]] : [];
    }),
  );
  if ([...rule.keys()].some((name) => !PLAIN.includes(name))) return undefined;
  if ((rule.get('INTERVAL') ?? '1') !== '1') return undefined;
  const until = localTime(rule.get('UNTIL'));
  if (rule.has('UNTIL') && until === undefined) return undefined;
  const endsOn = until === undefined ? undefined : lastDay(until, start);
  const weekdays = weekdaysOf(rule, start);
  const times = timesOf(start, minutes);
  return weekdays && times && { startsOn: start.slice(0, 10), endsOn, weekdays, ...times };
}

/**
 * A time period from its iCalendar event; undefined for what is not a plain one: a rhythm other than days of the week,
 * a time with a zone, a period over midnight.
 * https://developer.squareup.com/reference/square/objects/CatalogTimePeriod
 */
export function periodOf(event: string): Period | undefined {
  const properties = propertiesOf(event);
  const start = localTime(properties.get('DTSTART'));
  const minutes = minutesOf(properties.get('DURATION'));
  if (start === undefined || !minutes) return undefined;
  const rule = properties.get('RRULE');
  if (rule !== undefined) return recurring(rule, start, minutes);
  return { startsOn: start, endsOn: later(start, minutes), weekdays: [] };
}

/** The stricter of two ends; a date without a time lasts all day. */
function earlier(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  const whole = (text: string) => (text.includes('T') ? text : `${text}T24`);
  return whole(a) <= whole(b) ? a : b;
}

function laterOf(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a >= b ? a : b;
}

/** Weekly periods that begin in the same week begin on different days, and none of their days lies before. */
const isWithinAWeek = (a = '', b = '') => a === b || Math.abs(asUtc(a) - asUtc(b)) < 7 * DAY_MINUTES * 60_000;

/**
 * The time in which all of `span` and any of the periods hold; undefined where one record cannot say it. Periods that
 * differ in nothing but their weekdays are one.
 */
export function combined(
  span: Pick<Period, 'startsOn' | 'endsOn'>,
  periods: readonly Period[],
): Period | undefined {
  const [first, ...others] = periods;
  if (!first) return { ...span, weekdays: [] };
  const same = others.every(
    (one) =>
      one.fromTime === first.fromTime &&
      one.untilTime === first.untilTime &&
      one.endsOn === first.endsOn &&
      isWithinAWeek(one.startsOn, first.startsOn),
  );
  if (!same) return undefined;
  const daily = periods.some(({ weekdays }) => weekdays.length === 0);
  const weekdays = [...new Set(periods.flatMap((one) => one.weekdays))].sort((a, b) => a - b);
  const starts = periods.flatMap(({ startsOn }) => startsOn ?? []).sort();
  return {
    ...first,
    weekdays: daily ? [] : weekdays,
    startsOn: laterOf(span.startsOn, starts[0]),
    endsOn: earlier(span.endsOn, first.endsOn),
  };
}
