/** Amounts are whole minor units in here; how they travel is up to the switch `money`. */

export interface Outlet {
  id: string;
  name: string;
  timezone: string;
  active: boolean;
}

export interface Variant {
  id: string;
  name: string;
  sku?: string;
  price: number;
}

export interface Option {
  id: string;
  name: string;
  price: number;
}

export interface ModifierGroup {
  id: string;
  name: string;
  min: number;
  max: number;
  options: Option[];
}

export interface MenuItem {
  id: string;
  name: string;
  sku?: string;
  category: { id: string; name: string };
  price: number;
  available: boolean;
  /** Absent: not counted. */
  stock?: number;
  taxInclusive: boolean;
  variants: Variant[];
  groups: ModifierGroup[];
  /** Milliseconds. */
  updatedAt: number;
  deleted: boolean;
  /** Head office sets the price. */
  priceLocked: boolean;
  /** Outlets that sell it. */
  outlets: string[];
}

export interface Discount {
  id: string;
  name: string;
  type: 'percent' | 'amount' | 'fixed_price';
  /** Percent, or minor units. */
  value: number;
  items: string[];
  categories: string[];
  /** Milliseconds. */
  startsAt: number;
  endsAt: number | null;
  active: boolean;
}
