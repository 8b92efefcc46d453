import { FieldPath, type Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import { fromFirestore } from './instants';
import { plainDocument } from './orders';
import { paths } from './paths';

/** A product may hold much that mapping has no use for: pictures, texts. */
const FIELDS = ['name', 'sku', 'barcode', 'price', 'locationPrices', 'variations', 'modifiers'];

const optionSchema = z.object({ id: z.string(), name: z.string(), price: z.number().optional() });
const listSchema = z.looseObject({
  options: z.array(optionSchema).default([]),
  deleted: z.boolean().default(false),
});
const listsSchema = z.record(z.string(), z.unknown()).catch({});

/** `productsPath`: the watched path, with {tenantId} and {productId}. */
export function menusIn(db: Firestore, productsPath: () => string) {
  return {
    async page(tenantId: string, after: string | undefined, limit: number) {
      const folder = productsPath()
        .replace('{tenantId}', tenantId)
        .replace(/\/[^/]*$/, '');
      const inOrder = db.collection(folder).orderBy(FieldPath.documentId());
      const from = after === undefined ? inOrder : inOrder.startAfter(after);
      const found = await from
        .select(...FIELDS)
        .limit(limit)
        .get();
      return found.docs.map((snapshot) => ({ id: snapshot.id, data: plainDocument(snapshot.data()) ?? {} }));
    },

    async options({ tenantId, id }: { tenantId: string; id: string }) {
      const snapshot = await db.doc(paths.metadata(tenantId, 'modifierLists')).get();
      const lists = listsSchema.parse(fromFirestore(snapshot.get(new FieldPath('connections', id))));
      return Object.values(lists).flatMap((one) => {
        const list = listSchema.safeParse(one);
        return list.success && !list.data.deleted ? list.data.options : [];
      });
    },
  };
}
