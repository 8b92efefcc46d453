import type { Firestore } from 'firebase-admin/firestore';
import { plainDocument } from './orders';

/** The storefront's products: only ever read here. */
export function productsIn(db: Firestore) {
  return {
    async read(paths: readonly string[]): Promise<(Record<string, unknown> | undefined)[]> {
      if (paths.length === 0) return [];
      const found = await db.getAll(...paths.map((path) => db.doc(path)));
      return found.map((snapshot) => plainDocument(snapshot.data()));
    },
  };
}
