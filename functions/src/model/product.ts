import { z } from 'zod';
import type { FieldIssue } from './order';

const price = z.number().int('must be whole minor units (cents, not 12.34)').min(0).max(1e12);
const perLocation = z
  .record(z.string(), price)
  .nullish()
  .transform((value) => value ?? {});
const categories = z
  .union([z.array(z.string()), z.string()])
  .nullish()
  .transform((value) => (typeof value === 'string' ? [value] : (value ?? [])));

const variationSchema = z.object({
  id: z.string().min(1).max(128),
  price: price.nullish().transform((value) => value ?? undefined),
  locationPrices: perLocation,
});

/** As much of a storefront's product as the bridge needs. Prices in minor units of the location's currency. */
export const productSchema = z.object({
  name: z.string().max(500).optional(),
  categoryId: categories,
  price: price.nullish().transform((value) => value ?? undefined),
  /** Location id -> price there, where it differs. */
  locationPrices: perLocation,
  variations: z
    .array(variationSchema)
    .max(500)
    .nullish()
    .transform((value) => value ?? []),
  /** Whoever writes a price that came from a POS says so here: it is not pushed back there. */
  priceOrigin: z
    .object({ connectionId: z.string(), at: z.unknown() })
    .nullish()
    .transform((value) => value ?? undefined),
});
export type Product = z.infer<typeof productSchema>;

export type ReadProduct = { ok: true; product: Product } | { ok: false; issues: FieldIssue[] };

/** Reads a storefront's product document; every field that does not fit is named. */
export function readProduct(document: unknown): ReadProduct {
  const result = productSchema.safeParse(document);
  if (result.success) return { ok: true, product: result.data };
  const issues = result.error.issues.map(({ path, message }) => ({
    path: path.join('.') || 'product',
    message,
  }));
  return { ok: false, issues };
}
