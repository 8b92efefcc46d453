import type { Firestore } from 'firebase-admin/firestore';
import { driftReportSchema, type DriftReport } from '../model/drift';
import { documentOf, fromFirestore } from './instants';
import { paths } from './paths';

interface Tie {
  tenantId: string;
  id: string;
}

/** What storefront and POS disagree on: one bounded report per connection. */
export function driftIn(db: Firestore) {
  return {
    async read({ tenantId, id }: Tie): Promise<DriftReport | undefined> {
      const snapshot = await db.doc(paths.drift(tenantId, id)).get();
      return driftReportSchema.safeParse(fromFirestore(snapshot.data())).data;
    },

    async write({ tenantId, id }: Tie, report: DriftReport, now: number): Promise<void> {
      await db
        .doc(paths.drift(tenantId, id))
        .set(documentOf({ ...report, connectionId: id, updatedAt: now }));
    },
  };
}
