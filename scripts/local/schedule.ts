import type { Clock } from './clock';

/** Whether a schedule is due in the minute that begins at `at` (ms since 1970). */
export type IsDue = (at: number) => boolean;

const MINUTE_MS = 60_000;
const EVERY = /^every\s+(?:(\d+)\s+)?(minute|min|hour)s?$/i;
const FIELDS = [
  { name: 'minute', from: 0, to: 59 },
  { name: 'hour', from: 0, to: 23 },
  { name: 'day', from: 1, to: 31 },
  { name: 'month', from: 1, to: 12 },
  { name: 'weekday', from: 0, to: 7 },
] as const;

type Field = (typeof FIELDS)[number];

/** The numbers a part of a crontab field stands for: star, 5, 1-5, each with or without a step (as in star/10). */
function numbersOf(part: string, { name, from, to }: Field): number[] {
  const [, range = '', step = '1'] = /^(\*|\d+(?:-\d+)?)(?:\/(\d+))?$/.exec(part) ?? [];
  const [first, last] = range === '*' ? [from, to] : range.split('-').map(Number);
  const end = last ?? (part.includes('/') ? to : first);
  if (
    first === undefined ||
    end === undefined ||
    range === '' ||
    first < from ||
    end > to ||
    Number(step) < 1
  )
    throw new Error(`"${part}" is not a ${name}.`);
  const numbers: number[] = [];
  for (let number = first; number <= end; number += Number(step)) numbers.push(number);
  return numbers;
}

function momentReader(timeZone: string): (at: number) => number[] {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    ...{ minute: 'numeric', hour: 'numeric', day: 'numeric', month: 'numeric', year: 'numeric' },
  });
  return (at) => {
    const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
    const weekday = new Date(Date.UTC(part('year'), part('month') - 1, part('day'))).getUTCDay();
    return [part('minute'), part('hour'), part('day'), part('month'), weekday];
  };
}

function crontab(text: string, timeZone: string): IsDue {
  const given = text.trim().split(/\s+/);
  if (given.length !== FIELDS.length) throw new Error(`it has ${given.length} fields instead of 5.`);
  const sets = FIELDS.map(
    (field, index) => new Set((given[index] ?? '').split(',').flatMap((part) => numbersOf(part, field))),
  );
  if (sets[4]?.has(7)) sets[4].add(0);
  const momentOf = momentReader(timeZone);
  // Cron's oldest quirk: when both the day and the weekday are restricted, either is enough.
  const either = !given[2]?.startsWith('*') && !given[4]?.startsWith('*');
  return (at) => {
    const hits = momentOf(at).map((value, index) => sets[index]?.has(value) === true);
    const [minute, hour, day, month, weekday] = hits;
    const rightDay = either ? day || weekday : day && weekday;
    return Boolean(minute && hour && month && rightDay);
  };
}

/**
 * Reads "every 5 minutes", "every 2 hours" or a crontab line. An Error says what is not understood.
 * https://cloud.google.com/scheduler/docs/configuring/cron-job-schedules
 */
export function parseSchedule(text: string, timeZone = 'UTC'): IsDue {
  const every = EVERY.exec(text.trim());
  try {
    if (!every) return crontab(text, timeZone);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`The schedule "${text}" is not understood here: ${why}`, { cause: error });
  }
  const minutes = Number(every[1] ?? 1) * (every[2]?.toLowerCase() === 'hour' ? 60 : 1);
  if (minutes < 1) throw new Error(`The schedule "${text}" is not understood here: it has no length.`);
  return (at) => Math.floor(at / MINUTE_MS) % minutes === 0;
}

/** Calls `run` for each schedule that is due, at the start of every minute. The result stops the clock. */
export function startTicking<T>(
  schedules: readonly { isDue: IsDue; what: T }[],
  clock: Clock,
  run: (what: T, at: number) => void,
): () => void {
  let stop = () => {};
  // The minute waited for, not the present one: a timer may fire a little early or late.
  const wait = (minute: number) => {
    stop = clock.after(minute - clock.now(), () => {
      for (const { isDue, what } of schedules) if (isDue(minute)) run(what, minute);
      wait(Math.max(minute + MINUTE_MS, Math.floor(clock.now() / MINUTE_MS) * MINUTE_MS));
    });
  };
  wait((Math.floor(clock.now() / MINUTE_MS) + 1) * MINUTE_MS);
  return () => stop();
}
