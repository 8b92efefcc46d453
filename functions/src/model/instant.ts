import { z } from 'zod';

/** A moment as milliseconds since 1970 UTC. Every field that ends in `At` holds one. */
export type Instant = number;

const EARLIEST = Date.UTC(2000, 0, 1);
const LATEST = Date.UTC(2200, 0, 1);

function toMillis(value: Date | string | number): number {
  if (value instanceof Date) return value.getTime();
  // Without a zone, Date.parse would read the string in the zone of the machine it runs on.
  if (typeof value === 'string') return /(Z|[+-]\d\d:?\d\d)$/i.test(value) ? Date.parse(value) : NaN;
  return value;
}

/** Accepts a Date (what records makes of a Firestore timestamp), ISO 8601 text with a zone, or milliseconds. */
export const instant = z
  .union([z.date(), z.string(), z.number()], {
    error: 'expected a timestamp, ISO 8601 text with a time zone, or milliseconds',
  })
  .transform((value, context) => {
    const millis = toMillis(value);
    if (millis >= EARLIEST && millis < LATEST) return Math.trunc(millis);
    context.addIssue({
      code: 'custom',
      message: 'is not a date between 2000 and 2200 (milliseconds, not seconds; ISO text needs a time zone)',
    });
    return z.NEVER;
  });
