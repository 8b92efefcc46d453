import { z } from 'zod';

/** `settings.pos` of a Square connection; the README says what each one does on the seller's side. */
export const squareSettings = z.looseObject({
  /** How the storefront's payment is recorded. `none`: the POS does not show the order. */
  recordPayment: z.enum(['external', 'cash', 'none']).default('external'),
  /** `delivery`: delivery orders get a DELIVERY fulfillment, which needs a Square partnership to be seen. */
  fulfillment: z.enum(['pickup', 'delivery', 'none']).default('pickup'),
  prepTimeMinutes: z.number().int().min(1).max(1440).default(20),
  /** Where the order came from, as reports show it. */
  sourceName: z.string().trim().min(1).max(255).default('Tillbridge'),
  /** Catalog tax for orders whose tax comes on top. */
  taxId: z.string().trim().min(1).max(192).optional(),
});
export type SquareSettings = z.infer<typeof squareSettings>;
