import type { Rate } from '../../plan/tokenBucket';

/** Token buckets that all instances share: for what makes a POS work, not for every request. */
export interface RateLimits {
  take(key: string, rate: Rate, now: number): Promise<{ ok: boolean; retryAt: number }>;
}
