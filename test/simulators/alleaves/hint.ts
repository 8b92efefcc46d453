import { createHmac } from 'node:crypto';
import { WEBHOOK_SECRET } from './seed';

export interface HintOptions {
  /** Milliseconds since 1970. */
  at: number;
  secret?: string;
  /** Reports differ on whether the signature says how it was made. */
  form?: 'bare' | 'prefixed';
}

/**
 * A webhook as one client expects them. Nobody has seen Alleaves send any: the event names and the signature are
 * that client's own.
 */
export function signedHint(
  event: string,
  data: unknown,
  { at, secret = WEBHOOK_SECRET, form = 'bare' }: HintOptions,
): { headers: Record<string, string>; body: string } {
  const body = JSON.stringify({ event, timestamp: new Date(at).toISOString(), data });
  const digest = createHmac('sha256', secret).update(body).digest('hex');
  const signature = form === 'prefixed' ? `sha256=${digest}` : digest;
  return { headers: { 'content-type': 'application/json', 'x-alleaves-signature': signature }, body };
}
