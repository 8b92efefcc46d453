import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Delivery, Hint, HintedPull, Webhook } from '../webhook';

/** In constant time, also for texts of different lengths. */
const same = (a: string, b: string) => {
  const [one, other] = [a, b].map((text) => createHash('sha256').update(text).digest());
  return one !== undefined && other !== undefined && timingSafeEqual(one, other);
};

const PREFIX = 'v1=';

/** How far the time of a delivery may be from ours. */
const TOLERANCE_MS = 5 * 60_000;

/** An old delivery that somebody sends again is not believed, however well it is signed. */
const isFresh = (timestamp: string, receivedAt: number | undefined) =>
  receivedAt === undefined || Math.abs(receivedAt - Number(timestamp) * 1000) <= TOLERANCE_MS;

/** `X-Dine-Signature: v1=` and the hex HMAC-SHA256 of the timestamp, a dot and the raw body. */
function verify({ headers, rawBody, receivedAt }: Delivery, secrets: readonly string[]): boolean {
  const { 'x-dine-signature': signature = '', 'x-dine-timestamp': timestamp = '' } = headers;
  if (!signature.startsWith(PREFIX) || !/^\d{1,15}$/.test(timestamp)) return false;
  if (!isFresh(timestamp, receivedAt)) return false;
  const bare = signature.slice(PREFIX.length);
  const fits = secrets
    .filter((secret) => secret !== '')
    .map((secret) =>
      same(bare, createHmac('sha256', secret).update(`${timestamp}.`).update(rawBody).digest('hex')),
    );
  // Never the first hit only: how long it takes must not tell which secret fits.
  return fits.filter(Boolean).length > 0;
}

const DUE: Readonly<Partial<Record<string, readonly HintedPull[]>>> = {
  'order.updated': ['orders'],
  'menu_item.updated': ['catalog', 'stock'],
  'menu_item.deleted': ['catalog', 'stock'],
  'discount.updated': ['discounts'],
};

const envelope = z.looseObject({
  id: z.union([z.string().min(1), z.number().transform(String)]),
  type: z.string(),
  outlet_id: z.string().optional().catch(undefined),
});

function read(body: unknown): Hint[] {
  const event = envelope.safeParse(body).data;
  const due = event && Object.hasOwn(DUE, event.type) ? DUE[event.type] : undefined;
  if (!event || !due) return [];
  return [{ eventId: event.id, externalLocationId: event.outlet_id, due: [...due], revoked: false }];
}

/** Of the contract that the preset `dine` speaks. */
export const webhook: Webhook = { protection: 'signature', verify, read };
