import type { Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import { isGone, isStale, isTaken } from './codes';
import { documentOf, fromFirestore } from './instants';
import { paths } from './paths';

const rowSchema = z.object({ tokens: z.number(), filledAt: z.number() });

type Decision<Rate> = (
  before: { tokens: number; at: number } | undefined,
  rate: Rate,
  now: number,
) => { bucket: { tokens: number; at: number }; ok: boolean; retryAt: number };

const TRIES = 4;
const LOSER_WAITS_MS = 1_000;
const KEPT_MS = 24 * 3_600_000;

/** Shared token buckets, one small row each; `decide` is the planner's. Whoever loses every race comes back later. */
export function rateLimitsIn<Rate>(db: Firestore, decide: Decision<Rate>) {
  return {
    async take(key: string, rate: Rate, now: number): Promise<{ ok: boolean; retryAt: number }> {
      const row = db.doc(paths.rateLimit(key));
      for (let tried = 0; tried < TRIES; tried += 1) {
        const snapshot = await row.get();
        const known = rowSchema.safeParse(fromFirestore(snapshot.data())).data;
        const before = known && { tokens: known.tokens, at: known.filledAt };
        const { bucket, ok, retryAt } = decide(before, rate, now);
        // Refused: nothing to write.
        if (!ok) return { ok, retryAt };
        const data = documentOf({ tokens: bucket.tokens, filledAt: bucket.at, expireAt: now + KEPT_MS });
        try {
          if (snapshot.updateTime) await row.update(data, { lastUpdateTime: snapshot.updateTime });
          else await row.create(data);
          return { ok, retryAt };
        } catch (thrown) {
          if (!isStale(thrown) && !isTaken(thrown) && !isGone(thrown)) throw thrown;
        }
      }
      return { ok: false, retryAt: now + LOSER_WAITS_MS };
    },
  };
}
