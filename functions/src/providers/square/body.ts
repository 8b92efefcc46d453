import type { Money } from './wire';

/** What we send as `order` of CreateOrder. Square ignores unknown fields silently: the compiler must catch a typo. */
export interface OrderBody {
  location_id: string;
  reference_id: string;
  ticket_name: string;
  source: { name: string };
  customer_id?: string;
  line_items: LineBody[];
  taxes?: TaxBody[];
  discounts?: DiscountBody[];
  service_charges?: ChargeBody[];
  fulfillments?: FulfillmentBody[];
  metadata: { tillbridge_order: string };
  pricing_options: { auto_apply_taxes: false; auto_apply_discounts: false };
}

export interface LineBody {
  uid: string;
  /** An item variation. */
  catalog_object_id?: string;
  /** Only without `catalog_object_id`. */
  name?: string;
  /** A decimal number as text. */
  quantity: string;
  quantity_unit?: { measurement_unit: { type: 'TYPE_GENERIC'; generic_unit: 'UNIT' }; precision: number };
  base_price_money: Money;
  note?: string;
  modifiers?: ModifierBody[];
  applied_discounts?: { discount_uid: string }[];
}

export interface ModifierBody {
  uid: string;
  catalog_object_id?: string;
  name?: string;
  quantity: string;
  base_price_money: Money;
}

export type TaxBody =
  | { uid: string; scope: 'ORDER'; catalog_object_id: string }
  | { uid: string; scope: 'ORDER'; name: string; type: 'INCLUSIVE'; percentage: string };

export interface DiscountBody {
  uid: string;
  name: string;
  type: 'FIXED_AMOUNT';
  amount_money: Money;
  scope: 'ORDER' | 'LINE_ITEM';
}

export interface ChargeBody {
  uid: string;
  name: string;
  amount_money: Money;
  calculation_phase: 'SUBTOTAL_PHASE';
  taxable: false;
}

export interface RecipientBody {
  display_name: string;
  phone_number?: string;
  email_address?: string;
  address?: { address_line_1: string };
}

interface Schedule {
  recipient: RecipientBody;
  schedule_type: 'ASAP' | 'SCHEDULED';
  /** ISO 8601, e.g. PT20M. */
  prep_time_duration: string;
  note?: string;
}

export type FulfillmentBody =
  | { uid: string; type: 'PICKUP'; state: 'PROPOSED'; pickup_details: Schedule & { pickup_at?: string } }
  | {
      uid: string;
      type: 'DELIVERY';
      state: 'PROPOSED';
      delivery_details: Schedule & { deliver_at?: string };
    };
