import { z } from 'zod';

const RFC3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;
const ISO8601_DURATION = /^P(?=.)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?$/;
const DECIMAL = /^\d+(\.\d{1,5})?$/;

/** A rule with the Square code that a breach of it answers. */
const rule = (code: string, message: string) => ({ params: { code }, message });

/** Integer count of the currency's smallest unit. */
export const money = z.strictObject({ amount: z.int().min(0), currency: z.string().length(3) });
export type Money = z.infer<typeof money>;

export const timestamp = z
  .string()
  .refine(
    (text) => RFC3339.test(text) && !Number.isNaN(Date.parse(text)),
    rule('INVALID_TIME', 'Not an RFC 3339 time.'),
  );

export const duration = z
  .string()
  .refine((text) => ISO8601_DURATION.test(text), rule('INVALID_VALUE', 'Not an ISO 8601 duration.'));

/** A decimal in a string, 1 to 12 characters, at most five decimals. */
export const quantity = z
  .string()
  .min(1)
  .max(12)
  .refine((text) => DECIMAL.test(text), rule('INVALID_VALUE', 'Not a decimal quantity.'));

/** `"7.25"` is 7.25 percent. */
export const percentage = z
  .string()
  .max(10)
  .refine(
    (text) => DECIMAL.test(text) && Number(text) <= 100,
    rule('INVALID_VALUE', 'Not a percentage from 0 to 100.'),
  );

export const uid = z.string().min(1).max(60);
export const catalogObjectId = z.string().min(1).max(192);

/** At most ten entries; keys of letters, digits, `_` and `-`. */
export const metadata = z.record(z.string(), z.string().max(255)).superRefine((entries, context) => {
  const keys = Object.keys(entries);
  const breach = (code: string, message: string) =>
    context.addIssue({ code: 'custom', message, params: { code } });
  if (keys.length > 10) breach('TOO_MANY_MAP_ENTRIES', 'At most 10 metadata entries.');
  if (keys.some((key) => key === '')) breach('MAP_KEY_LENGTH_TOO_SHORT', 'A metadata key is empty.');
  if (keys.some((key) => key.length > 60)) breach('MAP_KEY_LENGTH_TOO_LONG', 'Metadata keys end at 60.');
  if (keys.some((key) => !/^[a-zA-Z0-9_-]*$/.test(key)))
    breach('VALUE_REGEX_MISMATCH', 'Metadata keys are made of letters, digits, _ and -.');
});

export const timeRange = z.strictObject({ start_at: timestamp.optional(), end_at: timestamp.optional() });
export type TimeRange = z.infer<typeof timeRange>;

/** Both ends belong to the range. */
export function within(range: TimeRange | undefined, at: string | undefined): boolean {
  if (range === undefined) return true;
  if (at === undefined) return false;
  const time = Date.parse(at);
  if (range.start_at !== undefined && time < Date.parse(range.start_at)) return false;
  return range.end_at === undefined || time <= Date.parse(range.end_at);
}
