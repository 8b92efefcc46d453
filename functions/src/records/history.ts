import { FieldPath, type Firestore, type Query } from 'firebase-admin/firestore';
import { z } from 'zod';
import { readAttempt } from './attempts';
import { fromFirestore, toFirestore } from './instants';
import { readJob } from './jobs';
import { paths } from './paths';

interface Filter {
  states?: readonly string[];
  reason?: string;
  kind?: string;
  connectionId?: string;
  provider?: string;
  from?: number;
  to?: number;
}

const noticeSchema = z.object({
  severity: z.string(),
  title: z.string(),
  message: z.string(),
  status: z.string(),
  count: z.number(),
  lastAt: z.number(),
  settledAt: z.number().optional(),
});

/** Notices about one order; more would say nothing new. */
const MOST_NOTICES = 50;

/** What has become of orders; only ever read here. `ordersPath`: the watched path, with {tenantId} and {orderId}. */
export function historyIn(db: Firestore, ordersPath: () => string) {
  /**
   * Equalities and one order: Firestore joins the index of each equality, so that every combination is served by four.
   * https://firebase.google.com/docs/firestore/query-data/index-overview#taking_advantage_of_index_merging
   */
  function filtered(tenantId: string, filter: Filter): Query {
    const { states, from, to, reason, kind, connectionId, provider } = filter;
    let query: Query = db.collection(paths.jobs(tenantId));
    for (const [field, value] of Object.entries({ reason, kind, connectionId, provider }))
      if (value !== undefined) query = query.where(field, '==', value);
    const [only, ...others] = states ?? [];
    if (states && others.length > 0) query = query.where('state', 'in', [...states]);
    else if (only !== undefined) query = query.where('state', '==', only);
    if (from !== undefined) query = query.where('createdAt', '>=', toFirestore(from, 'createdAt'));
    if (to !== undefined) query = query.where('createdAt', '<', toFirestore(to, 'createdAt'));
    return query.orderBy('createdAt', 'desc');
  }

  return {
    orderPath: (tenantId: string, orderId: string) =>
      ordersPath().replace('{tenantId}', tenantId).replace('{orderId}', orderId),

    async jobs(
      tenantId: string,
      filter: Filter,
      after: { createdAt: number; id: string } | undefined,
      limit: number,
    ) {
      const inOrder = filtered(tenantId, filter).orderBy(FieldPath.documentId(), 'desc');
      const from = after ? inOrder.startAfter(toFirestore(after.createdAt, 'createdAt'), after.id) : inOrder;
      const found = await from.limit(limit).get();
      return found.docs.flatMap((snapshot) => readJob(snapshot)?.value ?? []);
    },

    async count(tenantId: string, filter: Filter): Promise<number> {
      return (await filtered(tenantId, filter).count().get()).data().count;
    },

    async ofSubject(tenantId: string, subject: string) {
      const found = await db.collection(paths.jobs(tenantId)).where('subject', '==', subject).get();
      return found.docs.flatMap((snapshot) => readJob(snapshot)?.value ?? []);
    },

    async attempts(
      { tenantId, jobId }: { tenantId: string; jobId: string },
      before: number | undefined,
      limit: number,
    ) {
      const rows = db.collection(paths.attempts(tenantId, jobId)).orderBy('number', 'desc');
      const from = before === undefined ? rows : rows.startAfter(before);
      const found = await from.limit(limit).get();
      return found.docs.flatMap((snapshot) => readAttempt(snapshot.data()) ?? []);
    },

    async notices(tenantId: string, subject: string) {
      const rows = db.collection(paths.notifications(tenantId)).where('subject', '==', subject);
      const found = await rows.limit(MOST_NOTICES).get();
      return found.docs.flatMap((snapshot) => {
        const row = noticeSchema.safeParse(fromFirestore(snapshot.data()));
        return row.success ? [row.data] : [];
      });
    },
  };
}
