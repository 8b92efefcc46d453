import { FieldPath, type Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import type { PublicView } from '../model/publicView';
import { recordId } from '../model/recordId';
import { documentOf, toFirestore } from './instants';
import { moveCatalogVersion } from './integrations';
import { groups, paths } from './paths';
import { nextIn } from './posCatalog';

interface Tie {
  tenantId: string;
  id: string;
}

const nameSchema = z.object({ connectionId: z.string(), itemId: z.string() });
/** Other collections may be called `items`, too. */
const PLACE = /^tenants\/([^/]+)\/publicViews\/products\/items\//;

/** The public menu: one document per item, written only when it reads otherwise. */
export function publicViewsIn(db: Firestore) {
  const row = ({ tenantId, id }: Tie, itemId: string) =>
    db.doc(paths.publicView(tenantId, recordId(id, itemId)));

  return {
    async hashes(tie: Tie, itemIds: readonly string[]): Promise<(string | undefined)[]> {
      if (itemIds.length === 0) return [];
      const rows = itemIds.map((itemId) => row(tie, itemId));
      const found = await db.getAll(...rows, { fieldMask: ['hash'] });
      return found.map((snapshot) => {
        const hash: unknown = snapshot.get('hash');
        // A view without a hash of ours stands all the same: it differs from whatever it should be.
        return snapshot.exists ? (typeof hash === 'string' ? hash : '') : undefined;
      });
    },

    async write(
      tie: Tie,
      puts: readonly { view: PublicView; hash: string }[],
      drops: readonly string[],
      now: number,
    ): Promise<void> {
      const batch = db.batch();
      for (const { view, hash } of puts)
        batch.set(row(tie, view.itemId), documentOf({ ...view, hash, updatedAt: now }));
      for (const itemId of drops) batch.delete(row(tie, itemId));
      moveCatalogVersion(db, batch, tie.tenantId, now);
      await batch.commit();
    },

    async standing(
      { tenantId, id }: Tie,
      { after, until }: { after?: string; until?: string },
      limit: number,
    ): Promise<{ ids: string[]; next?: string }> {
      const views = db.collection(paths.publicViews(tenantId)).where('connectionId', '==', id);
      const inOrder = views.orderBy(FieldPath.documentId());
      const from = after === undefined ? inOrder : inOrder.startAfter(after);
      const range = until === undefined ? from : from.endAt(until);
      const found = await range.limit(limit).select('itemId').get();
      const ids = found.docs.flatMap((snapshot) => {
        const itemId: unknown = snapshot.get('itemId');
        return typeof itemId === 'string' ? [itemId] : [];
      });
      return { ids, next: nextIn(found, limit) };
    },

    async due(
      now: number,
      limit: number,
    ): Promise<{ tenantId: string; connectionId: string; itemId: string }[]> {
      const late = await db
        .collectionGroup(groups.publicViews)
        .where('nextChangeAt', '<=', toFirestore(now, 'nextChangeAt'))
        .orderBy('nextChangeAt')
        .limit(limit)
        .get();
      return late.docs.flatMap((snapshot) => {
        const tenantId = PLACE.exec(snapshot.ref.path)?.[1];
        const name = nameSchema.safeParse(snapshot.data());
        return tenantId !== undefined && name.success ? [{ tenantId, ...name.data }] : [];
      });
    },
  };
}
