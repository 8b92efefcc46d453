import { FieldPath, FieldValue, type Firestore } from 'firebase-admin/firestore';
import type { Badge, ChangedAfterExport } from '../model/badge';
import { isGone } from './codes';
import { plain, toFirestore } from './instants';

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
