import * as check from '../checks';
import type { Body } from '../checks';
import { customFieldInput } from '../customFields';

const { required, optional, listOf, id } = check;

/** A line of an order or an invoice, in a currency of so many decimals. */
export const lineFields = (decimals: number) => ({
  item_id: optional(id),
  name: optional(check.cautiousText(100)),
  description: optional(check.note),
  rate: optional(check.amount(decimals)),
  quantity: required(check.quantity(decimals)),
  unit: optional(check.cautiousText(50)),
  tax_id: optional(id),
  discount: optional(check.amountOrPercent(decimals)),
  location_id: optional(id),
  item_custom_fields: optional(listOf(customFieldInput)),
});
export type LineInput = Body<ReturnType<typeof lineFields>>;

/** What decides the sums of an order or an invoice. */
export const pricingFields = (decimals: number) => ({
  is_inclusive_tax: optional(check.flag),
  discount: optional(check.amountOrPercent(decimals)),
  discount_type: optional(check.oneOf('entity_level', 'item_level')),
  is_discount_before_tax: optional(check.flag),
  shipping_charge: optional(check.amount(decimals)),
  adjustment: optional(check.signedAmount(decimals)),
  adjustment_description: optional(check.cautiousText(100)),
  pricebook_id: optional(id),
});
export type PricingInput = Body<ReturnType<typeof pricingFields>>;
