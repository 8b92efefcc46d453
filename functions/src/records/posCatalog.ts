import { FieldPath, type Firestore, type QuerySnapshot } from 'firebase-admin/firestore';
import { z } from 'zod';
import type { PulledDiscount, PulledItem } from '../model/pulled';
import { pulledDiscountSchema, pulledItemSchema } from '../model/pulledRecords';
import { recordId } from '../model/recordId';
import { fromFirestore } from './instants';
import { paths } from './paths';

interface Tie {
  tenantId: string;
  id: string;
}

/** Values that one query may compare with. */
const MOST_VALUES = 30;

/** What cannot be read is not there: one broken record never takes the others with it. */
function read<T>(row: z.ZodType<T>, data: unknown): T | undefined {
  return row.safeParse(fromFirestore(data)).data;
}

const all = <T>(row: z.ZodType<T>, found: QuerySnapshot): T[] =>
  found.docs.flatMap((snapshot) => read(row, snapshot.data()) ?? []);

/** The last row of a page behind which there may be more. */
export const nextIn = ({ docs }: QuerySnapshot, limit: number): string | undefined =>
  docs.length < limit ? undefined : docs.at(-1)?.id;

const listSchema = z.object({
  connections: z.record(
    z.string(),
    z.record(
      z.string(),
      z.looseObject({ id: z.string(), name: z.string(), deleted: z.boolean().default(false) }),
    ),
  ),
});

/** Items and discounts as pulls have recorded them; only ever read here. */
export function posCatalogIn(db: Firestore) {
  const itemsOf = ({ tenantId, id }: Tie) =>
    db.collection(paths.posItems(tenantId)).where('connectionId', '==', id);

  return {
    async items({ tenantId, id }: Tie, ids: readonly string[]): Promise<(PulledItem | undefined)[]> {
      if (ids.length === 0) return [];
      const rows = ids.map((one) => db.doc(paths.posItem(tenantId, recordId(id, one))));
      const found = await db.getAll(...rows);
      return found.map((snapshot) => read(pulledItemSchema, snapshot.data()));
    },

    async page(
      tie: Tie,
      after: string | undefined,
      limit: number,
    ): Promise<{ items: PulledItem[]; next?: string }> {
      const inOrder = itemsOf(tie).orderBy(FieldPath.documentId());
      const found = await (after === undefined ? inOrder : inOrder.startAfter(after)).limit(limit).get();
      // By rows, not by items: one that cannot be read is not the end.
      return { items: all(pulledItemSchema, found), next: nextIn(found, limit) };
    },

    async ofVariations(tie: Tie, variationIds: readonly string[]): Promise<PulledItem[]> {
      const found = new Map<string, PulledItem>();
      for (let at = 0; at < variationIds.length; at += MOST_VALUES) {
        const some = variationIds.slice(at, at + MOST_VALUES);
        const rows = await itemsOf(tie).where('variationIds', 'array-contains-any', some).get();
        for (const item of all(pulledItemSchema, rows)) found.set(item.id, item);
      }
      return [...found.values()];
    },

    /** Those that may apply some day: withdrawn ones are not read. */
    async discounts({ tenantId, id }: Tie): Promise<PulledDiscount[]> {
      const rows = db.collection(paths.posDiscounts(tenantId));
      const found = await rows.where('connectionId', '==', id).where('active', '==', true).get();
      return all(pulledDiscountSchema, found);
    },

    async categoryNames({ tenantId, id }: Tie): Promise<Map<string, string>> {
      const snapshot = await db.doc(paths.metadata(tenantId, 'categories')).get();
      const list = read(listSchema, snapshot.data() ?? { connections: {} });
      const entries = Object.values(list?.connections[id] ?? {}).filter(({ deleted }) => !deleted);
      return new Map(entries.map((one) => [one.id, one.name]));
    },
  };
}
