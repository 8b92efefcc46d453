import * as check from '../checks';
import { customFieldInput } from '../customFields';
import { lineFields, pricingFields } from './lineInput';

const { required, optional, object, listOf, id } = check;

const header = (decimals: number) => ({
  date: optional(check.date),
  shipment_date: optional(check.date),
  reference_number: optional(check.reference),
  location_id: optional(id),
  notes: optional(check.note),
  terms: optional(check.note),
  ...pricingFields(decimals),
  salesperson_id: optional(id),
  delivery_method: optional(check.cautiousText(100)),
  billing_address_id: optional(id),
  shipping_address_id: optional(id),
  custom_fields: optional(listOf(customFieldInput)),
  exchange_rate: optional(check.decimal(6, 0.000001)),
  place_of_supply: optional(check.cautiousText(50)),
  gst_treatment: optional(check.cautiousText(50)),
});

/** The body of POST /salesorders in a currency of so many decimals. */
export const orderInput = (decimals: number) =>
  object({
    customer_id: required(id),
    salesorder_number: optional(check.documentNumber),
    line_items: required(listOf(object(lineFields(decimals)), 1)),
    ...header(decimals),
  });

/** The body of PUT /salesorders/{id}: what it leaves out stays, but lines come as the full list. */
export const orderUpdate = (decimals: number) =>
  object({
    customer_id: optional(id),
    line_items: optional(listOf(object({ line_item_id: optional(id), ...lineFields(decimals) }), 1)),
    ...header(decimals),
  });
type OrderUpdate = ReturnType<ReturnType<typeof orderUpdate>>;

/** Everything that has been asked of an order so far. */
export type OrderInput = OrderUpdate & Required<Pick<OrderUpdate, 'customer_id' | 'line_items'>>;
