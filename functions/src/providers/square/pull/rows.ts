import { z } from 'zod';
import { listOf, money } from '../wire';
import { moment, text } from './wire';

const part = z.object({
  uid: text,
  catalog_object_id: text,
  name: text,
  quantity: z.string().default('1'),
  base_price_money: money.optional(),
  total_money: money.optional(),
  note: text,
});
export type OrderPart = z.infer<typeof part>;

const amounts = z.object({
  total_money: money.optional(),
  tax_money: money.optional(),
  tip_money: money.optional(),
  discount_money: money.optional(),
});

const order = z.object({
  id: z.string().min(1),
  reference_id: text,
  metadata: z.object({ tillbridge_order: text }).optional(),
  ticket_name: text,
  state: z.string(),
  created_at: moment,
  updated_at: moment,
  customer_id: text,
  total_money: money,
  total_tax_money: money.optional(),
  total_tip_money: money.optional(),
  total_discount_money: money.optional(),
  line_items: listOf(part),
  fulfillments: listOf(z.object({ state: text })),
  returns: listOf(
    z.object({ source_order_id: text, return_line_items: listOf(part), return_amounts: amounts.optional() }),
  ),
  return_amounts: amounts.optional(),
});
export type OrderObject = z.infer<typeof order>;
export const ordersPage = z.object({ orders: listOf(order), cursor: z.string().optional() });

const customer = z.object({
  id: z.string().min(1),
  given_name: text,
  family_name: text,
  company_name: text,
  nickname: text,
  email_address: text,
  phone_number: text,
  reference_id: text,
  updated_at: moment.optional(),
});
export type CustomerObject = z.infer<typeof customer>;
export const customersPage = z.object({ customers: listOf(customer), cursor: z.string().optional() });

const count = z.object({
  catalog_object_id: z.string(),
  catalog_object_type: z.string().default('ITEM_VARIATION'),
  state: z.string(),
  location_id: z.string(),
  quantity: z.string(),
  calculated_at: moment.optional(),
});
export const countsPage = z.object({ counts: listOf(count), cursor: z.string().optional() });

const location = z.object({ id: z.string().min(1), name: text, status: text });
export const everyLocation = z.object({ locations: listOf(location) });
