import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { hashOf } from '../../model/hash';
import type { Delivery, Hint, HintedPull, Webhook } from '../webhook';

/** In constant time, also for texts of different lengths. */
const same = (a: string, b: string) => {
  const [one, other] = [a, b].map((text) => createHash('sha256').update(text).digest());
  return one !== undefined && other !== undefined && timingSafeEqual(one, other);
};

/** Hex HMAC-SHA256 of the raw body, with or without `sha256=` before it: one client's code and guide differ. */
function verify({ headers, rawBody }: Delivery, secrets: readonly string[]): boolean {
  const signature = headers['x-alleaves-signature'];
  if (signature === undefined) return false;
  const bare = signature.startsWith('sha256=') ? signature.slice('sha256='.length) : signature;
  const fits = secrets
    .filter((secret) => secret !== '')
    .map((secret) => same(bare, createHmac('sha256', secret).update(rawBody).digest('hex')));
  // Never the first hit only: how long it takes must not tell which secret fits.
  return fits.filter(Boolean).length > 0;
}

const DUE: Readonly<Partial<Record<string, readonly HintedPull[]>>> = {
  'customer.created': ['customers'],
  'customer.updated': ['customers'],
  'order.created': ['orders', 'stock'],
  'order.updated': ['orders', 'stock'],
  'inventory.updated': ['stock', 'catalog'],
  'inventory.low_stock': ['stock'],
  'product.updated': ['catalog'],
  'product.deleted': ['catalog'],
};

const envelope = z.looseObject({ event: z.string() });

/** A delivery has no id: what it says is its id. */
function read(body: unknown): Hint[] {
  const event = envelope.safeParse(body).data?.event;
  const due = event !== undefined && Object.hasOwn(DUE, event) ? DUE[event] : undefined;
  return due ? [{ eventId: hashOf(['alleaves', body]), due: [...due], revoked: false }] : [];
}

/** Nothing shows that Alleaves sends any; one client receives them in this form. Pulls stay the truth. */
export const webhook: Webhook = { protection: 'signature', verify, read };
