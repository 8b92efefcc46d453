/** Tokens that were left, and when. */
export interface TokenBucket {
  tokens: number;
  /** Milliseconds since 1970. */
  at: number;
}

/** So many at once; refilled evenly, all of them within `perMs`. */
export interface Rate {
  capacity: number;
  perMs: number;
}

export interface Taken {
  bucket: TokenBucket;
  ok: boolean;
  /** When there is one again; now if it was granted. */
  retryAt: number;
}

/** Takes one token. A clock that went back refills nothing and takes nothing away. */
export function takeToken(before: TokenBucket | undefined, { capacity, perMs }: Rate, now: number): Taken {
  const elapsed = Math.max(0, now - (before?.at ?? now));
  const tokens = Math.min(capacity, (before?.tokens ?? capacity) + (elapsed * capacity) / perMs);
  if (tokens >= 1) return { bucket: { tokens: tokens - 1, at: now }, ok: true, retryAt: now };
  const missing = Math.ceil(((1 - tokens) * perMs) / capacity);
  return { bucket: { tokens, at: now }, ok: false, retryAt: now + missing };
}
