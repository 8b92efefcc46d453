import { z } from 'zod';
import { Failure } from '../../model/failure';

const id = z
  .string()
  .trim()
  .min(1)
  .nullish()
  .transform((value) => value ?? undefined);
const ids = z
  .array(z.string().min(1))
  .nullish()
  .transform((value) => value ?? []);

export const PAYMENT_MODES = [
  'check',
  'cash',
  'creditcard',
  'banktransfer',
  'bankremittance',
  'autotransaction',
  'others',
] as const;

/** `settings.pos` of a Zoho Inventory connection; the README says what each is for. */
export const settingsSchema = z.looseObject({
  walkInCustomerId: id,
  recordPayment: z.enum(['invoice', 'none']).default('invoice'),
  paymentMode: z.enum(PAYMENT_MODES).optional(),
  depositAccountId: id,
  taxes: z
    .array(
      z.looseObject({
        id: z.string().min(1),
        /** Percent. */
        rate: z.number().min(0).max(100),
      }),
    )
    .nullish()
    .transform((value) => value ?? []),
  priceListId: id,
  menuPriceListIds: ids,
  /** Calls per day, of the plan or as many of it as the bridge shall leave used. */
  dailyCalls: z.number().int().min(100).optional(),
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
    `The Zoho Inventory settings of this connection cannot be used (${[...new Set(paths)].join(', ')}).`,
    { advice: 'Correct these fields in the settings of the connection, then retry.' },
  );
}
