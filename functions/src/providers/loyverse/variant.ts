import type { WireVariant } from './wire';

export type StoreRow = WireVariant['stores'][number];

/** What a store does otherwise than the variant's defaults; without a row it follows them. */
export const rowAt = (variant: WireVariant, storeId: string | undefined): StoreRow | undefined =>
  variant.stores.find((row) => row.store_id === storeId);

/** May be sold at the store. */
export const soldAt = (variant: WireVariant, storeId: string | undefined): boolean =>
  variant.deleted_at === undefined && rowAt(variant, storeId)?.available_for_sale !== false;

/** FIXED, or VARIABLE: an open price, typed in at the till. */
export const isFixed = (variant: WireVariant, row: StoreRow | undefined): boolean =>
  (row?.pricing_type ?? variant.default_pricing_type) === 'FIXED';

/** Major units; undefined for an open price. */
export function fixedPriceAt(variant: WireVariant, storeId: string | undefined): number | undefined {
  const row = rowAt(variant, storeId);
  return isFixed(variant, row) ? (row?.price ?? variant.default_price) : undefined;
}

const FIELDS = [
  'variant_id',
  'item_id',
  'sku',
  'reference_variant_id',
  'option1_value',
  'option2_value',
  'option3_value',
  'barcode',
  'cost',
  'purchase_cost',
  'default_pricing_type',
  'default_price',
] as const;
const ROW_FIELDS = [
  'store_id',
  'pricing_type',
  'price',
  'available_for_sale',
  'optimal_stock',
  'low_stock',
] as const;

/** Without what is null: kept or reset to null, an absent field ends the same. */
function picked(source: Record<string, unknown>, fields: readonly string[]): Record<string, unknown> {
  const stated = fields.map((field): [string, unknown] => [field, source[field] ?? undefined]);
  return Object.fromEntries(stated.filter(([, value]) => value !== undefined));
}

/**
 * The body of POST /variants: everything that can be written, since whether an absent field or row is kept is not
 * documented. A price beside an open price is refused by Loyverse, so it stands only beside a fixed one.
 */
export function restated(variant: WireVariant): Record<string, unknown> {
  const priced = isFixed(variant, undefined) ? variant : { ...variant, default_price: undefined };
  const rows = variant.stores.map((row) =>
    picked(isFixed(variant, row) ? row : { ...row, price: undefined }, ROW_FIELDS),
  );
  return { ...picked(priced, FIELDS), stores: rows };
}
