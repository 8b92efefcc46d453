import { z } from 'zod';
import { listOf, money, presence, variation } from '../wire';

/** RFC 3339, at times with nanoseconds, as milliseconds since 1970. */
export const moment = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
/** A name that may be missing. */
export const text = z.string().optional();

const object = { id: z.string().min(1), updated_at: moment.optional(), ...presence };

/** What is left of a deleted object; of its data only what says where it belonged. */
const tombstone = z.object({
  type: z.string(),
  id: z.string().min(1),
  is_deleted: z.literal(true),
  updated_at: moment.optional(),
  item_data: z.object({ name: text }).optional(),
  item_variation_data: z.object({ item_id: text }).optional(),
  modifier_data: z.object({ modifier_list_id: text }).optional(),
});
export type Tombstone = z.infer<typeof tombstone>;

const datedVariation = variation.extend({ updated_at: moment.optional() });

const item = z.object({
  type: z.literal('ITEM'),
  ...object,
  item_data: z.object({
    name: text,
    description: text,
    description_html: text,
    description_plaintext: text,
    is_taxable: z.boolean().default(true),
    is_archived: z.boolean().default(false),
    tax_ids: listOf(z.string()),
    categories: listOf(z.object({ id: z.string() })),
    reporting_category: z.object({ id: z.string() }).optional(),
    category_id: text,
    modifier_list_info: listOf(
      z.object({ modifier_list_id: z.string(), enabled: z.boolean().default(true) }),
    ),
    image_ids: listOf(z.string()),
    variations: listOf(datedVariation),
  }),
});
export type ItemObject = z.infer<typeof item>;

const category = z.object({
  type: z.literal('CATEGORY'),
  ...object,
  category_data: z.object({
    name: text,
    category_type: z.string().default('REGULAR_CATEGORY'),
    parent_category: z.object({ id: text }).optional(),
  }),
});
export type CategoryObject = z.infer<typeof category>;

const tax = z.object({
  type: z.literal('TAX'),
  ...object,
  tax_data: z.object({ name: text, percentage: text, inclusion_type: text }),
});

const modifier = z.object({
  id: z.string().min(1),
  updated_at: moment.optional(),
  is_deleted: z.boolean().default(false),
  modifier_data: z.object({
    name: text,
    price_money: money.optional(),
    modifier_list_id: text,
    location_overrides: listOf(z.object({ location_id: z.string(), price_money: money.optional() })),
  }),
});
export type ModifierObject = z.infer<typeof modifier>;

const modifierList = z.object({
  type: z.literal('MODIFIER_LIST'),
  ...object,
  modifier_list_data: z.object({ name: text, modifiers: listOf(modifier) }),
});

const discount = z.object({
  type: z.literal('DISCOUNT'),
  ...object,
  discount_data: z.object({
    name: text,
    discount_type: z.string().default('FIXED_PERCENTAGE'),
    percentage: text,
    amount_money: money.optional(),
    maximum_amount_money: money.optional(),
  }),
});
export type DiscountObject = z.infer<typeof discount>;

const pricingRule = z.object({
  type: z.literal('PRICING_RULE'),
  ...object,
  pricing_rule_data: z.object({
    name: text,
    discount_id: text,
    match_products_id: text,
    apply_products_id: text,
    exclude_products_id: text,
    time_period_ids: listOf(z.string()),
    valid_from_date: text,
    valid_from_local_time: text,
    valid_until_date: text,
    valid_until_local_time: text,
    minimum_order_subtotal_money: money.optional(),
    customer_group_ids_any: listOf(z.string()),
  }),
});
export type PricingRule = z.infer<typeof pricingRule>;

const productSet = z.object({
  type: z.literal('PRODUCT_SET'),
  ...object,
  product_set_data: z.object({
    product_ids_any: listOf(z.string()),
    product_ids_all: listOf(z.string()),
    all_products: z.boolean().default(false),
    quantity_exact: z.number().optional(),
    quantity_min: z.number().optional(),
    quantity_max: z.number().optional(),
  }),
});
export type ProductSet = z.infer<typeof productSet>;

const timePeriod = z.object({
  type: z.literal('TIME_PERIOD'),
  ...object,
  time_period_data: z.object({ event: z.string().default('') }),
});

const live = z.discriminatedUnion('type', [
  item,
  datedVariation.extend({ type: z.literal('ITEM_VARIATION') }),
  category,
  tax,
  modifierList,
  modifier.extend({ type: z.literal('MODIFIER') }),
  discount,
  pricingRule,
  productSet,
  timePeriod,
  z.object({
    type: z.literal('IMAGE'),
    ...object,
    image_data: z.object({ url: text }),
  }),
]);
/** An object that exists, of one of the types that we ask for. */
export type LiveObject = z.infer<typeof live>;
export type CatalogObject = LiveObject | Tombstone;

export const isGone = (one: CatalogObject): one is Tombstone => one.is_deleted;

export const objectsPage = z.object({
  objects: listOf(z.union([tombstone, live])),
  cursor: z.string().optional(),
  latest_time: z.string().optional(),
});
