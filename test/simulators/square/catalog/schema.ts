import { z } from 'zod';
import { catalogObjectId, money, percentage, timestamp } from '../fields';

/** Read-only fields stand in the schemas too: a whole object that was read a moment ago may be sent back. */

export const PRICING_TYPES = ['FIXED_PRICING', 'VARIABLE_PRICING'] as const;
const pricingType = z.enum(PRICING_TYPES);
const ordinal = z.int();
const categoryRef = z.strictObject({ id: z.string().min(1), ordinal: ordinal.optional() });
const ids = z.array(z.string().min(1));

const envelope = {
  id: catalogObjectId,
  version: z.int().optional(),
  updated_at: timestamp.optional(),
  created_at: timestamp.optional(),
  is_deleted: z.boolean().optional(),
  present_at_all_locations: z.boolean().optional(),
  present_at_location_ids: ids.optional(),
  absent_at_location_ids: ids.optional(),
};

const locationOverride = z.strictObject({
  location_id: z.string().min(1),
  price_money: money.optional(),
  pricing_type: pricingType.optional(),
  track_inventory: z.boolean().optional(),
  inventory_alert_type: z.enum(['NONE', 'LOW_QUANTITY']).optional(),
  inventory_alert_threshold: z.int().optional(),
  sold_out: z.boolean().optional(),
  sold_out_valid_until: timestamp.optional(),
});

const variationData = z.strictObject({
  item_id: z.string().min(1).optional(),
  name: z.string().max(255).optional(),
  sku: z.string().optional(),
  upc: z.string().optional(),
  ordinal: ordinal.optional(),
  pricing_type: pricingType,
  price_money: money.optional(),
  location_overrides: z.array(locationOverride).optional(),
  track_inventory: z.boolean().optional(),
  inventory_alert_type: z.enum(['NONE', 'LOW_QUANTITY']).optional(),
  inventory_alert_threshold: z.int().optional(),
  sellable: z.boolean().optional(),
  stockable: z.boolean().optional(),
  measurement_unit_id: z.string().optional(),
  user_data: z.string().max(255).optional(),
  image_ids: ids.optional(),
  item_option_values: z.array(z.record(z.string(), z.unknown())).optional(),
});

const modifierData = z.strictObject({
  name: z.string().max(255).optional(),
  price_money: money.optional(),
  ordinal: ordinal.optional(),
  modifier_list_id: z.string().optional(),
  on_by_default: z.boolean().optional(),
  location_overrides: z
    .array(
      z.strictObject({
        location_id: z.string().min(1),
        price_money: money.optional(),
        sold_out: z.boolean().optional(),
      }),
    )
    .optional(),
});

const variation = z.strictObject({
  ...envelope,
  type: z.literal('ITEM_VARIATION'),
  item_variation_data: variationData,
});
const modifier = z.strictObject({ ...envelope, type: z.literal('MODIFIER'), modifier_data: modifierData });

const itemData = z.strictObject({
  name: z.string().min(1).max(512),
  description: z.string().max(4096).optional(),
  description_html: z.string().max(65535).optional(),
  description_plaintext: z.string().optional(),
  abbreviation: z.string().max(24).optional(),
  is_taxable: z.boolean().optional(),
  tax_ids: ids.optional(),
  categories: z.array(categoryRef).optional(),
  reporting_category: categoryRef.optional(),
  category_id: z.string().optional(),
  modifier_list_info: z
    .array(
      z.strictObject({
        modifier_list_id: z.string().min(1),
        min_selected_modifiers: z.int().optional(),
        max_selected_modifiers: z.int().optional(),
        enabled: z.boolean().optional(),
        ordinal: ordinal.optional(),
        modifier_overrides: z.array(z.record(z.string(), z.unknown())).optional(),
      }),
    )
    .optional(),
  variations: z.array(variation).max(250).optional(),
  product_type: z.string().optional(),
  image_ids: ids.optional(),
  is_archived: z.boolean().optional(),
  is_alcoholic: z.boolean().optional(),
  channels: z.array(z.string()).optional(),
  food_and_beverage_details: z.record(z.string(), z.unknown()).optional(),
  skip_modifier_screen: z.boolean().optional(),
  item_options: z.array(z.record(z.string(), z.unknown())).optional(),
});

const categoryData = z.strictObject({
  name: z.string().min(1).max(255),
  category_type: z.enum(['REGULAR_CATEGORY', 'MENU_CATEGORY', 'KITCHEN_CATEGORY']).optional(),
  parent_category: z.strictObject({ id: z.string().optional(), ordinal: ordinal.optional() }).optional(),
  is_top_level: z.boolean().optional(),
  root_category: z.string().optional(),
  online_visibility: z.boolean().optional(),
});

const modifierListData = z.strictObject({
  name: z.string().min(1).max(255),
  ordinal: ordinal.optional(),
  modifier_type: z.enum(['LIST', 'TEXT']).optional(),
  selection_type: z.enum(['SINGLE', 'MULTIPLE']).optional(),
  min_selected_modifiers: z.int().optional(),
  max_selected_modifiers: z.int().optional(),
  allow_quantities: z.boolean().optional(),
  modifiers: z.array(modifier).optional(),
});

const taxData = z.strictObject({
  name: z.string().min(1).max(255),
  percentage: percentage,
  inclusion_type: z.enum(['ADDITIVE', 'INCLUSIVE']),
  calculation_phase: z.enum(['TAX_SUBTOTAL_PHASE', 'TAX_TOTAL_PHASE']).optional(),
  enabled: z.boolean().optional(),
  applies_to_custom_amounts: z.boolean().optional(),
  applies_to_product_set_id: z.string().optional(),
});

const discountData = z.strictObject({
  name: z.string().min(1).max(255),
  discount_type: z.enum(['FIXED_PERCENTAGE', 'FIXED_AMOUNT', 'VARIABLE_PERCENTAGE', 'VARIABLE_AMOUNT']),
  percentage: percentage.optional(),
  amount_money: money.optional(),
  maximum_amount_money: money.optional(),
  pin_required: z.boolean().optional(),
  modify_tax_basis: z.enum(['MODIFY_TAX_BASIS', 'DO_NOT_MODIFY_TAX_BASIS']).optional(),
});

const pricingRuleData = z.strictObject({
  name: z.string().optional(),
  discount_id: z.string().optional(),
  match_products_id: z.string().optional(),
  exclude_products_id: z.string().optional(),
  exclude_strategy: z.enum(['LEAST_EXPENSIVE', 'MOST_EXPENSIVE']).optional(),
  time_period_ids: ids.optional(),
  valid_from_date: z.string().optional(),
  valid_from_local_time: z.string().optional(),
  valid_until_date: z.string().optional(),
  valid_until_local_time: z.string().optional(),
  minimum_order_subtotal_money: money.optional(),
  customer_group_ids_any: ids.optional(),
});

const productSetData = z.strictObject({
  product_ids_any: ids.max(500).optional(),
  product_ids_all: ids.max(500).optional(),
  all_products: z.boolean().optional(),
  quantity_exact: z.int().optional(),
  quantity_min: z.int().optional(),
  quantity_max: z.int().optional(),
});

const imageData = z.strictObject({
  name: z.string().optional(),
  url: z.string().optional(),
  caption: z.string().optional(),
});

/** The field that holds an object's own data, for every type that a request may write. */
export const DATA_FIELD = {
  ITEM: 'item_data',
  ITEM_VARIATION: 'item_variation_data',
  CATEGORY: 'category_data',
  MODIFIER_LIST: 'modifier_list_data',
  MODIFIER: 'modifier_data',
  TAX: 'tax_data',
  DISCOUNT: 'discount_data',
  PRICING_RULE: 'pricing_rule_data',
  PRODUCT_SET: 'product_set_data',
  TIME_PERIOD: 'time_period_data',
  IMAGE: 'image_data',
} as const;
export type CatalogType = keyof typeof DATA_FIELD;
export const CATALOG_TYPES = Object.keys(DATA_FIELD) as [CatalogType, ...CatalogType[]];

export const catalogObject = z
  .strictObject({
    ...envelope,
    type: z.enum(CATALOG_TYPES),
    item_data: itemData.optional(),
    item_variation_data: variationData.optional(),
    category_data: categoryData.optional(),
    modifier_list_data: modifierListData.optional(),
    modifier_data: modifierData.optional(),
    tax_data: taxData.optional(),
    discount_data: discountData.optional(),
    pricing_rule_data: pricingRuleData.optional(),
    product_set_data: productSetData.optional(),
    time_period_data: z.strictObject({ event: z.string() }).optional(),
    image_data: imageData.optional(),
  })
  .superRefine((object, context) => {
    for (const [type, field] of Object.entries(DATA_FIELD)) {
      const wanted = type === object.type;
      if ((object[field] !== undefined) === wanted) continue;
      const code = wanted ? 'MISSING_REQUIRED_PARAMETER' : 'INVALID_VALUE';
      const message = wanted ? 'Missing required parameter.' : `A ${object.type} has no ${field}.`;
      context.addIssue({ code: 'custom', path: [field], message, params: { code } });
    }
  });
export type CatalogObject = z.infer<typeof catalogObject>;
