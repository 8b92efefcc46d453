/** Zoho's records as they stand on the wire: money in major units, ids in strings, `""` for nothing. */

export interface Stamped {
  created_time: string;
  last_modified_time: string;
}

export interface Tax {
  tax_id: string;
  tax_name: string;
  /** Percent, up to three decimals. */
  tax_percentage: number;
  tax_type: 'tax' | 'compound_tax' | 'tax_group';
  is_default_tax: boolean;
}

/** A location, or a warehouse in organizations that have no locations. */
export interface Place {
  id: string;
  name: string;
  type: 'general' | 'line_item_only';
  isPrimary: boolean;
}

export interface CustomField {
  customfield_id: string;
  api_name: string;
  label: string;
  module: 'items' | 'contacts' | 'salesorders';
}

export interface CustomValue {
  customfield_id: string;
  api_name: string;
  label: string;
  value: unknown;
}

export interface Item extends Stamped {
  item_id: string;
  name: string;
  sku: string;
  status: 'active' | 'inactive';
  rate: number;
  purchase_rate: number;
  unit: string;
  item_type: string;
  product_type: 'goods' | 'service';
  description: string;
  group_id: string;
  group_name: string;
  attribute_name1: string;
  attribute_option_name1: string;
  category_id: string;
  category_name: string;
  tax_id: string;
  tax_name: string;
  tax_percentage: number | '';
  is_taxable: boolean;
  is_combo_product: boolean;
  track_inventory: boolean;
  account_id: string;
  image_name: string;
  image_document_id: string;
  custom_fields: CustomValue[];
}

export interface ItemGroup extends Stamped {
  group_id: string;
  group_name: string;
  brand: string;
  unit: string;
  description: string;
  tax_id: string;
  status: 'active' | 'inactive';
  attribute_name1: string;
}

/** A kit: an item of the same id stands among the items. */
export interface Composite {
  composite_item_id: string;
  combo_type: 'assembly' | 'kit';
  mapped_items: { item_id: string; quantity: number }[];
}

export interface Category {
  category_id: string;
  name: string;
}

export interface PricebookItem {
  pricebook_item_id: string;
  item_id: string;
  /** Of a `per_item` list with unit prices. */
  pricebook_rate: number;
}

export interface Pricebook {
  pricebook_id: string;
  name: string;
  description: string;
  currency_id: string;
  currency_code: string;
  status: 'active' | 'inactive';
  is_default: boolean;
  sales_or_purchase_type: 'sales' | 'purchases';
  pricebook_type: 'fixed_percentage' | 'per_item';
  /** Percent, of `fixed_percentage`. */
  percentage: number;
  is_increase: boolean;
  rounding_type: string;
  decimal_place: number;
  pricing_scheme: 'unit' | 'volume';
  pricebook_items: PricebookItem[];
}

export interface ContactPerson {
  contact_person_id: string;
  first_name: string;
  last_name: string;
  email: string;
  phone: string;
  mobile: string;
  is_primary_contact: boolean;
}

export interface Address {
  address_id: string;
  attention: string;
  address: string;
  street2: string;
  city: string;
  state: string;
  zip: string;
  country: string;
}

export interface Contact extends Stamped {
  contact_id: string;
  contact_name: string;
  company_name: string;
  contact_type: 'customer' | 'vendor';
  customer_sub_type: 'individual' | 'business';
  status: 'active' | 'inactive';
  currency_code: string;
  notes: string;
  contact_persons: ContactPerson[];
  billing_address: Address;
  shipping_address: Address;
  custom_fields: CustomValue[];
}

export interface Adjustment extends Stamped {
  inventory_adjustment_id: string;
  date: string;
  reason: string;
  reference_number: string;
  description: string;
  adjustment_type: 'quantity';
  location_id: string;
  line_items: { line_item_id: string; item_id: string; location_id: string; quantity_adjusted: number }[];
}
