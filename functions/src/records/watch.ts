import type { Firestore } from 'firebase-admin/firestore';
import { watchSchema, type WatchPatch, type WatchState } from '../model/watch';
import { fromFirestore, toFirestore, toPatch } from './instants';
import { groups, paths } from './paths';

interface Tie {
  tenantId: string;
  connectionId: string;
}

/** Attempts carry whose they are in one field: a tenant's id holds no slash. */
export const tieField = ({ tenantId, connectionId }: Tie) => `${tenantId}/${connectionId}`;

function tieOf(field: unknown): Tie[] {
  const [tenantId, connectionId] = typeof field === 'string' ? field.split('/') : [];
  return tenantId && connectionId ? [{ tenantId, connectionId }] : [];
}

/** What the bridge knows of itself, and how tries end. */
export function watchIn(db: Firestore) {
  const row = () => db.doc(paths.watch());
  const attempts = () => db.collectionGroup(groups.attempts);

  return {
    async read(): Promise<WatchState | undefined> {
      return watchSchema.safeParse(fromFirestore((await row().get()).data())).data;
    },

    async write(patch: WatchPatch): Promise<void> {
      // Each field as a whole: a spike that is over must not stay in the map.
      await row().set(toPatch({ ...patch }), { mergeFields: Object.keys(patch) });
    },

    async failures(since: number, limit: number): Promise<Tie[]> {
      const found = await attempts()
        .where('outcome', '==', 'failed')
        .where('startedAt', '>=', toFirestore(since, 'startedAt'))
        .orderBy('startedAt', 'desc')
        .limit(limit)
        .select('tie')
        .get();
      return found.docs.flatMap((snapshot) => tieOf(snapshot.get('tie')));
    },

    async tries(tie: Tie, outcome: 'done' | 'failed', since: number): Promise<number> {
      const found = await attempts()
        .where('tie', '==', tieField(tie))
        .where('outcome', '==', outcome)
        .where('startedAt', '>=', toFirestore(since, 'startedAt'))
        .count()
        .get();
      return found.data().count;
    },
  };
}
