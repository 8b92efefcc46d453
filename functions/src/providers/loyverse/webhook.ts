import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { hashOf } from '../../model/hash';
import type { Delivery, Hint, HintedPull, Webhook } from '../webhook';

/** In constant time, also for texts of different lengths. */
const same = (a: string, b: string) => {
  const [one, other] = [a, b].map((text) => createHash('sha256').update(text).digest());
  return one !== undefined && other !== undefined && timingSafeEqual(one, other);
};

/** Never the first hit only: how long it takes must not tell which secret fits. */
const any = (checks: readonly boolean[]) => checks.filter(Boolean).length > 0;

/** Lowercase hex is what Loyverse was seen to send; its reference mentions base64. */
function isSigned(signature: string, rawBody: Uint8Array, secrets: readonly string[]): boolean {
  const fits = secrets.map((secret) => {
    const hmac = createHmac('sha1', secret).update(rawBody).digest();
    return any([same(signature, hmac.toString('hex')), same(signature, hmac.toString('base64'))]);
  });
  return any(fits);
}

/** 128 bits in base64url: anything shorter is no unguessable token. */
const MIN_TOKEN = 22;

/** The path segments and query values of an address. */
function partsOf(url: string): string[] {
  if (!URL.canParse(url)) return [];
  const { pathname, searchParams } = new URL(url);
  return [...pathname.split('/'), ...searchParams.values()];
}

function hasToken(url: string, secrets: readonly string[]): boolean {
  const tokens = secrets.filter((secret) => secret.length >= MIN_TOKEN);
  return any(partsOf(url).flatMap((part) => tokens.map((token) => same(part, token))));
}

/**
 * Loyverse signs only what was registered with an OAuth token: HMAC-SHA1 of the raw body under the app's secret. A
 * webhook of an access token is unsigned, so its address carries an unguessable token, which is then the secret here.
 * Give the app's secret alone for OAuth connections, and the token alone for the others.
 * https://developer.loyverse.com/docs/#tag/Webhooks
 */
function verify({ headers, rawBody, url }: Delivery, secrets: readonly string[]): boolean {
  const usable = secrets.filter((secret) => secret !== '');
  const signature = headers['x-loyverse-signature'];
  return signature === undefined ? hasToken(url, usable) : isSigned(signature, rawBody, usable);
}

interface Event {
  due: HintedPull[];
  /** Where the changed objects stand in the body, and what tells them apart. */
  list: string;
  key: readonly string[];
}

/** The event types that concern us; Loyverse also sends `shifts.create`. */
const EVENTS: Readonly<Record<string, Event>> = {
  'items.update': { due: ['catalog'], list: 'items', key: ['id'] },
  'inventory_levels.update': {
    due: ['stock'],
    list: 'inventory_levels',
    key: ['variant_id', 'store_id', 'in_stock'],
  },
  'customers.update': { due: ['customers'], list: 'customers', key: ['id'] },
  'receipts.update': { due: ['orders'], list: 'receipts', key: ['receipt_number'] },
};

const text = z.string().optional().catch(undefined);
const envelope = z.looseObject({ type: z.string(), merchant_id: text, created_at: text });
/** A list that cannot be read is worth one look. */
const changed = z.array(z.looseObject({ store_id: text })).catch([{ store_id: undefined }]);
type Changed = z.infer<typeof changed>[number];

/** Objects by their store; those without one together. */
function byStore(rows: readonly Changed[]): Map<string | undefined, Changed[]> {
  const stores = new Map<string | undefined, Changed[]>();
  for (const row of rows) stores.set(row.store_id, [...(stores.get(row.store_id) ?? []), row]);
  return stores;
}

/** One hint per store. A delivery has no id: what changed, and when, is its id, so a repeated delivery has the same. */
function read(body: unknown): Hint[] {
  const parsed = envelope.safeParse(body);
  const event = parsed.success && Object.hasOwn(EVENTS, parsed.data.type) && EVENTS[parsed.data.type];
  if (!parsed.success || !event) return [];
  const { type, merchant_id: accountId, created_at } = parsed.data;
  const rows = changed.parse(parsed.data[event.list]);
  return [...byStore(rows)].map(([externalLocationId, ofStore]) => {
    // The time of the delivery only where an object has none of its own: a repeated delivery may have another.
    const content = ofStore.map((row) =>
      JSON.stringify([...event.key.map((field) => row[field]), row.updated_at ?? created_at, row.deleted_at]),
    );
    const eventId = hashOf([type, accountId ?? null, content.sort()]);
    return { eventId, accountId, externalLocationId, due: [...event.due], revoked: false };
  });
}

export const webhook: Webhook = { protection: 'signature', verify, read };
