import { z } from 'zod';

const price = z.number().int().min(0);

/** A product of the storefront's menu, as far as the bridge needs it. Prices in minor units. */
export const productSchema = z.looseObject({
  name: z.string().min(1),
  sku: z.string().optional(),
  categoryId: z.string().optional(),
  price: price.optional(),
  variations: z
    .array(z.looseObject({ id: z.string().min(1), name: z.string(), sku: z.string().optional(), price }))
    .default([]),
  available: z.boolean().optional(),
});
export type Product = z.infer<typeof productSchema>;
