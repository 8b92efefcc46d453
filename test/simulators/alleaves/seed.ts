/**
 * Two companies as plain data. Ids are local to a company: both begin at 1000. Prices are in minor units and become
 * amounts of the currency the simulator is made with: 3500 is 35.00 USD, 3500 JPY and 3.500 KWD.
 * Days count from the moment the simulator is made.
 */

/** Below the host. */
export const BASE = '/api';

export const USERNAME = 'bridge@greenharbor.example';
export const PASSWORD = 'alleaves-test-password-of-the-first-company';
export const COMPANY_ID = 1000;

/** This login also wants its PIN. */
export const OTHER_USERNAME = 'bridge@highfield.example';
export const OTHER_PASSWORD = 'alleaves-test-password-of-the-other-company';
export const OTHER_PIN = '4321';
export const OTHER_COMPANY_ID = 1001;

/** Tokens for `Access.keepAlive`. */
export const ACCESS_TOKEN = 'alleaves-test-access-token-of-the-first-company';
export const OTHER_ACCESS_TOKEN = 'alleaves-test-access-token-of-the-other-company';

/** Signs the hints of `signedHint`. */
export const WEBHOOK_SECRET = 'alleaves-test-webhook-secret';

export const LOCATION_ID = 1000;
export const SECOND_LOCATION_ID = 1001;
/** In the other company: the same id. */
export const OTHER_LOCATION_ID = 1000;

/** Regulator secrets that stand in the location object. Whoever stores or logs them has failed. */
export const REGULATOR_CANARIES = [
  'CANARY-metrc-user-key-7f31',
  'CANARY-metrc-vendor-key-2b90',
  'CANARY-state-client-id-c4d8',
  'CANARY-state-client-secret-e65a',
] as const;

export const SALES_FLOOR_AREA_ID = 1000;
export const VAULT_AREA_ID = 1001;
export const DAMAGED_AREA_ID = 1002;
export const SCRAP_AREA_ID = 1003;
/** In the second location. */
export const SECOND_FLOOR_AREA_ID = 1004;

/** Belongs to nobody: a shop may book online orders on it. */
export const GUEST_CUSTOMER_ID = 1000;
export const ANA_CUSTOMER_ID = 1001;
/** Without e-mail and phone, like most. */
export const WALK_IN_CUSTOMER_ID = 1002;
/** Seventeen. */
export const MINOR_CUSTOMER_ID = 1003;

export interface SeedBatch {
  id: number;
  /** Stock by area; empty: none anywhere. */
  areas: Record<number, { onHand: number; reserved?: number }>;
  expiresInDays?: number;
  receivedDaysAgo: number;
  /** Default the first location. */
  locationId?: number;
  qcHold?: boolean;
  /** Minor units. */
  cost?: number;
}

export interface SeedItem {
  id: number;
  name: string;
  /** Only where the switch `skus` is on. */
  sku: string;
  /** Sizes of one thing share it. */
  groupId: number;
  /** As the shop typed it, blanks and all. */
  category: string;
  brand?: string;
  vendor?: string;
  strain?: string;
  /** Minor units, before tax; absent: not set. Fractions reach four decimals of the major unit. */
  price?: { adult?: number; medical?: number; generic?: number };
  grams?: number;
  thc?: number;
  isCannabis?: boolean;
  isPlant?: boolean;
  deleted?: boolean;
  /** Alert below it. */
  lowAt?: number;
  batches: SeedBatch[];
}

export const FLOWER_ITEM_ID = 1000;
export const FLOWER_BATCH_ID = 1000;
/** Expires before the other one. */
export const FLOWER_FIRST_OUT_BATCH_ID = 1001;
/** The larger size in the item group of the flower. */
export const FLOWER_LARGE_ITEM_ID = 1001;
export const CART_ITEM_ID = 1002;
export const CART_BATCH_ID = 1003;
export const GUMMIES_ITEM_ID = 1003;
export const GUMMIES_BATCH_ID = 1004;
export const HELD_BATCH_ID = 1005;
export const PRE_ROLL_ITEM_ID = 1004;
/** No price, but a cost. */
export const TINCTURE_ITEM_ID = 1005;
/** Neither price nor cost. */
export const TOPICAL_ITEM_ID = 1006;
export const SAMPLES_ITEM_ID = 1007;
export const PAPERS_ITEM_ID = 1008;
/** The fallback: no price of its own, and never out of stock. */
export const EXTRAS_ITEM_ID = 1009;
export const EXTRAS_BATCH_ID = 1011;
export const CLONE_ITEM_ID = 1010;
export const SOLD_OUT_ITEM_ID = 1011;
export const MEDICAL_ITEM_ID = 1012;

export const FLOWER_GROUP_ID = 1000;

export const STAFF_DISCOUNT_ID = 1000;
export const FLOWER_SALE_ID = 1001;
export const BRAND_SALE_ID = 1002;
export const EXPIRED_SALE_ID = 1003;
export const GUMMIES_FIXED_ID = 1004;
export const BOGO_ID = 1005;
