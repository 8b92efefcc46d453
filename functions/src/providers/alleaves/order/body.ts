import type { Order } from '../../../model/order';
import { demandLocation, type Shop } from '../shop';
import { localDate, localTime } from '../zone';
import { fitted } from './text';

/** When the order is to be ready; as soon as possible is now. */
const dueAt = (order: Order, now: number) => order.fulfillment?.dueAt ?? now;

function deliveryAddress(order: Order, shop: Shop) {
  const address = order.fulfillment?.address;
  if (order.fulfillment?.type !== 'delivery' || !address) return null;
  const due = dueAt(order, shop.now());
  // Storefronts write an address as one text: it is not taken apart on a guess.
  return {
    address1: fitted(address),
    address2: '',
    city: '',
    state: '',
    zip: '',
    delivery_date: localDate(due, shop.timezone),
    delivery_eta_start: localTime(due, shop.timezone),
  };
}

/** POST /order: the header alone. */
export function headerBody(shop: Shop, order: Order, marker: string, customerId: number) {
  const address = deliveryAddress(order, shop);
  return {
    id_customer: customerId,
    id_external: marker,
    id_location: demandLocation(shop),
    id_status: 1,
    // A delivery to nowhere is not known to be taken; the notes say so.
    type: address ? 'delivery' : 'pickup',
    use_type: shop.settings().medical ? 'medical' : 'adult',
    auto_apply_discount_exclusions: [],
    delivery_address: address,
    complete: false,
    verified: false,
    packed: false,
    scheduled: false,
  };
}

/** PUT /order/{id}: the last step, which says when the order is due. */
export function pickupBody(shop: Shop, order: Order, orderId: number, customerId: number) {
  const due = dueAt(order, shop.now());
  return {
    id_order: orderId,
    pickup_date: localDate(due, shop.timezone),
    pickup_time: localTime(due, shop.timezone),
    id_customer: customerId,
    id_location: demandLocation(shop),
  };
}
