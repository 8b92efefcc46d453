import { z } from 'zod';
import { catalogObjectId, duration, metadata, money, percentage, quantity, timestamp, uid } from '../fields';

const shared = { uid: uid.optional(), metadata: metadata.optional() };
const fromCatalog = { catalog_object_id: catalogObjectId.optional(), catalog_version: z.int().optional() };

const modifier = z.strictObject({
  ...shared,
  ...fromCatalog,
  name: z.string().min(1).max(255).optional(),
  quantity: quantity.optional(),
  base_price_money: money.optional(),
});

const line = z.strictObject({
  ...shared,
  ...fromCatalog,
  name: z.string().min(1).max(512).optional(),
  variation_name: z.string().max(400).optional(),
  item_type: z.enum(['ITEM', 'CUSTOM_AMOUNT', 'GIFT_CARD']).optional(),
  quantity,
  quantity_unit: z
    .strictObject({
      measurement_unit: z.strictObject({ type: z.string(), generic_unit: z.string() }).optional(),
      precision: z.int().min(0).max(5).optional(),
    })
    .optional(),
  note: z.string().max(2000).optional(),
  base_price_money: money.optional(),
  modifiers: z.array(modifier).optional(),
  applied_taxes: z.array(z.strictObject({ uid: uid.optional(), tax_uid: uid })).optional(),
  applied_discounts: z.array(z.strictObject({ uid: uid.optional(), discount_uid: uid })).optional(),
});

const scope = z.enum(['ORDER', 'LINE_ITEM']);

const tax = z.strictObject({
  ...shared,
  ...fromCatalog,
  name: z.string().min(1).max(255).optional(),
  type: z.enum(['ADDITIVE', 'INCLUSIVE']).optional(),
  percentage: percentage.optional(),
  scope,
});

const discount = z.strictObject({
  ...shared,
  ...fromCatalog,
  name: z.string().min(1).max(255).optional(),
  type: z.enum(['FIXED_PERCENTAGE', 'FIXED_AMOUNT', 'VARIABLE_PERCENTAGE', 'VARIABLE_AMOUNT']).optional(),
  percentage: percentage.optional(),
  amount_money: money.optional(),
  scope,
});

const serviceCharge = z.strictObject({
  ...shared,
  name: z.string().min(1).max(512),
  percentage: percentage.optional(),
  amount_money: money.optional(),
  calculation_phase: z.enum(['SUBTOTAL_PHASE', 'TOTAL_PHASE']),
  taxable: z.literal(false, { error: 'SIMULATOR: service charges are not taxed here.' }).optional(),
});

const address = z.record(z.string(), z.string());

const recipient = z.strictObject({
  customer_id: z.string().max(191).optional(),
  display_name: z.string().min(1).max(255),
  email_address: z.string().max(255).optional(),
  phone_number: z.string().max(17).optional(),
  address: address.optional(),
});

const timing = {
  recipient,
  schedule_type: z.enum(['SCHEDULED', 'ASAP']).optional(),
  prep_time_duration: duration.optional(),
  cancel_reason: z.string().max(100).optional(),
};

const pickup = z.strictObject({
  ...timing,
  pickup_at: timestamp.optional(),
  pickup_window_duration: duration.optional(),
  auto_complete_duration: duration.optional(),
  expires_at: timestamp.optional(),
  note: z.string().max(500).optional(),
  is_curbside_pickup: z.boolean().optional(),
});

const delivery = z.strictObject({
  ...timing,
  deliver_at: timestamp.optional(),
  delivery_window_duration: duration.optional(),
  note: z.string().max(550).optional(),
  dropoff_notes: z.string().max(550).optional(),
});

export const FULFILLMENT_STATES = [
  'PROPOSED',
  'RESERVED',
  'PREPARED',
  'COMPLETED',
  'CANCELED',
  'FAILED',
] as const;

const fulfillment = z.strictObject({
  ...shared,
  type: z.enum(['PICKUP', 'DELIVERY']),
  state: z.enum(FULFILLMENT_STATES).optional(),
  pickup_details: pickup.optional(),
  delivery_details: delivery.optional(),
});

/** An order as a request may describe it; also the part of a stored order that does not come from Square itself. */
export const orderBody = z.strictObject({
  location_id: z.string().min(1),
  reference_id: z.string().max(40).optional(),
  source: z.strictObject({ name: z.string().optional() }).optional(),
  customer_id: z.string().max(191).optional(),
  ticket_name: z.string().max(30).optional(),
  state: z.enum(['OPEN', 'DRAFT']).optional(),
  line_items: z.array(line).optional(),
  taxes: z.array(tax).optional(),
  discounts: z.array(discount).optional(),
  service_charges: z.array(serviceCharge).optional(),
  fulfillments: z.array(fulfillment).max(1).optional(),
  metadata: metadata.optional(),
  pricing_options: z
    .strictObject({
      auto_apply_taxes: z.boolean().optional(),
      auto_apply_discounts: z
        .literal(false, { error: 'SIMULATOR: pricing rules are not applied to orders.' })
        .optional(),
    })
    .optional(),
});
export type OrderBody = z.infer<typeof orderBody>;
export type Line = z.infer<typeof line>;
export type LineModifier = z.infer<typeof modifier>;
export type Tax = z.infer<typeof tax>;
export type Discount = z.infer<typeof discount>;
export type ServiceCharge = z.infer<typeof serviceCharge>;
export type Fulfillment = z.infer<typeof fulfillment>;
export type OrderState = 'OPEN' | 'DRAFT' | 'COMPLETED' | 'CANCELED';

/** Length limit of the order endpoints' keys; payments have a shorter one. */
const idempotencyKey = z.string().min(1).max(192);

export const createOrderBody = z.strictObject({
  idempotency_key: idempotencyKey.optional(),
  order: orderBody,
});
export const calculateOrderBody = z.strictObject({ order: orderBody });

const { source, state, ...patchable } = orderBody.shape;

/** Only what changes; members of lists are matched by `uid`. */
export const orderPatch = z.strictObject({
  ...z.object(patchable).partial().shape,
  version: z.int().optional(),
  state: z.enum(['OPEN', 'DRAFT', 'COMPLETED', 'CANCELED']).optional(),
  line_items: z.array(line.partial()).optional(),
  taxes: z.array(tax.partial()).optional(),
  discounts: z.array(discount.partial()).optional(),
  service_charges: z.array(serviceCharge.partial()).optional(),
  fulfillments: z
    .array(
      fulfillment.partial().extend({
        pickup_details: pickup.partial().optional(),
        delivery_details: delivery.partial().optional(),
      }),
    )
    .optional(),
});
export type OrderPatch = z.infer<typeof orderPatch>;

export const updateOrderBody = z.strictObject({
  idempotency_key: idempotencyKey.optional(),
  fields_to_clear: z.array(z.string().min(1)).optional(),
  order: orderPatch,
});
export type UpdateOrderBody = z.infer<typeof updateOrderBody>;

/** Square computes these; a request that carries one is refused. */
export const READ_ONLY = new Set([
  ...[
    'id',
    'version',
    'created_at',
    'updated_at',
    'closed_at',
    'tenders',
    'refunds',
    'returns',
    'return_amounts',
  ],
  ...['net_amounts', 'net_amount_due_money', 'rounding_adjustment', 'total_money', 'total_tax_money'],
  ...['total_discount_money', 'total_tip_money', 'total_service_charge_money', 'total_price_money'],
  ...['gross_sales_money', 'variation_total_price_money', 'applied_money', 'placed_at', 'accepted_at'],
  ...['rejected_at', 'ready_at', 'expired_at', 'picked_up_at', 'canceled_at', 'delivered_at', 'completed_at'],
]);
