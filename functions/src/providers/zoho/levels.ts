import type { WireItem, WireLocationStock } from './wire';

/** Pieces of one item at one location; absent where Zoho does not count them. */
export interface Level {
  /** May be sold: on hand less what confirmed orders reserve. May be negative. */
  forSale?: number;
  /** Physically there: moved by shipments, not by invoices. */
  onHand?: number;
}

const ofItem = (item: WireItem): Level => ({
  forSale:
    item.actual_available_for_sale_stock ??
    item.available_for_sale_stock ??
    item.actual_available_stock ??
    item.available_stock ??
    item.stock_on_hand,
  onHand: item.actual_available_stock ?? item.available_stock ?? item.stock_on_hand,
});

/** Either spelling: `warehouse_*` in organizations that have not been moved to locations. */
function ofPlace(row: WireLocationStock): Level {
  const onHand =
    row.location_actual_available_stock ??
    row.warehouse_actual_available_stock ??
    row.location_available_stock ??
    row.warehouse_available_stock ??
    row.location_stock_on_hand ??
    row.warehouse_stock_on_hand;
  const forSale =
    row.location_actual_available_for_sale_stock ??
    row.warehouse_actual_available_for_sale_stock ??
    row.location_available_for_sale_stock ??
    row.warehouse_available_for_sale_stock;
  return { forSale: forSale ?? onHand, onHand };
}

/**
 * The level of an item (from GET /itemdetails) at a location, or of the whole organization without one. Undefined where
 * the item is not kept there.
 */
export function levelOf(item: WireItem, locationId: string | undefined): Level | undefined {
  const places = item.locations ?? item.warehouses;
  if (locationId === undefined || places === undefined) return ofItem(item);
  const row = places.find((place) => (place.location_id ?? place.warehouse_id) === locationId);
  return row && ofPlace(row);
}

/** Items that are not counted lack every figure, or say so. */
export const isTracked = (item: WireItem): boolean =>
  item.track_inventory !== false && ofItem(item).onHand !== undefined;
