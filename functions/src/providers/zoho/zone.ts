import { DateTime } from 'luxon';

/** A moment in a zone; in UTC where the zone is unknown. */
function at(moment: number, zone: string | undefined): DateTime {
  const local = DateTime.fromMillis(moment, { zone: zone ?? 'utc' });
  return local.isValid ? local : DateTime.fromMillis(moment, { zone: 'utc' });
}

/** `2026-01-05`. */
export const localDate = (moment: number, zone: string | undefined): string =>
  at(moment, zone).toFormat('yyyy-MM-dd');

/** `2026-01-05 18:30`. */
export const localTime = (moment: number, zone: string | undefined): string =>
  at(moment, zone).toFormat('yyyy-MM-dd HH:mm');

/** When the day is over, milliseconds since 1970. */
export const nextMidnight = (moment: number, zone: string | undefined): number =>
  at(moment, zone).plus({ days: 1 }).startOf('day').toMillis();
