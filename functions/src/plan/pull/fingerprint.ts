import { createHash } from 'node:crypto';

/** 32 bits of an id, evenly spread: FNV-1a, and the finish of MurmurHash3 for the low bits. */
export function fingerprint(id: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (const byte of id) hash = Math.imul(hash ^ byte, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/**
 * 64 bits of a record's content. When the POS touched it last is no content: a record that was touched and not changed
 * costs nothing. Adapters build records field by field, so equal records are equal text.
 */
export function contentHash(record: object): Buffer {
  const text = JSON.stringify(record, (key, value: unknown) => (key === 'updatedAt' ? undefined : value));
  return createHash('sha256').update(text).digest().subarray(0, 8);
}
