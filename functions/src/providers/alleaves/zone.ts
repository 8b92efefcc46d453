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

const ZONED = /(?:Z|[+-]\d\d(?::?\d\d)?)$/i;
/** What becomes of a plain date on its way through a server's date-times. */
const MADE_OF_DATE = /^(\d{4}-\d\d-\d\d)T00:00(?::00(?:\.0+)?)?(?:Z|[+-]00:?00)$/i;

/**
 * A date or date-time as the shop's clocks show it, without a zone. Midnight in universal time is read as the date it was
 * made of: as a moment it would be the evening before in America.
 */
export function localText(text: string | undefined, timezone: string | undefined): string | undefined {
  const trimmed = text?.trim() ?? '';
  const date = MADE_OF_DATE.exec(trimmed)?.[1];
  if (date !== undefined) return date;
  const hasZone = trimmed.includes(':') && ZONED.test(trimmed);
  const at = hasZone ? momentOf(trimmed, timezone) : undefined;
  if (at === undefined) return text;
  return DateTime.fromMillis(at, { zone: zoneOf(timezone) }).toFormat("yyyy-MM-dd'T'HH:mm:ss");
}
