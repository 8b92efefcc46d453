import type { HeldOrder } from '../core/types';
import type { Organization } from './organization';
import { type SalesOrder, statusesOf } from './sales/order';

/** Refunds are credit notes, which this simulator does not have: no order of it is `refunded`. */
function stateOf(organization: Organization, order: SalesOrder): HeldOrder['state'] {
  if (order.stage === 'void') return 'cancelled';
  return statusesOf(organization, order).paid_status === 'paid' ? 'paid' : 'open';
}

/** The sales orders of an organization in the words of all simulators. A draft is not yet anybody's work. */
export function heldOrders(organization: Organization): HeldOrder[] {
  const { minor, currency } = organization.money;
  return [...organization.orders.values()].map((order) => ({
    id: order.salesorder_id,
    reference: order.reference_number,
    locationId: order.location_id,
    state: stateOf(organization, order),
    currency,
    total: minor(order.total),
    lines: order.line_items.map((line) => ({
      ...(line.item_id !== '' && { itemId: line.item_id }),
      name: line.name,
      quantity: line.quantity,
      total: minor(line.item_total_inclusive_of_tax ?? line.item_total),
      ...(line.description !== '' && { note: line.description }),
    })),
    visible: order.stage !== 'draft',
  }));
}
