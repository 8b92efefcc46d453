import { hashOf } from '../../model/hash';

/**
 * The idempotency key of one step towards Square: the same whenever the step is tried again, whatever the body has
 * become. A key that followed the body would let an edited order be created a second time.
 */
export function idempotencyKey(step: string, ...intent: readonly (string | number)[]): string {
  return hashOf(['square', step, ...intent], 40);
}
