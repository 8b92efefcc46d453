import { z } from 'zod';
import type { PulledDiscount, PulledItem } from './pulled';

/** Pulled records as our own collections hold them, read back. Instants are numbers by then. */

const ids = z.array(z.string()).default([]);

const variationSchema = z.object({
  id: z.string(),
  name: z.string().optional(),
  sku: z.string().optional(),
  barcode: z.string().optional(),
  price: z.number().optional(),
  available: z.boolean(),
});

/** Costs and vendors are left out: nothing that reads an item back has a use for them. */
export const pulledItemSchema = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string().optional(),
  categoryIds: ids,
  brandId: z.string().optional(),
  variations: z.array(variationSchema).default([]),
  modifierListIds: ids,
  taxIds: ids,
  imageUrl: z.string().optional(),
  archived: z.boolean().default(false),
  deleted: z.boolean().default(false),
  updatedAt: z.number().optional(),
}) satisfies z.ZodType<PulledItem>;

export const pulledDiscountSchema = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(['percent', 'amount', 'fixed_price', 'buy_x_get_y']),
  value: z.number(),
  buyQuantity: z.number().optional(),
  getQuantity: z.number().optional(),
  productIds: ids,
  categoryIds: ids,
  brandIds: ids,
  categoryNames: ids,
  priority: z.number().default(0),
  startsOn: z.string().optional(),
  endsOn: z.string().optional(),
  weekdays: z.array(z.number()).default([]),
  fromTime: z.string().optional(),
  untilTime: z.string().optional(),
  active: z.boolean(),
  deleted: z.boolean().default(false),
  updatedAt: z.number().optional(),
}) satisfies z.ZodType<PulledDiscount>;
