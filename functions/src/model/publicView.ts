import type { Instant } from './instant';

/**
 * What a public menu reads of an item. Amounts in minor units of `currency`; what there is not, is absent. `price` is
 * always the original price and `salePrice` what a piece costs while `isOnSale`. What the merchant pays and whom is
 * never here: everybody may read it.
 */
export interface PublicVariation {
  id: string;
  name?: string;
  /** Absent: an open price. */
  price?: number;
  isOnSale: boolean;
  salePrice?: number;
  saleBadgeText?: string;
  saleEndsAt?: Instant;
  /** May be ordered now. */
  available: boolean;
  /** Pieces left; absent where the POS does not count them. */
  stock?: number;
}

export interface PublicView {
  /** The POS's id of the item. */
  itemId: string;
  connectionId: string;
  locationId: string;
  currency: string;
  name: string;
  description?: string;
  categoryIds: string[];
  brandId?: string;
  imageUrl?: string;
  variations: PublicVariation[];
  /** These are the cheapest variation's, the ones that can be ordered first: "from $4". */
  price?: number;
  isOnSale: boolean;
  salePrice?: number;
  saleBadgeText?: string;
  /** The sale is over then: a reader shows `price` from that moment on, also before the view has changed. */
  saleEndsAt?: Instant;
  /** The view is due to be made anew then: a sale of one of its variations begins or ends. */
  nextChangeAt?: Instant;
  available: boolean;
  /** Of all variations together; absent where none is counted. */
  stock?: number;
}
