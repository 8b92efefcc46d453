import type { Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import { isGone, isStale, isTaken } from './codes';
import { documentOf, fromFirestore } from './instants';
import { paths } from './paths';

const rowSchema = z.object({ tokens: z.number(), at: z.number(), owed: z.number().default(0) });
type Row = z.infer<typeof rowSchema>;

interface Decision<Lane, Shares> {
  (
    budget: Row | undefined,
    lane: Lane,
    shares: Shares,
    now: number,
  ): { budget: { tokens: number; at: number; owed?: number }; calls: number; retryAt: number };
}

const TRIES = 4;
const LOSER_WAITS_MS = 300;

/** Budgets of POS accounts, one small row each; `decide` is the planner's. Writers overtake each other, none waits. */
export function budgetsIn<Lane, Shares>(db: Firestore, decide: Decision<Lane, Shares>) {
  return {
    async take(
      key: string,
      lane: Lane,
      shares: Shares,
      now: number,
    ): Promise<{ calls: number; retryAt: number }> {
      const row = db.doc(paths.budget(key));
      for (let tried = 0; tried < TRIES; tried += 1) {
        const snapshot = await row.get();
        const known = rowSchema.safeParse(fromFirestore(snapshot.data()));
        const { budget, calls, retryAt } = decide(known.data, lane, shares, now);
        if (budget === known.data) return { calls, retryAt };
        try {
          if (snapshot.updateTime)
            await row.update(documentOf({ ...budget }), { lastUpdateTime: snapshot.updateTime });
          else await row.create(documentOf({ ...budget }));
          return { calls, retryAt };
        } catch (thrown) {
          if (!isStale(thrown) && !isTaken(thrown) && !isGone(thrown)) throw thrown;
        }
      }
      return { calls: 0, retryAt: now + LOSER_WAITS_MS };
    },
  };
}
