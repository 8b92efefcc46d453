/** What Alleaves keeps. Amounts are in major units with up to four decimals, as on the wire. */

export interface Area {
  id: number;
  parentId: number | null;
  locationId: number;
  name: string;
  path: string;
  type: 'Retail' | 'Damaged' | 'Scrap';
}

export interface Location {
  id: number;
  name: string;
  reference: string;
  timezone: string;
}

export interface Prices {
  adult: number;
  medical: number;
  generic: number;
}

export interface Item {
  id: number;
  name: string;
  sku: string;
  groupId: number;
  category: string;
  brand: string | null;
  vendor: string | null;
  strain: string | null;
  prices: Prices;
  grams: number | null;
  thc: number | null;
  isCannabis: boolean;
  isPlant: boolean;
  deleted: boolean;
  lowAt: number | null;
}

export interface Batch {
  id: number;
  itemId: number;
  locationId: number;
  label: string;
  /** `YYYY-MM-DD` */
  expires: string | null;
  /** Milliseconds. */
  receivedAt: number;
  updatedAt: number;
  cost: number | null;
  qcHold: boolean;
  open: boolean;
}

/** Units of one batch in one area. */
export interface Stock {
  batchId: number;
  areaId: number;
  onHand: number;
  reserved: number;
}

export interface Customer {
  id: number;
  name_first: string;
  name_last: string;
  phone: string | null;
  email: string | null;
  date_of_birth: string | null;
  /** ISO 8601. */
  customer_since: string;
}

export interface DiscountConditions {
  categories?: string[];
  brands?: string[];
  products?: number[];
  min_qty?: number;
  min_total?: number;
  customer_types?: ('adult_use' | 'medical')[];
}

export interface Discount {
  id_discount: number;
  name: string;
  description?: string;
  discount_type: 'percent' | 'amount' | 'fixed_price' | 'bogo';
  /** Percent, or an amount in major units. */
  discount_value: number;
  /** `YYYY-MM-DD` */
  start_date?: string;
  end_date?: string;
  active: boolean;
  conditions?: DiscountConditions;
  badge_text?: string;
  priority?: number;
}
