/** Loyverse's records as they stand on the wire: money in major units, timestamps as ISO text. */

export type Timestamp = string;

export interface Stamped {
  created_at: Timestamp;
  updated_at: Timestamp;
  deleted_at: Timestamp | null;
}

export interface Merchant {
  id: string;
  business_name: string;
  email: string;
  country: string;
  currency: { code: string; decimal_places: number };
  created_at: Timestamp;
}

/** The live API says `region` and `country_code` where the published specification says `state` and `country`. */
export interface Store extends Stamped {
  id: string;
  name: string;
  address: string | null;
  city: string | null;
  region: string | null;
  postal_code: string | null;
  country_code: string | null;
  phone_number: string | null;
  description: string | null;
}

/** Categories have no `updated_at`. */
export interface Category {
  id: string;
  name: string;
  color: string;
  created_at: Timestamp;
  deleted_at: Timestamp | null;
}

export type Pricing = 'FIXED' | 'VARIABLE';

export interface VariantStore {
  store_id: string;
  pricing_type: Pricing;
  price: number | null;
  available_for_sale: boolean;
  optimal_stock: number | null;
  low_stock: number | null;
}

export interface Variant extends Stamped {
  variant_id: string;
  item_id: string;
  sku: string;
  reference_variant_id: string | null;
  option1_value: string | null;
  option2_value: string | null;
  option3_value: string | null;
  barcode: string | null;
  cost: number;
  purchase_cost: number;
  default_pricing_type: Pricing;
  default_price: number | null;
  stores: VariantStore[];
}

export interface Item extends Stamped {
  id: string;
  handle: string;
  reference_id: string | null;
  item_name: string;
  description: string | null;
  track_stock: boolean;
  sold_by_weight: boolean;
  is_composite: boolean;
  use_production: boolean;
  category_id: string | null;
  components: { variant_id: string; quantity: number }[];
  primary_supplier_id: string | null;
  tax_ids: string[];
  modifier_ids: string[];
  form: string;
  color: string;
  image_url: string | null;
  option1_name: string | null;
  option2_name: string | null;
  option3_name: string | null;
  variants: Variant[];
}

export interface ModifierOption {
  id: string;
  name: string;
  price: number;
  position: number;
}

export interface Modifier extends Stamped {
  id: string;
  name: string;
  position: number;
  stores: string[];
  modifier_options: ModifierOption[];
}

export interface Tax extends Stamped {
  id: string;
  type: 'INCLUDED' | 'ADDED';
  name: string;
  /** Percent, up to three decimals. */
  rate: number;
  stores: string[];
}

export interface Discount extends Stamped {
  id: string;
  type: 'FIXED_PERCENT' | 'FIXED_AMOUNT' | 'VARIABLE_PERCENT' | 'VARIABLE_AMOUNT' | 'DISCOUNT_BY_POINTS';
  name: string;
  discount_amount?: number;
  discount_percent?: number;
  stores: string[];
  restricted_access: boolean;
}

export interface PaymentType extends Stamped {
  id: string;
  name: string;
  type: string;
  stores: string[];
}

export interface Employee extends Stamped {
  id: string;
  name: string;
  email: string | null;
  phone_number: string | null;
  stores: string[];
  is_owner: boolean;
}

export interface CustomerDetails {
  name: string;
  email: string | null;
  phone_number: string | null;
  address: string | null;
  city: string | null;
  region: string | null;
  postal_code: string | null;
  country_code: string | null;
  customer_code: string | null;
  note: string | null;
}

export interface Customer extends CustomerDetails, Stamped {
  id: string;
  first_visit: Timestamp | null;
  last_visit: Timestamp | null;
  total_visits: number;
  total_spent: number;
  total_points: number;
  permanent_deletion_at: Timestamp | null;
}

export interface InventoryLevel {
  variant_id: string;
  store_id: string;
  in_stock: number;
  updated_at: Timestamp;
}
