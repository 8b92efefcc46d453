import { invalid } from './refusal';

/** A time zone without daylight saving. */
export interface Zone {
  /** IANA name. */
  name: string;
  offsetMinutes: number;
}

const DAY_MS = 86_400_000;
const two = (number: number) => String(number).padStart(2, '0');
const local = (ms: number, { offsetMinutes }: Zone) => ms + offsetMinutes * 60_000;

/** `2026-01-05T15:45:30+0530`: the offset has no colon. */
export function stamp(ms: number, zone: Zone): string {
  const size = Math.abs(zone.offsetMinutes);
  const offset = `${zone.offsetMinutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}${two(size % 60)}`;
  return new Date(local(ms, zone)).toISOString().slice(0, 19) + offset;
}

/** `yyyy-mm-dd` as the organization's calendar has it. */
export const dateAt = (ms: number, zone: Zone): string =>
  new Date(local(ms, zone)).toISOString().slice(0, 10);

/** Milliseconds until the organization's day ends. */
export const untilMidnight = (ms: number, zone: Zone): number =>
  DAY_MS - (((local(ms, zone) % DAY_MS) + DAY_MS) % DAY_MS);

const STAMP = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(Z|[+-]\d{4})$/;

/**
 * Reads a timestamp of a record or of a query, in milliseconds. In a query the `+` must be sent as `%2B`; sent bare
 * it arrives as a space, and is refused.
 */
export function moment(text: string, field: string): number {
  const [, time, offset = 'Z'] = STAMP.exec(text) ?? [];
  const at = Date.parse(`${time}${offset.replace(/(\d{2})(\d{2})$/, '$1:$2')}`);
  if (Number.isNaN(at)) throw invalid(field);
  return at;
}
