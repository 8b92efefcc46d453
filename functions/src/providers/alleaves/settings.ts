import { z } from 'zod';
import { Failure } from '../../model/failure';

const text = z
  .string()
  .trim()
  .min(1)
  .nullish()
  .transform((value) => value ?? undefined);
const texts = (standard: string[]) =>
  z
    .array(z.string().trim().min(1))
    .nullish()
    .transform((value) => value ?? standard);
const flag = (standard: boolean) =>
  z
    .boolean()
    .nullish()
    .transform((value) => value ?? standard);
const count = (standard: number, max: number) =>
  z
    .number()
    .int()
    .min(1)
    .max(max)
    .nullish()
    .transform((value) => value ?? standard);

/** Our names for what a discount rule says, and theirs: nobody has published the real ones. */
export const DISCOUNT_FIELDS = [
  'id_discount',
  'name',
  'discount_type',
  'discount_value',
  'start_date',
  'end_date',
  'active',
  'conditions',
  'priority',
] as const;

/** `settings.pos` of an Alleaves connection; the README says what each is for. */
export const settingsSchema = z.looseObject({
  guestCustomerId: z
    .union([z.string().trim().regex(/^\d+$/), z.number().int().min(0).transform(String)])
    .nullish()
    .transform((value) => value ?? undefined),
  currency: z.string().length(3).optional(),
  medical: z.boolean().optional(),
  strictPriceOrder: flag(false),
  markup: flag(true),
  areaTypes: texts(['Retail']),
  dropNames: texts(['SAMPLES']),
  keepNonProducts: flag(false),
  customerPages: count(30, 10_000),
  orderPages: count(100, 10_000),
  ordersSince: z.iso.date().default('2020-01-01'),
  orderOverlapDays: count(7, 366),
  discountFields: z
    .partialRecord(z.enum(DISCOUNT_FIELDS), z.string().min(1))
    .nullish()
    .transform((value) => value ?? {}),
  partnerId: text,
});
export type Settings = z.infer<typeof settingsSchema>;

/** @throws Failure `rejected` that names the fields which cannot be used. */
export function readSettings(pos: unknown): Settings {
  const result = settingsSchema.safeParse(pos ?? {});
  if (result.success) return result.data;
  const paths = result.error.issues.map((issue) => ['pos', ...issue.path].join('.'));
  throw new Failure(
    'rejected',
    `The Alleaves settings of this connection cannot be used (${[...new Set(paths)].join(', ')}).`,
    { advice: 'Correct these fields in the settings of the connection, then retry.' },
  );
}
