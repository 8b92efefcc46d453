import { z } from 'zod';

/** As many as fit on a screen, unless the caller says otherwise. */
export const limitSchema = (usual: number, most: number) =>
  z.coerce
    .number()
    .int()
    .min(1)
    .max(most)
    .default(usual)
    .describe(`How many at most; ${usual} unless said otherwise.`);

export const cursorSchema = z
  .string()
  .max(2_048)
  .optional()
  .describe('`next` of the page before. It belongs to this list with these filters.');

export const nextReply = z
  .string()
  .optional()
  .describe('Ask again with it as `cursor`; absent on the last page.');

/** Milliseconds since 1970, or ISO 8601 with a time zone. */
export const momentSchema = z
  .union([
    z
      .string()
      .regex(/^\d{12,14}$/)
      .transform(Number),
    z.iso.datetime({ offset: true }).transform((text) => Date.parse(text)),
  ])
  .describe('Milliseconds since 1970, or ISO 8601 with a time zone.');

/** `?dryRun=true`: a query has only text. */
export const flagSchema = z
  .enum(['true', 'false'])
  .default('false')
  .transform((text) => text === 'true');

export const moment = z.number().describe('Milliseconds since 1970.');
