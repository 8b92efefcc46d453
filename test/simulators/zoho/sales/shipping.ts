import { thousandths } from '../arithmetic';
import { found } from '../listing';
import type { Organization } from '../organization';

/** Packs and ships a confirmed order whole, as people do in Zoho's screens: the shelf empties by what it reserved. */
export function ship(organization: Organization, orderId: string): void {
  const order = found(organization.orders, orderId, 'Sales Order');
  if (order.stage !== 'confirmed' || order.shipped) throw new Error('This order cannot be shipped.');
  order.shipped = true;
  order.last_modified_time = organization.nowText();
  for (const { item_id, quantity, location_id = '' } of order.line_items) {
    if (!organization.items.get(item_id)?.track_inventory) continue;
    const units = thousandths(quantity);
    organization.stock.move(item_id, location_id, { physical: -units, reserved: -units });
  }
}
