/** Where nobody has established what Alleaves does, or where shops differ: a test chooses. */
export interface Switches {
  /** Reports differ: 15 minutes or 24 hours. */
  tokenLifeSeconds: number;
  /** `opaque`: a token whose expiry cannot be read. */
  tokenForm: 'jwt' | 'opaque';
  /** Sign-in also answers `expires_at`. */
  sendExpiresAt: boolean;
  /** `Authorization: Basic` with an empty body. */
  basicLogin: boolean;
  /** Calls that one company may make in a second; nothing is documented. */
  callsPerSecond: number;

  /** On top of every line. */
  taxPercent: number;
  /** Where amounts become whole minor units: each unit by itself, or the order once. */
  rounding: 'unit' | 'order';
  /** How an order's amounts travel; `mixed`: some as text, some as numbers. */
  decimals: 'mixed' | 'number' | 'string';

  /** `ignored`: skip and take change nothing, every reply has all rows. */
  searchPaging: 'honoured' | 'ignored';
  /** Rows of one inventory reply; the rest is left out silently, `total_rows` still counts it. */
  searchCap: number;
  /** Rows of one page of customers or orders; a larger `pageSize` is cut to it silently. */
  pageCap: number;
  /** Rows of a whole list of customers or orders; pages beyond are empty. */
  listCap: number;

  /** `down`: 503 for the details of batches and for their search. */
  batchDetails: 'up' | 'down';
  /** What `expiringWithinDays`, `categories`, `minQuantity` do to a batch search. */
  batchFilters: 'honoured' | 'ignored';
  /** Rows of brands, categories, vendors: `{id_brand, brand}`, `{id_brand, name}`, or 404. */
  metadata: 'own-name' | 'name' | 'missing';
  /** Captured rows have no SKU at all. */
  skus: boolean;
  /** The names of a discount's fields, which nobody has captured. */
  discountNames: 'reported' | 'others';

  /** The envelope of a customer search; `numbered`: `{"0": {..}, "1": {..}}`. */
  customerList: 'numbered' | 'array' | 'customers' | 'data';
  /** Whether a customer can be made without a date of birth. */
  birthDate: 'optional' | 'required';

  orderList: 'array' | 'orders' | 'data' | 'results';
  orderSort: 'newest' | 'oldest';
  /** Whose days `startDate` and `endDate` are. */
  orderDays: 'location' | 'utc';
  /** Where `id_external` comes back. */
  echoExternal: 'always' | 'single' | 'never';
  /** Orders in a list carry their lines. */
  listedLines: boolean;
  /** `unit`: three of a thing are three lines. `quantity`: one line with its quantity. */
  lines: 'unit' | 'quantity';
  /** `short`: item, price. `long`: product_name, unit_price. */
  lineNames: 'short' | 'long';
  /** The field of an update that calls an order off; `none`: there is no way. */
  cancelBy: 'void' | 'cancel' | 'none';
  /** The setting `restrict_price_overrides_for_discounted_products`. */
  restrictOverrides: boolean;
}

export const DEFAULTS: Readonly<Switches> = {
  tokenLifeSeconds: 900,
  tokenForm: 'jwt',
  sendExpiresAt: false,
  basicLogin: true,
  callsPerSecond: Infinity,
  taxPercent: 13,
  rounding: 'unit',
  decimals: 'mixed',
  searchPaging: 'honoured',
  searchCap: 5000,
  pageCap: 100,
  listCap: 10_000,
  batchDetails: 'up',
  batchFilters: 'honoured',
  metadata: 'own-name',
  skus: false,
  discountNames: 'reported',
  customerList: 'numbered',
  birthDate: 'optional',
  orderList: 'array',
  orderSort: 'newest',
  orderDays: 'location',
  echoExternal: 'always',
  listedLines: true,
  lines: 'unit',
  lineNames: 'short',
  cancelBy: 'void',
  restrictOverrides: false,
};
