import { createHmac, randomBytes } from 'node:crypto';
import type { Delivery } from '../../functions/src/providers/webhook';

/**
 * Webhook deliveries as each vendor signs them, written apart from the adapters so that the two do not share a mistake.
 * `at`: milliseconds since 1970.
 */
export type Sign = (delivery: Delivery, secret: string, at: number) => Delivery;

const hmac = (hash: 'sha1' | 'sha256', secret: string, ...parts: readonly (string | Uint8Array)[]) =>
  parts.reduce((sum, part) => sum.update(part), createHmac(hash, secret));

const withHeaders = (delivery: Delivery, headers: Delivery['headers']): Delivery => ({
  ...delivery,
  headers: { ...delivery.headers, ...headers },
});

const SIGNED: Readonly<Record<string, Sign>> = {
  /** https://developer.loyverse.com/docs/#tag/Webhooks */
  loyverse: (delivery, secret) =>
    withHeaders(delivery, {
      'x-loyverse-signature': hmac('sha1', secret, delivery.rawBody).digest('hex'),
    }),
  /** https://developer.squareup.com/docs/webhooks/step3validate */
  square: (delivery, secret) =>
    withHeaders(delivery, {
      'x-square-hmacsha256-signature': hmac('sha256', secret, delivery.url, delivery.rawBody).digest(
        'base64',
      ),
    }),
  /** https://www.zoho.com/billing/kb/webhooks/securing-webhooks.html; without query and form, the body alone. */
  zoho: (delivery, secret) =>
    withHeaders(delivery, {
      'x-zoho-webhook-signature': hmac('sha256', secret, delivery.rawBody).digest('hex'),
    }),
  /** Not documented: as known clients expect it. */
  alleaves: (delivery, secret) =>
    withHeaders(delivery, { 'x-alleaves-signature': hmac('sha256', secret, delivery.rawBody).digest('hex') }),
  /** The contract of the Dine preset. */
  dine: (delivery, secret, at) => {
    const timestamp = String(Math.floor(at / 1000));
    const digest = hmac('sha256', secret, `${timestamp}.`, delivery.rawBody).digest('hex');
    return withHeaders(delivery, { 'x-dine-timestamp': timestamp, 'x-dine-signature': `v1=${digest}` });
  },
};

/** The vendor does not sign: an unguessable token in the address stands for it. */
const withToken: Sign = (delivery, secret) => ({ ...delivery, url: `${delivery.url}?token=${secret}` });

export function signerFor(id: string, protection: 'signature' | 'url-token'): Sign | undefined {
  return protection === 'url-token' ? withToken : SIGNED[id];
}

/** As unguessable as a token in an address must be. */
export const someSecret = (): string => randomBytes(24).toString('hex');

export const unsigned: Delivery = {
  headers: { 'content-type': 'application/json' },
  rawBody: Buffer.from('{"conform":"Čeští zákazníci"}'),
  url: 'https://bridge.example/webhooks/conform',
};
