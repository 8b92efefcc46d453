import { z } from 'zod';

/** Why an order of a product would fail, or come to another total than the storefront says. */
export const DRIFTS = [
  'unlinked',
  'deleted',
  'archived',
  'not_at_location',
  'sold_out',
  'price_differs',
  'currency',
] as const;
export type Drift = (typeof DRIFTS)[number];

const entrySchema = z.object({
  /** The link-table key; `location` for what concerns all products. */
  key: z.string(),
  productId: z.string().optional(),
  drift: z.enum(DRIFTS),
  name: z.string().optional(),
  /** Minor units: the storefront's price, and the POS's. */
  storefrontPrice: z.number().optional(),
  posPrice: z.number().optional(),
  /** For a person. */
  message: z.string(),
});
export type DriftEntry = z.infer<typeof entrySchema>;

/** What the storefront's linked products and the POS disagree on. */
export const driftReportSchema = z.object({
  /** How many by reason. */
  counts: z.partialRecord(z.enum(DRIFTS), z.number()),
  total: z.number(),
  /** The first ones. */
  entries: z.array(entrySchema),
});
export type DriftReport = z.infer<typeof driftReportSchema>;
