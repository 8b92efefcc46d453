import type { Environment } from '../orm/environment';
import { idOf, numberOf, type Row, textOf } from '../orm/row';

export interface Quantity {
  onHand: number;
  reserved: number;
}

function isBelow(env: Environment, location: Row, above: number): boolean {
  if (location.id === above) return true;
  const parent = env.find('stock.location', idOf(location, 'location_id'));
  return parent !== undefined && isBelow(env, parent, above);
}

/** Where the context says to count; undefined is everywhere. The key for warehouses has changed with 18. */
function placeOf(env: Environment): number | undefined {
  const { location } = env.context;
  if (typeof location === 'number') return location;
  const warehouse = env.context[env.series >= 18 ? 'warehouse_id' : 'warehouse'];
  if (typeof warehouse !== 'number') return undefined;
  return idOf(env.row('stock.warehouse', warehouse), 'lot_stock_id');
}

/** What lies in the internal locations of the call's companies, or at the place of its context. */
export function quantityOf(env: Environment, variant: Row): Quantity {
  const place = placeOf(env);
  const total = { onHand: 0, reserved: 0 };
  for (const quant of env.pointingAt('stock.quant', 'product_id', variant.id)) {
    const location = env.row('stock.location', idOf(quant, 'location_id'));
    const company = idOf(location, 'company_id');
    if (textOf(location, 'usage') !== 'internal') continue;
    if (company !== undefined && !env.companyIds.includes(company)) continue;
    if (place !== undefined && !isBelow(env, location, place)) continue;
    total.onHand += numberOf(quant, 'quantity');
    total.reserved += numberOf(quant, 'reserved_quantity');
  }
  return total;
}
