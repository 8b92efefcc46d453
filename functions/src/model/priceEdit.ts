import { z } from 'zod';

const refusalSchema = z.object({ key: z.string(), reason: z.string(), advice: z.string().optional() });
export type PriceRefusal = z.infer<typeof refusalSchema>;

/** A product whose price a connection has yet to tell its POS: one row however often it is edited. */
export const priceEditSchema = z.object({
  connectionId: z.string(),
  /** Full path of the product document. */
  product: z.string(),
  productId: z.string(),
  /**
   * `due`: to be pushed. `manual`: a person starts it. `unlinked`: no POS item yet, a link sets it free. `refused`: the
   * POS will not have it; a new edit or a person tries again.
   */
  state: z.enum(['due', 'manual', 'unlinked', 'refused']),
  editedAt: z.number(),
  dueAt: z.number().optional(),
  refusals: z.array(refusalSchema).default([]),
});
export type PriceEditState = z.infer<typeof priceEditSchema>['state'];
export type PriceEdit = z.infer<typeof priceEditSchema>;
