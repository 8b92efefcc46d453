import { hashOf } from '../../model/hash';

/**
 * The idempotency key of one step towards Square: the same whenever the step is tried again, whatever the body has
 * become. A key that followed the body would let an edited order be created a second time.
 */
export function idempotencyKey(step: string, ...intent: readonly (string | number)[]): string {
  return hashOf(['square', step, ...intent], 40);
}

/**
 * The key of a change that is absolute, so that repeating it is harmless: the same for the same body, another for any
 * other, because Square refuses a key that comes back with another body.
 */
export function contentKey(step: string, body: unknown): string {
  return hashOf(['square', step, body], 40);
}
