/** Something that a POS sells, as a search shows it to a person who maps products. */
export interface PosItem {
  itemId: string;
  /** The id that goes on an order line. */
  variationId: string;
  name: string;
  variationName?: string;
  sku?: string;
  barcode?: string;
  /** Minor units at the connection's location; absent for an open price. */
  price?: number;
  taxIds?: string[];
}

/** A shop or kitchen as the POS knows it. */
export interface PosLocation {
  externalId: string;
  name: string;
  currency: string;
  timezone?: string;
  /** The POS account it belongs to. */
  accountId: string;
}
