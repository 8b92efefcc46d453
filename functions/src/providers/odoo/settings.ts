import { z } from 'zod';
import { Failure } from '../../model/failure';

/** An id of Odoo's, typed as a number or as text. */
const id = z
  .union([
    z.number().int().positive(),
    z
      .string()
      .trim()
      .regex(/^[1-9]\d{0,9}$/)
      .transform(Number),
  ])
  .nullish()
  .transform((value) => value ?? undefined);

/** `settings.pos` of an Odoo connection; the README says what each is for. */
export const settingsSchema = z.looseObject({
  target: z
    .enum(['pos', 'sale'])
    .nullish()
    .transform((value) => value ?? undefined),
  posConfigId: id,
  warehouseId: id,
  companyId: id,
  paymentMethodId: id,
  refundMethodId: id,
  partnerId: id,
  tipProductId: id,
  openTill: z.boolean().default(false),
  /** Rows that a pull asks for at a time. */
  pullPageSize: z
    .number()
    .int()
    .min(1)
    .max(1000)
    .nullish()
    .transform((value) => value ?? 200),
  lang: z
    .string()
    .trim()
    .regex(/^[a-z]{2,3}(_[A-Z]{2})?(@[a-z]+)?$/)
    .nullish()
    .transform((value) => value ?? undefined),
  taxes: z
    .array(
      z.looseObject({
        id: z.union([z.string(), z.number()]).transform(String),
        /** Percent. */
        rate: z.number().min(0).max(100),
        /** Contained in prices. */
        included: z.boolean(),
      }),
    )
    .nullish()
    .transform((value) => value ?? []),
  taxRounding: z
    .enum(['line', 'order'])
    .nullish()
    .transform((value) => value ?? undefined),
});
export type Settings = z.infer<typeof settingsSchema>;

/** @throws Failure `rejected` that names the fields which cannot be used. */
export function readSettings(pos: unknown): Settings {
  const result = settingsSchema.safeParse(pos ?? {});
  if (result.success) return result.data;
  const paths = result.error.issues.map((issue) => ['pos', ...issue.path].join('.'));
  throw new Failure(
    'rejected',
    `The Odoo settings of this connection cannot be used (${[...new Set(paths)].join(', ')}).`,
    { advice: 'Correct these fields in the settings of the connection, then retry.' },
  );
}
