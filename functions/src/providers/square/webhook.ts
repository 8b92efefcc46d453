import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { hashOf } from '../../model/hash';
import type { Delivery, Hint, HintedPull, Webhook } from '../webhook';

/** The newer one; `x-square-signature` is an HMAC-SHA1 that Square no longer wants to be used. */
const HEADER = 'x-square-hmacsha256-signature';

/**
 * The signature of the address as it is registered, followed by the raw body.
 * https://developer.squareup.com/docs/webhooks/step3validate
 */
function verify({ headers, rawBody, url }: Delivery, secrets: readonly string[]): boolean {
  const given = Buffer.from(headers[HEADER] ?? '', 'utf8');
  const fits = secrets.filter((secret) => {
    if (secret === '') return false;
    const digest = createHmac('sha256', secret).update(url, 'utf8').update(rawBody).digest('base64');
    const expected = Buffer.from(digest, 'utf8');
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
  return fits.length > 0;
}

/** What an event makes due, by the part of its type before the first dot. */
const DUE: Readonly<Record<string, readonly HintedPull[]>> = {
  order: ['orders'],
  // Orders that are rung up at the till send no order events; their payments do.
  payment: ['orders'],
  refund: ['orders'],
  catalog: ['catalog', 'discounts', 'metadata'],
  inventory: ['stock'],
  customer: ['customers'],
  location: ['metadata'],
};
const REVOKED = 'oauth.authorization.revoked';

const text = z.string().min(1).optional().catch(undefined);
const placed = z.looseObject({ location_id: text });
const envelope = z.object({
  merchant_id: text,
  location_id: text,
  type: z.string(),
  event_id: text,
  data: z
    .object({ object: z.record(z.string(), z.union([z.array(placed), placed])).catch({}) })
    .catch({ object: {} }),
});

/** The one location that an event is about; undefined where it names none or several. */
function locationIn({ location_id, data }: z.infer<typeof envelope>): string | undefined {
  const entries = Object.values(data.object).flatMap((object) => (Array.isArray(object) ? object : [object]));
  const [first, ...others] = new Set(entries.map((entry) => entry.location_id));
  return location_id ?? (others.length === 0 ? first : undefined);
}

function read(body: unknown): Hint[] {
  const event = envelope.safeParse(body).data;
  if (!event) return [];
  const { type, merchant_id: accountId, event_id } = event;
  const [family = ''] = type.split('.');
  const due = Object.hasOwn(DUE, family) ? (DUE[family] ?? []) : [];
  const revoked = type === REVOKED;
  if (due.length === 0 && !revoked) return [];
  const eventId = event_id ?? hashOf(['square', body]);
  return [{ eventId, accountId, externalLocationId: locationIn(event), due: [...due], revoked }];
}

/** https://developer.squareup.com/docs/webhooks/overview */
export const webhook: Webhook = { protection: 'signature', verify, read };
