import type { Order } from '../../model/order';
import type { PushOrder } from '../provider';
import type { FulfillmentBody, RecipientBody } from './body';
import { clip, LIMITS, squareEmail, squarePhone } from './limits';
import type { SquareSettings } from './settings';

type Wanted = Pick<PushOrder, 'order' | 'heading'>;

function recipientOf({ customer, number }: Order): RecipientBody {
  const phone = squarePhone(customer?.phone);
  const email = squareEmail(customer?.email, LIMITS.email);
  return {
    display_name: clip(customer?.name || `Order ${number}`, LIMITS.displayName),
    ...(phone !== undefined && { phone_number: phone }),
    ...(email !== undefined && { email_address: email }),
  };
}

/** Where the food goes comes first: what does not fit is cut off at the end. */
function noteOf({ order: { fulfillment, note }, heading }: Wanted): string | undefined {
  const table = fulfillment?.table && `Table ${fulfillment.table}`;
  const address = fulfillment?.address && `Deliver to: ${fulfillment.address}`;
  const delivery = fulfillment?.type === 'delivery' && !address && 'Delivery';
  const text = [heading, table, address, delivery, note].filter(Boolean).join(' - ');
  return text === '' ? undefined : text;
}

/** Square reads `prep_time_duration` also for a scheduled order: it shows up that long before. */
function scheduleOf(order: Order, settings: SquareSettings, now: number) {
  const dueAt = order.fulfillment?.dueAt;
  const due = dueAt !== undefined && dueAt > now ? new Date(dueAt).toISOString() : undefined;
  const kind = due === undefined ? ('ASAP' as const) : ('SCHEDULED' as const);
  return { due, schedule_type: kind, prep_time_duration: `PT${settings.prepTimeMinutes}M` };
}

function deliveryOf(wanted: Wanted, settings: SquareSettings, now: number): FulfillmentBody {
  const { order } = wanted;
  const { due, ...schedule } = scheduleOf(order, settings, now);
  const note = noteOf(wanted);
  const address = order.fulfillment?.address;
  const recipient = {
    ...recipientOf(order),
    ...(address !== undefined && { address: { address_line_1: clip(address, LIMITS.addressLine) } }),
  };
  return {
    uid: 'f0',
    type: 'DELIVERY',
    state: 'PROPOSED',
    delivery_details: {
      recipient,
      ...schedule,
      ...(due !== undefined && { deliver_at: due }),
      ...(note !== undefined && { note: clip(note, LIMITS.deliveryNote) }),
    },
  };
}

function pickupOf(wanted: Wanted, settings: SquareSettings, now: number): FulfillmentBody {
  const { order } = wanted;
  const { due, ...schedule } = scheduleOf(order, settings, now);
  const note = noteOf(wanted);
  return {
    uid: 'f0',
    type: 'PICKUP',
    state: 'PROPOSED',
    pickup_details: {
      recipient: recipientOf(order),
      ...schedule,
      ...(due !== undefined && { pickup_at: due }),
      ...(note !== undefined && { note: clip(note, LIMITS.pickupNote) }),
    },
  };
}

/**
 * The one fulfillment of an order, without which no Square screen shows it. A delivery is a pickup whose note holds the
 * address, unless the seller has a Square delivery partnership and says so in the settings.
 * https://developer.squareup.com/docs/orders-api/fulfillments
 */
export function fulfillmentOf(
  wanted: Wanted,
  settings: SquareSettings,
  now: number,
): FulfillmentBody | undefined {
  if (settings.fulfillment === 'none') return undefined;
  const deliver = settings.fulfillment === 'delivery' && wanted.order.fulfillment?.type === 'delivery';
  return deliver ? deliveryOf(wanted, settings, now) : pickupOf(wanted, settings, now);
}

/** The same without the phone number and the e-mail address. */
export function withoutContact(fulfillment: FulfillmentBody): FulfillmentBody {
  const bare = ({ display_name, address }: RecipientBody): RecipientBody => ({ display_name, address });
  if (fulfillment.type === 'PICKUP') {
    const { pickup_details: details } = fulfillment;
    return { ...fulfillment, pickup_details: { ...details, recipient: bare(details.recipient) } };
  }
  const { delivery_details: details } = fulfillment;
  return { ...fulfillment, delivery_details: { ...details, recipient: bare(details.recipient) } };
}
