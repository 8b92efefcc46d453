import { FieldPath, FieldValue, Timestamp, type Firestore } from 'firebase-admin/firestore';
import type { Badge, ChangedAfterExport } from '../model/badge';
import { isGone } from './codes';
import { documentOf, plain, toFirestore } from './instants';
import { paths } from './paths';

type Acknowledged = { at: number; isNew: boolean };
type Update = [FieldPath, unknown];

/** The storefront's orders: read whole, written only under `pos`. */
export function ordersIn(db: Firestore) {
  async function update(path: string, updates: Update[]): Promise<boolean> {
    const [first, ...rest] = updates;
    if (!first) return true;
    try {
      await db.doc(path).update(first[0], first[1], ...rest.flat());
      return true;
    } catch (thrown) {
      if (isGone(thrown)) return false;
      throw thrown;
    }
  }

  return {
    async read(path: string): Promise<Record<string, unknown> | undefined> {
      const snapshot = await db.doc(path).get();
      return plainDocument(snapshot.data());
    },

    badge(path: string, badges: Readonly<Record<string, Badge | undefined>>): Promise<boolean> {
      const entries = Object.entries(badges);
      return update(
        path,
        entries.map(([id, badge]) => [
          new FieldPath('pos', id),
          badge ? toFirestore(badge) : FieldValue.delete(),
        ]),
      );
    },

    async acknowledge(path: string, connectionId: string, at: number): Promise<Acknowledged | undefined> {
      const row = db.doc(path);
      const field = (name: string) => new FieldPath('pos', connectionId, name);
      return db.runTransaction(async (transaction) => {
        const found = await transaction.get(row);
        if (!found.exists) return undefined;
        const before: unknown = found.get(field('acknowledgedAt'));
        if (before instanceof Timestamp) return { at: before.toMillis(), isNew: false };
        const now = Timestamp.fromMillis(at);
        const update = [field('acknowledgedAt'), now] as const;
        // It may have been read before it is on record that it was sent: then there is no badge yet.
        const isKnown = typeof found.get(field('status')) === 'string';
        if (isKnown) transaction.update(row, ...update);
        else transaction.update(row, ...update, field('status'), 'pending', field('updatedAt'), now);
        return { at, isNew: true };
      });
    },

    async keepTest(tenantId: string, id: string, order: object, expireAt: number): Promise<string> {
      const path = paths.testOrder(tenantId, id);
      await db.doc(path).create(documentOf({ ...order, expireAt }));
      return path;
    },

    flag(path: string, flags: Readonly<Record<string, ChangedAfterExport | undefined>>): Promise<boolean> {
      const entries = Object.entries(flags);
      return update(
        path,
        entries.map(([id, flag]) => [
          new FieldPath('pos', id, 'changedAfterExport'),
          flag ?? FieldValue.delete(),
        ]),
      );
    },
  };
}

/** A document's fields as plain data; undefined where there is no document. */
export function plainDocument(
  data: Record<string, unknown> | undefined,
): Record<string, unknown> | undefined {
  if (!data) return undefined;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, plain(value)]));
}
