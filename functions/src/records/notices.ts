import { FieldValue, type Firestore } from 'firebase-admin/firestore';
import { hashOf } from '../model/hash';
import type { Notice } from '../model/notice';
import { isGone } from './codes';
import { documentOf, toFirestore } from './instants';
import { paths } from './paths';

const KEPT_MS = 90 * 24 * 3_600_000;

/** What people must know or do: one row per cause. */
export function noticesIn(db: Firestore) {
  const row = (tenantId: string, cause: string) =>
    db.doc(paths.notification(tenantId, hashOf(['notice', cause], 32)));

  return {
    async tell(tenantId: string, notice: Notice, now: number): Promise<void> {
      const { subject, message, severity, title, action } = notice;
      const latest = {
        subject,
        message,
        severity,
        title,
        action,
        status: 'open',
        lastAt: now,
        expireAt: now + KEPT_MS,
      };
      const update = documentOf(latest);
      const count = FieldValue.increment(1);
      try {
        await row(tenantId, notice.cause).update({ ...update, count });
      } catch (thrown) {
        if (!isGone(thrown)) throw thrown;
        const first = {
          cause: notice.cause,
          connectionId: notice.connectionId ?? null,
          createdAt: toFirestore(now, 'createdAt'),
        };
        await row(tenantId, notice.cause).set({ ...first, ...update, count }, { merge: true });
      }
    },

    async settle(tenantId: string, cause: string, now: number): Promise<void> {
      try {
        await row(tenantId, cause).update({ status: 'settled', settledAt: toFirestore(now, 'settledAt') });
      } catch (thrown) {
        if (!isGone(thrown)) throw thrown;
      }
    },
  };
}
