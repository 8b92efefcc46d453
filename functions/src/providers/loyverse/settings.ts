import { z } from 'zod';
import { Failure } from '../../model/failure';

const id = z
  .string()
  .trim()
  .min(1)
  .nullish()
  .transform((value) => value ?? undefined);

/** `settings.pos` of a Loyverse connection; the README says what each is for. */
export const settingsSchema = z.looseObject({
  paymentTypeId: id,
  discountId: id,
  taxes: z
    .array(
      z.looseObject({
        id: z.string().min(1),
        type: z.enum(['INCLUDED', 'ADDED']),
        /** Percent. */
        rate: z.number().min(0).max(100),
      }),
    )
    .nullish()
    .transform((value) => value ?? []),
  employeeId: id,
  menuDiscountIds: z
    .array(z.string().min(1))
    .nullish()
    .transform((value) => value ?? []),
  source: z.string().trim().min(1).max(40).default('Tillbridge'),
});
export type Settings = z.infer<typeof settingsSchema>;
export type TaxSetting = Settings['taxes'][number];

/** @throws Failure `rejected` that names the fields which cannot be used. */
export function readSettings(pos: unknown): Settings {
  const result = settingsSchema.safeParse(pos ?? {});
  if (result.success) return result.data;
  const paths = result.error.issues.map((issue) => ['pos', ...issue.path].join('.'));
  throw new Failure(
    'rejected',
    `The Loyverse settings of this connection cannot be used (${[...new Set(paths)].join(', ')}).`,
    { advice: 'Correct these fields in the settings of the connection, then retry.' },
  );
}
