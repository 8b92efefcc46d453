import { z } from 'zod';
import { cursor, item, maybe, moment, variant } from '../wire';

/** The lists that only pulls read. Every one becomes `{rows, cursor}`. */

export const items = z
  .looseObject({ items: z.array(item), cursor })
  .transform((page) => ({ rows: page.items, cursor: page.cursor }));

export const variants = z
  .looseObject({ variants: z.array(variant), cursor })
  .transform((page) => ({ rows: page.variants, cursor: page.cursor }));

const named = { id: z.string().min(1), name: z.string(), deleted_at: maybe(z.string()) };
/** Empty or absent: every store. */
const stores = maybe(z.array(z.string()));

const discount = z.looseObject({
  ...named,
  type: z.string(),
  /** Major units, of FIXED_AMOUNT only. */
  discount_amount: maybe(z.number()),
  /** Of FIXED_PERCENT only. */
  discount_percent: maybe(z.number()),
  stores,
  updated_at: maybe(moment),
});
export type WireDiscount = z.infer<typeof discount>;
export const discounts = z
  .looseObject({ discounts: z.array(discount) })
  .transform((page) => ({ rows: page.discounts }));

export const categories = z
  .looseObject({ categories: z.array(z.looseObject(named)), cursor })
  .transform((page) => ({ rows: page.categories, cursor: page.cursor }));

const option = z.looseObject({ ...named, price: maybe(z.number()) });
const modifier = z.looseObject({ ...named, stores, modifier_options: maybe(z.array(option)) });
export type WireModifier = z.infer<typeof modifier>;
export const modifiers = z
  .looseObject({ modifiers: z.array(modifier), cursor })
  .transform((page) => ({ rows: page.modifiers, cursor: page.cursor }));

const tax = z.looseObject({ ...named, stores, type: z.string(), rate: z.number() });
export type WireTax = z.infer<typeof tax>;
export const taxes = z.looseObject({ taxes: z.array(tax) }).transform((page) => ({ rows: page.taxes }));

export const paymentTypes = z
  .looseObject({ payment_types: z.array(z.looseObject({ ...named, stores })) })
  .transform((page) => ({ rows: page.payment_types }));

export const locations = z
  .looseObject({ stores: z.array(z.looseObject(named)) })
  .transform((page) => ({ rows: page.stores }));

const customer = z.looseObject({
  id: z.string().min(1),
  name: maybe(z.string()),
  email: maybe(z.string()),
  phone_number: maybe(z.string()),
  customer_code: maybe(z.string()),
  updated_at: maybe(moment),
  deleted_at: maybe(z.string()),
});
export type WireCustomer = z.infer<typeof customer>;
export const customers = z
  .looseObject({ customers: z.array(customer), cursor })
  .transform((page) => ({ rows: page.customers, cursor: page.cursor }));

const receipt = z.looseObject({
  receipt_number: z.string().min(1),
  receipt_type: z.string(),
  refund_for: maybe(z.string()),
  order: maybe(z.string()),
  store_id: z.string(),
  created_at: moment,
  receipt_date: maybe(moment),
  updated_at: moment,
  cancelled_at: maybe(z.string()),
  /** Major units, positive on refunds, too. */
  total_money: z.number(),
  total_tax: maybe(z.number()),
  total_discount: maybe(z.number()),
  tip: maybe(z.number()),
  customer_id: maybe(z.string()),
  line_items: z.array(
    z.looseObject({
      id: z.string().min(1),
      item_id: maybe(z.string()),
      variant_id: maybe(z.string()),
      item_name: z.string(),
      variant_name: maybe(z.string()),
      quantity: z.number(),
      price: maybe(z.number()),
      total_money: z.number(),
      line_note: maybe(z.string()),
    }),
  ),
});
export type WireReceipt = z.infer<typeof receipt>;
export const receipts = z
  .looseObject({ receipts: z.array(receipt), cursor })
  .transform((page) => ({ rows: page.receipts, cursor: page.cursor }));
