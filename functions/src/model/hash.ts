import { createHash } from 'node:crypto';

/** JSON with sorted keys, so that equal content gives equal text whatever the order of its fields. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

/** First `length` hex digits of the SHA-256 of the parts; parts cannot run into one another. */
export function hashOf(parts: readonly unknown[], length = 40): string {
  return createHash('sha256').update(canonicalJson(parts)).digest('hex').slice(0, length);
}
