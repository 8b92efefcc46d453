import { z } from 'zod';

/** Square's money: an integer count of the currency's smallest unit. */
export interface Money {
  amount: number;
  currency: string;
}

export const money = z.object({ amount: z.number().int(), currency: z.string() });
/** Square leaves out what is empty: a list that is not there has no entries. */
export const listOf = <T extends z.ZodType>(entry: T) => z.array(entry).default([]);

const tender = z.object({
  payment_id: z.string().optional(),
  type: z.string().optional(),
  amount_money: money.optional(),
});

const fulfillment = z.object({ uid: z.string().optional(), state: z.string().optional() });

const order = z.object({
  id: z.string().min(1),
  location_id: z.string().optional(),
  state: z.string(),
  /** Absent on orders that the API did not make: those cannot be updated. */
  version: z.number().int().optional(),
  ticket_name: z.string().optional(),
  total_money: money,
  net_amount_due_money: money.optional(),
  tenders: listOf(tender),
  fulfillments: listOf(fulfillment),
});
/** An order as Square holds it. */
export type SquareOrder = z.infer<typeof order>;
export const orderReply = z.object({ order });

export const calculatedReply = z.object({ order: z.object({ total_money: money }) });

/** Only what a search compares: the shop's other orders may lack whatever ours always have. */
const orderSummary = z.object({
  id: z.string().min(1),
  reference_id: z.string().optional(),
  state: z.string().optional(),
});
export type OrderSummary = z.infer<typeof orderSummary>;
export const ordersPage = z.object({ orders: listOf(orderSummary), cursor: z.string().optional() });

const payment = z.object({
  id: z.string().min(1),
  status: z.string(),
  amount_money: money,
  refunded_money: money.optional(),
  refund_ids: listOf(z.string()),
  reference_id: z.string().optional(),
  external_details: z.object({ source_id: z.string().optional() }).optional(),
});
export type SquarePayment = z.infer<typeof payment>;
export const paymentReply = z.object({ payment });

export const refundReply = z.object({
  refund: z.object({ id: z.string().min(1), status: z.string().optional() }),
});

const location = z.object({
  id: z.string().min(1),
  name: z.string().optional(),
  status: z.string(),
  merchant_id: z.string().optional(),
  currency: z.string(),
  timezone: z.string().optional(),
});
export const locationsReply = z.object({ locations: listOf(location) });

const customer = z.object({
  id: z.string().min(1),
  given_name: z.string().optional(),
  family_name: z.string().optional(),
  email_address: z.string().optional(),
  phone_number: z.string().optional(),
  reference_id: z.string().optional(),
});
export type SquareCustomer = z.infer<typeof customer>;
export const customerReply = z.object({ customer });
export const customersReply = z.object({ customers: listOf(customer) });

export const presence = {
  is_deleted: z.boolean().default(false),
  present_at_all_locations: z.boolean().default(true),
  present_at_location_ids: listOf(z.string()),
  absent_at_location_ids: listOf(z.string()),
};

const variationData = z.object({
  item_id: z.string().optional(),
  name: z.string().optional(),
  sku: z.string().optional(),
  upc: z.string().optional(),
  pricing_type: z.string().optional(),
  price_money: money.optional(),
  location_overrides: listOf(
    z.object({
      location_id: z.string(),
      price_money: money.optional(),
      pricing_type: z.string().optional(),
      sold_out: z.boolean().optional(),
      sold_out_valid_until: z.string().optional(),
    }),
  ),
  sellable: z.boolean().default(true),
  image_ids: listOf(z.string()),
});

export const variation = z.object({ id: z.string().min(1), ...presence, item_variation_data: variationData });
export type CatalogVariation = z.infer<typeof variation>;

const item = z.object({
  id: z.string().min(1),
  ...presence,
  item_data: z.object({
    name: z.string().optional(),
    is_archived: z.boolean().default(false),
    tax_ids: listOf(z.string()),
    variations: listOf(variation),
  }),
});
export type CatalogItem = z.infer<typeof item>;

/** Related objects are of any type; those that are no items are left out. */
const itemsAmong = z
  .array(z.unknown())
  .default([])
  .transform((objects) => objects.flatMap((object) => item.safeParse(object).data ?? []));

export const itemsPage = z.object({ items: listOf(item), cursor: z.string().optional() });
export const variationsPage = z.object({
  objects: listOf(variation),
  related_objects: itemsAmong,
  cursor: z.string().optional(),
});
export const itemObjects = z.object({ objects: itemsAmong });

export const tokenReply = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).optional(),
  expires_at: z.iso.datetime({ offset: true }).transform((text) => Date.parse(text)),
  merchant_id: z.string().min(1).optional(),
});

/** Nothing in it is read: that it came is what counts. */
export const changesReply = z.object({});
export const revokeReply = z.object({});
