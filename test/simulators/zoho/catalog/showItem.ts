import { flattened } from '../customFields';
import type { Call } from '../endpoint';
import type { Item, Place } from '../records';
import type { Level } from '../stock/book';

const units = (thousandths: number) => thousandths / 1000;

/** What is left to sell, by the accounts and on the shelf; may be negative. */
const forSale = ({ onHand, committed }: Level) => units(onHand - committed);
const actualForSale = ({ physical, reserved }: Level) => units(physical - reserved);

/** Services have no stock fields, goods that are not tracked have empty ones. */
function stockOfRow({ organization }: Call, item: Item): object {
  if (item.product_type === 'service') return {};
  if (!item.track_inventory) return { stock_on_hand: '', available_stock: '', actual_available_stock: '' };
  const { onHand, physical } = organization.stock.total(item.item_id);
  return {
    stock_on_hand: units(onHand),
    available_stock: units(onHand),
    actual_available_stock: units(physical),
  };
}

/** A row of the list: neither what is for sale nor where the stock is. */
export function showRow(call: Call, item: Item): object {
  const { custom_fields, track_inventory: _, account_id: __, ...row } = item;
  return { ...row, item_name: item.name, ...stockOfRow(call, item), ...flattened(custom_fields) };
}

function stockAt(call: Call, item: Item, place: Place, word: 'location' | 'warehouse'): object {
  const level = call.organization.stock.at(item.item_id, place.id);
  const shown = (amount: number) => (call.switches.amountsAsText ? String(amount) : amount);
  return {
    [`${word}_id`]: place.id,
    [`${word}_name`]: place.name,
    status: 'active',
    is_primary: place.isPrimary,
    [`${word}_stock_on_hand`]: shown(units(level.onHand)),
    [`${word}_available_stock`]: shown(units(level.onHand)),
    [`${word}_actual_available_stock`]: shown(units(level.physical)),
    [`${word}_available_for_sale_stock`]: shown(forSale(level)),
    [`${word}_actual_available_for_sale_stock`]: shown(actualForSale(level)),
  };
}

function stockOfDetail(call: Call, item: Item): object {
  if (!item.track_inventory) return {};
  const { organization } = call;
  const level = organization.stock.total(item.item_id);
  const word = organization.profile.places === 'warehouses' ? 'warehouse' : 'location';
  const places = organization.places.map((place) => stockAt(call, item, place, word));
  return {
    committed_stock: units(level.committed),
    actual_committed_stock: units(level.reserved),
    available_for_sale_stock: forSale(level),
    actual_available_for_sale_stock: actualForSale(level),
    ...(places.length > 0 && { [`${word}s`]: places }),
  };
}

export function showDetail(call: Call, item: Item): object {
  return {
    ...item,
    item_name: item.name,
    pricebook_rate: item.rate,
    label_rate: item.rate,
    ...stockOfRow(call, item),
    ...stockOfDetail(call, item),
  };
}
