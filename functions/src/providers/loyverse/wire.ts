import { z } from 'zod';

/** What Loyverse sends. Money is in decimal major units, times are ISO 8601 in UTC. */

export const maybe = <T extends z.ZodType>(schema: T) =>
  schema.nullish().transform((value) => value ?? undefined);

/** ISO 8601 text as milliseconds since 1970. */
export const moment = z
  .string()
  .transform((text) => Date.parse(text))
  .refine(Number.isFinite);

/** An error body, wherever it comes: also with status 200 it is one. */
export const errorBody = z.looseObject({
  errors: z
    .array(
      z.looseObject({
        code: maybe(z.string()),
        details: maybe(z.string()),
        field: maybe(z.string()),
      }),
    )
    .min(1),
});
export type WireError = z.infer<typeof errorBody>['errors'][number];

export const merchant = z.looseObject({
  id: z.string().min(1),
  currency: z.looseObject({ code: z.string().length(3) }),
});

export const stores = z.looseObject({
  stores: z.array(z.looseObject({ id: z.string().min(1), name: z.string(), deleted_at: maybe(z.string()) })),
});

export const variant = z.looseObject({
  variant_id: z.string().min(1),
  item_id: z.string().min(1),
  sku: maybe(z.string()),
  barcode: maybe(z.string()),
  option1_value: maybe(z.string()),
  option2_value: maybe(z.string()),
  option3_value: maybe(z.string()),
  default_pricing_type: maybe(z.string()),
  default_price: maybe(z.number()),
  /** What the merchant pays: never published. */
  cost: maybe(z.number()),
  stores: z
    .array(
      z.looseObject({
        store_id: z.string(),
        pricing_type: maybe(z.string()),
        price: maybe(z.number()),
        available_for_sale: maybe(z.boolean()),
      }),
    )
    .default([]),
  updated_at: maybe(moment),
  deleted_at: maybe(z.string()),
});
export type WireVariant = z.infer<typeof variant>;

export const item = z.looseObject({
  id: z.string().min(1),
  item_name: z.string(),
  /** HTML. */
  description: maybe(z.string()),
  category_id: maybe(z.string()),
  primary_supplier_id: maybe(z.string()),
  track_stock: maybe(z.boolean()),
  tax_ids: maybe(z.array(z.string())),
  modifier_ids: maybe(z.array(z.string())),
  image_url: maybe(z.string()),
  updated_at: maybe(moment),
  deleted_at: maybe(z.string()),
  variants: z.array(variant),
});
export type WireItem = z.infer<typeof item>;

/** The `cursor` key is absent on the last page. */
export const cursor = maybe(z.string().min(1));
export const itemsPage = z.looseObject({ items: z.array(item), cursor });
export const variantsPage = z.looseObject({ variants: z.array(variant), cursor });

export const discounts = z.looseObject({
  discounts: z.array(
    z.looseObject({
      id: z.string().min(1),
      type: z.string(),
      stores: maybe(z.array(z.string())),
      deleted_at: maybe(z.string()),
    }),
  ),
});

export const receipt = z.looseObject({
  receipt_number: z.string().min(1),
  receipt_type: z.string(),
  refund_for: maybe(z.string()),
  order: maybe(z.string()),
  created_at: z.string(),
  cancelled_at: maybe(z.string()),
  total_money: z.number(),
  line_items: z.array(z.looseObject({ id: z.string().min(1), quantity: z.number() })),
});
export type WireReceipt = z.infer<typeof receipt>;
export const receiptsPage = z.looseObject({ receipts: z.array(receipt), cursor });

export const customer = z.looseObject({
  id: z.string().min(1),
  name: maybe(z.string()),
  email: maybe(z.string()),
  phone_number: maybe(z.string()),
  customer_code: maybe(z.string()),
});
export type WireCustomer = z.infer<typeof customer>;
export const customersPage = z.looseObject({ customers: z.array(customer), cursor });

const level = z.looseObject({
  variant_id: z.string().min(1),
  store_id: z.string().min(1),
  /** May be negative. */
  in_stock: z.number(),
  updated_at: moment,
});
export type WireLevel = z.infer<typeof level>;
export const inventoryPage = z
  .looseObject({ inventory_levels: z.array(level), cursor })
  .transform((page) => ({ rows: page.inventory_levels, cursor: page.cursor }));

/** OAuth: `expires_in` in seconds. */
export const token = z.looseObject({
  access_token: z.string().min(1),
  expires_in: z.number().positive().default(43_200),
  refresh_token: maybe(z.string().min(1)),
});

/** What POST /receipts takes. Unknown keys would be ignored in silence, so there are none. */
export interface ReceiptBody {
  store_id: string;
  employee_id?: string;
  order: string;
  customer_id?: string;
  source: string;
  receipt_date: string;
  note?: string;
  total_discounts: { id: string; scope: 'RECEIPT'; money_amount: number }[];
  line_items: LineItem[];
  payments: { payment_type_id: string; money_amount: number; paid_at: string }[];
}

export interface LineItem {
  variant_id: string;
  quantity: number;
  price: number;
  line_note?: string;
  line_taxes: { id: string }[];
  line_discounts: { id: string }[];
  line_modifiers: { modifier_option_id: string; price: number }[];
}
