import { canonicalJson, hashOf } from '../model/hash';
import type { Order } from '../model/order';

/** What the POS holds of an order. Status and payment have intents of their own and are no edits; a refund is. */
function exported(order: Order): Record<string, unknown> {
  const { status: _status, payment, ...content } = order;
  return payment.status === 'refunded' ? { ...content, payment: 'refunded' } : content;
}

/** Equal for orders that would stand alike in a POS. */
export function contentHash(order: Order): string {
  return hashOf([exported(order)], 24);
}

/** Top-level fields in which two orders differ for a POS. */
export function changedFields(before: Order, after: Order): string[] {
  const [old, now] = [exported(before), exported(after)];
  const names = [...new Set([...Object.keys(old), ...Object.keys(now)])];
  return names.filter((name) => canonicalJson([old[name]]) !== canonicalJson([now[name]]));
}
