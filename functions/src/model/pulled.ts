import type { Instant } from './instant';

/**
 * The POS's side in our words, as pulls bring it. Amounts in minor units of the connection's currency; a field the POS
 * does not have is absent, never invented. `id` is the POS's own and stable.
 */

/** A sellable form of an item; every item has at least one. */
export interface PulledVariation {
  id: string;
  name?: string;
  sku?: string;
  barcode?: string;
  /** At the connection's location; absent: an open price. */
  price?: number;
  /** What the merchant pays; never published. */
  cost?: number;
  /** May be sold at the connection's location. */
  available: boolean;
}

export interface PulledItem {
  id: string;
  name: string;
  /** Plain text, no HTML. */
  description?: string;
  categoryIds: string[];
  brandId?: string;
  vendorId?: string;
  variations: PulledVariation[];
  modifierListIds: string[];
  taxIds: string[];
  imageUrl?: string;
  /** Kept by the POS but not sold any more. */
  archived: boolean;
  /** A tombstone: the POS says that it is gone. */
  deleted: boolean;
  updatedAt?: Instant;
}

export interface PulledDiscount {
  id: string;
  name: string;
  kind: 'percent' | 'amount' | 'fixed_price' | 'buy_x_get_y';
  /** percent: 12.5 is 12.5 %. amount, fixed_price: minor units. buy_x_get_y: percent off the Y. */
  value: number;
  buyQuantity?: number;
  getQuantity?: number;
  /** What it applies to; everything empty: the whole menu. Variation ids count as products. */
  productIds: string[];
  categoryIds: string[];
  brandIds: string[];
  /** Names of categories where the POS gives no id; compared folded, as a last resort. */
  categoryNames: string[];
  /** Higher goes first. */
  priority: number;
  /** Local date or date-time of the location, without a zone; absent: open. */
  startsOn?: string;
  endsOn?: string;
  /** 1 Monday to 7 Sunday; empty: every day. */
  weekdays: number[];
  /** Local time of day `HH:MM`. */
  fromTime?: string;
  untilTime?: string;
  active: boolean;
  deleted: boolean;
  updatedAt?: Instant;
}

export interface PulledOrderLine {
  id: string;
  itemId?: string;
  variationId?: string;
  name: string;
  quantity: number;
  unitPrice?: number;
  total: number;
  note?: string;
}

export interface PulledOrder {
  id: string;
  number?: string;
  /** Our marker, where the POS carries it: the order was pushed by us. */
  reference?: string;
  /** A refund names its sale. */
  refundOf?: string;
  status: 'accepted' | 'preparing' | 'ready' | 'completed' | 'cancelled' | 'refunded';
  placedAt: Instant;
  updatedAt: Instant;
  currency: string;
  total: number;
  tax?: number;
  tip?: number;
  discount?: number;
  customerId?: string;
  lines: PulledOrderLine[];
}

export interface PulledCustomer {
  id: string;
  name?: string;
  email?: string;
  phone?: string;
  reference?: string;
  deleted: boolean;
  updatedAt?: Instant;
}

export interface PulledStock {
  /** Variation and location make it one row. */
  variationId: string;
  /** May be sold now: on hand less what is reserved. */
  available: number;
  /** Physically there, where the POS tells it apart. */
  onHand?: number;
  lowAt?: number;
  updatedAt?: Instant;
}

export interface PulledBatch {
  id: string;
  variationId: string;
  itemName: string;
  quantity: number;
  expiresOn?: string;
  /** The regulator's label of the package, where one is printed on it. */
  metrcTag?: string;
}

/** Small lists for filters and forms. */
export interface PulledMetadata {
  kind: 'brand' | 'category' | 'vendor' | 'location' | 'tax' | 'payment_type' | 'modifier_list';
  id: string;
  name: string;
  parentId?: string;
  /** tax: percent. */
  rate?: number;
  /** tax: contained in prices. */
  inclusive?: boolean;
  /** modifier_list: its options. */
  options?: { id: string; name: string; price: number }[];
  deleted: boolean;
}
