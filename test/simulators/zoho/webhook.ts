import { createHmac } from 'node:crypto';

/** How the merchant set the webhook up: the default payload, its older form, or pairs typed by hand. */
type BodyType = 'json' | 'JSONString' | 'pairs';

interface Setup {
  body: BodyType;
  /** Signs; 12 to 50 letters and digits. Absent: unsigned. */
  secret?: string;
  /** Added to the address. */
  query?: Record<string, string>;
  /** Added to the headers, such as a token that the merchant chose. */
  headers?: Record<string, string>;
  /** The pairs of a body of `pairs`. */
  pairs?: Record<string, string>;
}

/** A request that Zoho sends. Nothing in it says which delivery it is, or when it was made. */
export interface Delivery {
  method: 'POST';
  query: Record<string, string>;
  /** Lowercase names. */
  headers: Record<string, string>;
  body: string;
}

/**
 * Hex HMAC-SHA256 over the pairs of query and form, sorted by key and joined without separators, followed by the raw
 * body where it is not a form. https://www.zoho.com/billing/kb/webhooks/securing-webhooks.html
 */
export function signatureOf(secret: string, pairs: Record<string, string>, rawBody = ''): string {
  const sorted = Object.keys(pairs).sort();
  const text = sorted.map((key) => key + (pairs[key] ?? '')).join('') + rawBody;
  return createHmac('sha256', secret).update(text).digest('hex');
}

/** A webhook about a record, `entity` being `salesorder`, `item`, `contact` and so on. */
export function delivery(entity: string, record: object, setup: Setup): Delivery {
  const { body: type, secret, query = {}, headers = {}, pairs = {} } = setup;
  const json = JSON.stringify({ [entity]: record });
  const form = type === 'json' ? undefined : type === 'pairs' ? pairs : { JSONString: json };
  const body = form ? new URLSearchParams(form).toString() : json;
  const signed = secret !== undefined && {
    'x-zoho-webhook-signature': signatureOf(secret, { ...query, ...form }, form ? '' : json),
  };
  const contentType = form ? 'application/x-www-form-urlencoded' : 'application/json;charset=UTF-8';
  return { method: 'POST', query, headers: { 'content-type': contentType, ...headers, ...signed }, body };
}
