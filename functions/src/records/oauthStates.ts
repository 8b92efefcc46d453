import type { Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import { isGone, isStale } from './codes';
import { documentOf, fromFirestore } from './instants';
import { paths } from './paths';

const rowSchema = z.object({
  tenantId: z.string().min(1),
  uid: z.string().min(1),
  connectionId: z.string().min(1),
  provider: z.string().min(1),
  environment: z.enum(['production', 'sandbox']),
  locationId: z.string().min(1),
  browserHash: z.string().min(1),
  returnTo: z.string().optional(),
  expiresAt: z.number(),
});
type Row = z.infer<typeof rowSchema>;

/** A TTL policy clears away what nobody came back for, some time after it was over. */
export function oauthStatesIn(db: Firestore) {
  return {
    async begin(hash: string, state: Row): Promise<void> {
      await db.doc(paths.oauthState(hash)).create(documentOf({ ...state, expireAt: state.expiresAt }));
    },

    /** The deletion under the version read is the proof of being the first. */
    async take(hash: string, now: number): Promise<Row | undefined> {
      const row = db.doc(paths.oauthState(hash));
      const snapshot = await row.get();
      if (!snapshot.updateTime) return undefined;
      try {
        await row.delete({ lastUpdateTime: snapshot.updateTime });
      } catch (thrown) {
        if (isStale(thrown) || isGone(thrown)) return undefined;
        throw thrown;
      }
      const state = rowSchema.safeParse(fromFirestore(snapshot.data())).data;
      return state && state.expiresAt > now ? state : undefined;
    },
  };
}
