import { z } from 'zod';
import { amountIn } from './extract';
import type { Recipe } from './recipe/schema';

/** Records of a POS in our fields, once the recipe has said where each stands. */

const id = z.union([z.string().min(1), z.number().transform(String)]);
const word = z.union([z.string(), z.number().transform(String)]).optional();
const flag = z.boolean().optional();
const quantity = z.union([z.number(), z.string().regex(/^-?\d+(\.\d+)?$/)]).transform(Number);
const ids = z.array(id).default([]);

/** ISO 8601 text, or seconds or milliseconds since 1970, as milliseconds. */
const moment = z
  .union([
    z.string().transform((text) => Date.parse(text)),
    z.number().transform((n) => (n < 1e11 ? n * 1000 : n)),
  ])
  .refine(Number.isFinite)
  .optional();

export const outlet = z.object({
  id,
  name: z.string(),
  currency: z.string().length(3).optional(),
  timezone: z.string().optional(),
  active: flag,
  accountId: id.optional(),
});

type Amount = ReturnType<typeof amountIn>;

function itemShape(amount: Amount) {
  const variant = z.object({
    id,
    name: word,
    sku: word,
    barcode: word,
    price: amount.optional(),
    available: flag,
    stock: quantity.optional(),
  });
  const option = z.object({ id, name: z.string(), price: amount.default(0) });
  const group = z.object({ id, name: z.string(), options: z.array(option).default([]) });
  return variant.extend({
    name: z.string(),
    description: word,
    categoryId: id.optional(),
    categoryName: word,
    imageUrl: z.string().optional().catch(undefined),
    updatedAt: moment,
    deleted: flag,
    variants: z.array(variant).default([]),
    modifierGroups: z.array(group).default([]),
  });
}

function discountShape(amount: Amount) {
  const worth = z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('percent'), value: quantity }),
    z.object({ kind: z.enum(['amount', 'fixed_price']), value: amount }),
  ]);
  const rest = z.object({
    id,
    name: z.string(),
    itemIds: ids,
    categoryIds: ids,
    priority: quantity.default(0),
    startsAt: moment,
    endsAt: moment,
    active: z.boolean().default(true),
    deleted: flag,
    updatedAt: moment,
  });
  return rest.and(worth);
}

function orderShape(amount: Amount) {
  const line = z.object({
    id: id.optional(),
    itemId: id.optional(),
    variationId: id.optional(),
    name: word,
    quantity,
    unitPrice: amount.optional(),
    total: amount.optional(),
    note: word,
  });
  return z.object({
    id,
    number: word,
    status: word,
    reference: word,
    total: amount.optional(),
    payment: word,
    createdAt: moment,
    updatedAt: moment,
    lines: z.array(line).default([]),
  });
}

/** The shapes whose amounts depend on the recipe. */
export function shapesOf(recipe: Recipe, currency: () => string) {
  const amount = amountIn(recipe.money, currency);
  return { item: itemShape(amount), discount: discountShape(amount), order: orderShape(amount) };
}
export type Shapes = ReturnType<typeof shapesOf>;
export type WireItem = z.output<Shapes['item']>;
export type WireDiscount = z.output<Shapes['discount']>;
export type WireOrder = z.output<Shapes['order']>;
