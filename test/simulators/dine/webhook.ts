import { createHmac, randomUUID } from 'node:crypto';
import { OUTLET_ID, WEBHOOK_SECRET } from './seed';

export type EventType = 'order.updated' | 'menu_item.updated' | 'menu_item.deleted' | 'discount.updated';

export interface Delivery {
  headers: Record<string, string>;
  body: string;
}

export interface DeliveryOptions {
  /** When it is signed, milliseconds since 1970. */
  at: number;
  /** Default: the current one. */
  secret?: string;
  outletId?: string;
  /** Default: a new one; the same again is a duplicate. */
  delivery?: string;
}

/** Hex HMAC-SHA256 over timestamp and raw body. */
export function webhookSignature(timestamp: string, body: string, secret: string): string {
  return `v1=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`;
}

/** A webhook as the contract has it, for a test to post: it names what changed and carries no data of it. */
export function webhook(type: EventType, id: string, options: DeliveryOptions): Delivery {
  const { at, secret = WEBHOOK_SECRET, outletId = OUTLET_ID, delivery = randomUUID() } = options;
  const timestamp = String(Math.floor(at / 1000));
  const occurred_at = new Date(at).toISOString();
  const body = JSON.stringify({ id: delivery, type, outlet_id: outletId, occurred_at, data: { id } });
  const headers = {
    'content-type': 'application/json',
    'x-dine-event': type,
    'x-dine-delivery': delivery,
    'x-dine-timestamp': timestamp,
    'x-dine-signature': webhookSignature(timestamp, body, secret),
  };
  return { headers, body };
}
