import { z } from 'zod';
import { instant } from './instant';
import { isCurrency } from './money';

/** Storefronts write null for "none": it counts as absent. */
const maybe = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? undefined);
const text = (max: number) => z.string().trim().min(1).max(max);
const amount = z.number().int('must be whole minor units (cents, not 12.34)').min(0).max(1e12);
const listOf = <T extends z.ZodType>(schema: T, max: number) =>
  z
    .array(schema)
    .max(max)
    .nullish()
    .transform((value) => value ?? []);

/** Up to three decimals, for goods sold by weight. */
const quantity = z
  .number()
  .positive()
  .max(999_999.999)
  .refine((value) => Number(value.toFixed(3)) === value, 'must have at most three decimals');

const modifierSchema = z.object({
  id: text(128),
  name: text(200),
  quantity: z
    .number()
    .int()
    .min(1)
    .max(1000)
    .nullish()
    .transform((value) => value ?? 1),
  /** Minor units, for one of it on one unit of the line. */
  unitPrice: amount,
});

const lineSchema = z.object({
  id: text(128),
  productId: text(128),
  variationId: maybe(text(128)),
  name: text(500),
  quantity,
  /** Minor units, for one, without modifiers. */
  unitPrice: amount,
  modifiers: listOf(modifierSchema, 100),
  note: maybe(z.string().max(2000)),
  /** Minor units off the whole line. */
  discount: amount.nullish().transform((value) => value ?? 0),
});

const addressSchema = z.union([z.string().max(1000), z.record(z.string(), z.unknown())]).transform((value) =>
  typeof value === 'string'
    ? value
    : Object.values(value)
        .filter((part): part is string => typeof part === 'string' && part.trim() !== '')
        .join(', ')
        .slice(0, 1000),
);

const adjustment = z.object({ name: maybe(text(200)), amount });

const orderFields = z.object({
  number: z.union([text(64), z.number().int().min(0).transform(String)]),
  locationId: text(128),
  currency: z.string().refine(isCurrency, 'is not an ISO 4217 currency code such as "USD"'),
  channel: maybe(z.string().max(100)),
  placedAt: instant,
  status: z.enum(['placed', 'accepted', 'preparing', 'ready', 'completed', 'cancelled']),
  payment: z
    .object({
      status: z.enum(['unpaid', 'paid', 'refunded']),
      method: maybe(z.string().max(100)),
      reference: maybe(z.string().max(200)),
    })
    .nullish()
    .transform((value) => value ?? { status: 'unpaid' as const, method: undefined, reference: undefined }),
  fulfillment: z
    .object({
      type: z.enum(['pickup', 'delivery', 'dine_in']),
      dueAt: maybe(instant),
      table: maybe(z.union([text(50), z.number().int().transform(String)])),
      address: maybe(addressSchema),
    })
    .nullish()
    .transform((value) => value ?? undefined),
  customer: z
    .object({
      name: maybe(z.string().trim().max(300)),
      phone: maybe(z.string().trim().max(40)),
      email: maybe(z.string().trim().max(254)),
      /** The shopper agreed to be kept as a customer in the POS. Without it they are only named on the ticket. */
      consent: maybe(z.boolean()),
    })
    .nullish()
    .transform((value) => value ?? undefined),
  lines: z.array(lineSchema).min(1, 'an order needs at least one line').max(1000),
  discounts: listOf(adjustment, 50),
  fees: listOf(adjustment, 50),
  tip: amount.nullish().transform((value) => value ?? 0),
  tax: z
    .object({
      amount,
      /** True: the prices already contain it. False: it comes on top. */
      inclusive: z.boolean(),
      /** Percent, e.g. 12.5, when one rate covers the order. */
      rate: maybe(z.number().min(0).max(100)),
    })
    .nullish()
    .transform((value) => value ?? { amount: 0, inclusive: true, rate: undefined }),
  total: amount,
  note: maybe(z.string().max(2000)),
});

/** An order as storefronts write it, read and checked. Money in integer minor units of `currency`. */
export type Order = z.infer<typeof orderFields>;
export type OrderLine = Order['lines'][number];
export type OrderModifier = OrderLine['modifiers'][number];

export const orderSchema = orderFields.superRefine((order, context) => {
  const seen = new Set<string>();
  order.lines.forEach((line, index) => {
    if (seen.has(line.id))
      context.addIssue({
        code: 'custom',
        path: ['lines', index, 'id'],
        message: `"${line.id}" is used twice`,
      });
    seen.add(line.id);
  });
});

/** One field of a document that we cannot accept, and why. `path` reads like `lines.0.quantity`. */
export interface FieldIssue {
  path: string;
  message: string;
}

export type ReadOrder = { ok: true; order: Order } | { ok: false; issues: FieldIssue[] };

/** Reads a storefront's document; every field that does not fit is named, none is guessed at. */
export function readOrder(document: unknown): ReadOrder {
  const result = orderSchema.safeParse(document);
  if (result.success) return { ok: true, order: result.data };
  const issues = result.error.issues.map((issue) => ({
    path: issue.path.join('.') || 'order',
    message: issue.message,
  }));
  return { ok: false, issues };
}
