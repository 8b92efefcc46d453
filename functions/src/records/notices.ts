import { FieldValue, type Firestore } from 'firebase-admin/firestore';
import { hashOf } from '../model/hash';
import type { Notice } from '../model/notice';
import { isGone } from './codes';
import { documentOf, toFirestore } from './instants';
import { paths } from './paths';

const KEPT_MS = 90 * 24 * 3_600_000;

/** The row of a cause, and what telling it once more writes there; for a batch of its own or another one's. */
export function noticeWrite(db: Firestore, tenantId: string, notice: Notice, now: number) {
  const { cause, connectionId, subject, message, severity, title, action } = notice;
  const latest = { cause, connectionId, subject, message, severity, title, action };
  const row = db.doc(paths.notification(tenantId, noticeId(cause)));
  const data = documentOf({ ...latest, status: 'open', lastAt: now, expireAt: now + KEPT_MS });
  return { row, data: { ...data, count: FieldValue.increment(1) } };
}

const noticeId = (cause: string) => hashOf(['notice', cause], 32);

/** What people must know or do: one row per cause. */
export function noticesIn(db: Firestore) {
  return {
    async tell(tenantId: string, notice: Notice, now: number): Promise<void> {
      const { row, data } = noticeWrite(db, tenantId, notice, now);
      await row.set(data, { merge: true });
    },

    async settle(tenantId: string, cause: string, now: number): Promise<void> {
      const row = db.doc(paths.notification(tenantId, noticeId(cause)));
      try {
        await row.update({ status: 'settled', settledAt: toFirestore(now, 'settledAt') });
      } catch (thrown) {
        if (!isGone(thrown)) throw thrown;
      }
    },
  };
}
