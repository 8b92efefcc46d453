import { DateTime } from 'luxon';

const zoneOf = (timezone: string | undefined) => timezone ?? 'UTC';

/** `YYYY-MM-DD` where the shop is. */
export const localDate = (at: number, timezone: string | undefined): string =>
  DateTime.fromMillis(at, { zone: zoneOf(timezone) }).toFormat('yyyy-MM-dd');

/** `HH:mm` where the shop is. */
export const localTime = (at: number, timezone: string | undefined): string =>
  DateTime.fromMillis(at, { zone: zoneOf(timezone) }).toFormat('HH:mm');

/** Alleaves writes some moments without a zone: those are the shop's own. */
export function momentOf(text: string | undefined, timezone: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const at = DateTime.fromISO(text.trim().replace(' ', 'T'), { zone: zoneOf(timezone) });
  return at.isValid ? at.toMillis() : undefined;
}
