import type { PosItem } from '../../model/item';
import type { CatalogItem, CatalogVariation } from './wire';

/** Where a catalog object is on sale; what Square leaves out has its default. */
interface Placed {
  is_deleted?: boolean;
  present_at_all_locations?: boolean;
  present_at_location_ids?: readonly string[];
  absent_at_location_ids?: readonly string[];
}

/** On sale at a location; anywhere, while none is chosen. Item and variation are asked separately. */
export function isSoldAt(object: Placed, locationId: string | undefined): boolean {
  if (object.is_deleted) return false;
  if (locationId === undefined) return true;
  return (object.present_at_all_locations ?? true)
    ? !object.absent_at_location_ids?.includes(locationId)
    : (object.present_at_location_ids?.includes(locationId) ?? false);
}

/** On sale only where the other is: Square wants a variation to keep within its item. */
export function keepsWithin(inner: Placed, outer: Placed): boolean {
  if (outer.is_deleted) return false;
  if (!(inner.present_at_all_locations ?? true))
    return (inner.present_at_location_ids ?? []).every((id) => isSoldAt(outer, id));
  const absent = outer.absent_at_location_ids ?? [];
  return (
    (outer.present_at_all_locations ?? true) &&
    absent.every((id) => inner.absent_at_location_ids?.includes(id))
  );
}

/** Minor units at a location; undefined for an open price. */
export function priceAt(
  { item_variation_data: data }: CatalogVariation,
  locationId: string | undefined,
): number | undefined {
  const override = data.location_overrides.find((entry) => entry.location_id === locationId);
  // An override may be there for the stock alone.
  const pricing = override?.pricing_type ?? data.pricing_type;
  if (pricing === 'VARIABLE_PRICING') return undefined;
  return (override?.price_money ?? data.price_money)?.amount;
}

/** A variation with its item, as a person maps it; undefined where neither is sold at the location. */
export function posItem(
  item: CatalogItem | undefined,
  variation: CatalogVariation,
  locationId: string | undefined,
): PosItem | undefined {
  const sold = !item || (isSoldAt(item, locationId) && !item.item_data.is_archived);
  if (!sold || !isSoldAt(variation, locationId)) return undefined;
  const { name, sku, upc, item_id } = variation.item_variation_data;
  return {
    itemId: item?.id ?? item_id ?? variation.id,
    variationId: variation.id,
    name: item?.item_data.name ?? name ?? sku ?? variation.id,
    variationName: name,
    sku,
    barcode: upc,
    price: priceAt(variation, locationId),
    taxIds: item?.item_data.tax_ids,
  };
}
