import { FieldPath, FieldValue, type DocumentSnapshot, type Firestore } from 'firebase-admin/firestore';
import { noticeIdOf, openNoticeSchema, type Notice, type NoticeRecord } from '../model/notice';
import { isGone } from './codes';
import { documentOf, fromFirestore, toFirestore } from './instants';
import { groups, paths } from './paths';

const KEPT_MS = 90 * 24 * 3_600_000;

/** The row of a cause, and what telling it once more writes there; for a batch of its own or another one's. */
export function noticeWrite(db: Firestore, tenantId: string, notice: Notice, now: number) {
  const { cause, connectionId, subject, message, severity, title, action } = notice;
  const latest = { cause, connectionId, subject, message, severity, title, action };
  const row = db.doc(paths.notification(tenantId, noticeIdOf(cause)));
  const data = documentOf({ ...latest, status: 'open', lastAt: now, expireAt: now + KEPT_MS });
  return { row, data: { ...data, count: FieldValue.increment(1) } };
}

/** A notice as it stands; undefined where there is none, and for one that we cannot read. */
export function readNotice(snapshot: DocumentSnapshot): NoticeRecord | undefined {
  if (!snapshot.exists) return undefined;
  const { id, createTime } = snapshot;
  const tenantId = snapshot.ref.parent.parent?.id;
  const fields = { ...snapshot.data(), id, tenantId, createdAt: createTime };
  return openNoticeSchema.safeParse(fromFirestore(fields)).data;
}

/** What people must know or do: one row per cause. */
export function noticesIn(db: Firestore) {
  return {
    async tell(tenantId: string, notice: Notice, now: number): Promise<void> {
      const { row, data } = noticeWrite(db, tenantId, notice, now);
      await row.set(data, { merge: true });
    },

    async settle(tenantId: string, cause: string, now: number): Promise<void> {
      const row = db.doc(paths.notification(tenantId, noticeIdOf(cause)));
      try {
        await row.update({ status: 'settled', settledAt: toFirestore(now, 'settledAt') });
      } catch (thrown) {
        if (!isGone(thrown)) throw thrown;
      }
    },

    async settleOne(tenantId: string, id: string, now: number): Promise<NoticeRecord | undefined> {
      const row = db.doc(paths.notification(tenantId, id));
      return db.runTransaction(async (transaction) => {
        const notice = readNotice(await transaction.get(row));
        if (notice?.status !== 'open') return notice;
        transaction.update(row, { status: 'settled', settledAt: toFirestore(now, 'settledAt') });
        return { ...notice, status: 'settled', settledAt: now };
      });
    },

    /** Those that are there, in no order. */
    async read(tenantId: string, ids: readonly string[]): Promise<NoticeRecord[]> {
      if (ids.length === 0) return [];
      const found = await db.getAll(...ids.map((id) => db.doc(paths.notification(tenantId, id))));
      return found.flatMap((snapshot) => readNotice(snapshot) ?? []);
    },

    async told(tenantId: string, id: string, now: number): Promise<void> {
      try {
        await db.doc(paths.notification(tenantId, id)).update({ toldAt: toFirestore(now, 'toldAt') });
      } catch (thrown) {
        if (!isGone(thrown)) throw thrown;
      }
    },

    async list(
      tenantId: string,
      status: NoticeRecord['status'],
      after: { lastAt: number; id: string } | undefined,
      limit: number,
    ): Promise<NoticeRecord[]> {
      const inOrder = db
        .collection(paths.notifications(tenantId))
        .where('status', '==', status)
        .orderBy('lastAt', 'desc')
        .orderBy(FieldPath.documentId(), 'desc');
      const from = after ? inOrder.startAfter(toFirestore(after.lastAt, 'lastAt'), after.id) : inOrder;
      const found = await from.limit(limit).get();
      return found.docs.flatMap((snapshot) => readNotice(snapshot) ?? []);
    },

    async openWith(cause: string, limit: number): Promise<string[]> {
      const found = await db
        .collectionGroup(groups.notifications)
        .where('cause', '==', cause)
        .where('status', '==', 'open')
        .limit(limit)
        .select()
        .get();
      return found.docs.flatMap(({ ref }) => ref.parent.parent?.id ?? []);
    },
  };
}
