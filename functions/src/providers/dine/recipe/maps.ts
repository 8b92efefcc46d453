import { z } from 'zod';

/** A dotted path into a reply: names and numbers only, no expressions. */
export const path = z
  .string()
  .max(200)
  .regex(/^[\w$-]+(\.[\w$-]+)*$/, 'must be a dotted path such as data.id');

/** Where a field of ours stands in a record of theirs. */
const field = z.union([
  path.transform((at): Field => ({ path: at })),
  z.strictObject({
    path,
    /** Where else it may stand, tried in this order. */
    or: z.array(path).max(10).optional(),
    default: z.union([z.string(), z.number(), z.boolean()]).optional(),
    /** Their word -> ours. */
    table: z.record(z.string(), z.union([z.string(), z.boolean()])).optional(),
  }),
]);
export interface Field {
  path: string;
  or?: string[];
  default?: string | number | boolean;
  table?: Record<string, string | boolean>;
}
const maybe = field.optional();

const each = <T extends z.ZodType>(map: T) => z.strictObject({ each: path, map }).optional();

export const outlet = z.strictObject({
  id: field,
  name: field,
  currency: maybe,
  timezone: maybe,
  active: maybe,
  accountId: maybe,
});

const variant = z.strictObject({
  id: field,
  name: maybe,
  sku: maybe,
  barcode: maybe,
  price: maybe,
  available: maybe,
  stock: maybe,
});
const option = z.strictObject({ id: field, name: field, price: maybe });

export const item = z.strictObject({
  id: field,
  name: field,
  description: maybe,
  sku: maybe,
  barcode: maybe,
  categoryId: maybe,
  categoryName: maybe,
  price: maybe,
  available: maybe,
  stock: maybe,
  imageUrl: maybe,
  updatedAt: maybe,
  deleted: maybe,
  variants: each(variant),
  modifierGroups: each(z.strictObject({ id: field, name: field, options: each(option) })),
});

export const discount = z.strictObject({
  id: field,
  name: field,
  kind: field,
  value: field,
  itemIds: maybe,
  categoryIds: maybe,
  priority: maybe,
  startsAt: maybe,
  endsAt: maybe,
  active: maybe,
  deleted: maybe,
  updatedAt: maybe,
});

const line = z.strictObject({
  id: maybe,
  itemId: maybe,
  variationId: maybe,
  name: maybe,
  quantity: field,
  unitPrice: maybe,
  total: maybe,
  note: maybe,
});

export const order = z.strictObject({
  id: field,
  number: maybe,
  status: maybe,
  reference: maybe,
  /** Absent: the POS does not say, and the order's own total is shown. */
  total: maybe,
  payment: maybe,
  createdAt: maybe,
  updatedAt: maybe,
  lines: each(line),
});
