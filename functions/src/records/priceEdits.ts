import type { Firestore, QueryDocumentSnapshot } from 'firebase-admin/firestore';
import { z } from 'zod';
import { hashOf } from '../model/hash';
import { priceEditSchema, type PriceEdit, type PriceEditState, type PriceRefusal } from '../model/priceEdit';
import { isGone, isStale } from './codes';
import { documentOf, fromFirestore, toFirestore } from './instants';
import { groups, paths } from './paths';
import { timeOf, versionOf } from './version';

interface StampedEdit {
  value: PriceEdit;
  version: string;
}
interface Tie {
  tenantId: string;
  id: string;
}

const LISTED = 10_000;
const RELEASED_AT_ONCE = 400;
/** Firestore allows 30 alternatives in a query, and there may be two states. */
const PRODUCTS_AT_ONCE = 15;

function read(snapshot: QueryDocumentSnapshot): StampedEdit[] {
  const row = priceEditSchema.safeParse(fromFirestore(snapshot.data()));
  return row.success ? [{ value: row.data, version: versionOf(snapshot.updateTime) }] : [];
}

/** Products whose prices are on their way: one row per product and connection, deleted when the POS has the price. */
export function priceEditsIn(db: Firestore) {
  const rowId = ({ connectionId, product }: Pick<PriceEdit, 'connectionId' | 'product'>) =>
    `${connectionId}_${hashOf(['edit', product], 20)}`;
  const row = (tenantId: string, edit: Pick<PriceEdit, 'connectionId' | 'product'>) =>
    db.doc(paths.priceEdit(tenantId, rowId(edit)));
  const ofConnection = (tenantId: string, connectionId: string) =>
    db.collection(paths.priceEdits(tenantId)).where('connectionId', '==', connectionId);

  /** A row that was written since we read it belongs to a newer edit: it is left alone. */
  async function unlessNewer(write: Promise<unknown>): Promise<void> {
    try {
      await write;
    } catch (thrown) {
      if (!isStale(thrown) && !isGone(thrown)) throw thrown;
    }
  }

  return {
    async note({ tenantId, id }: Tie, edit: Omit<PriceEdit, 'connectionId' | 'refusals'>): Promise<void> {
      const value = { ...edit, connectionId: id };
      await row(tenantId, value).set({ ...documentOf(value), tie: `${tenantId}/${id}` });
    },

    async due(tenantId: string, connectionId: string, now: number, limit: number): Promise<StampedEdit[]> {
      const found = await ofConnection(tenantId, connectionId)
        .where('state', '==', 'due')
        .where('dueAt', '<=', toFirestore(now, 'dueAt'))
        .orderBy('dueAt')
        .limit(limit)
        .get();
      return found.docs.flatMap(read);
    },

    async settle(tenantId: string, edits: readonly StampedEdit[]): Promise<void> {
      const deletions = edits.map(({ value, version }) =>
        unlessNewer(row(tenantId, value).delete({ lastUpdateTime: timeOf(version) })),
      );
      await Promise.all(deletions);
    },

    async shelve(
      tenantId: string,
      { value, version }: StampedEdit,
      state: 'unlinked' | 'refused',
      refusals: readonly PriceRefusal[],
    ): Promise<void> {
      const patch = { state, refusals: toFirestore([...refusals]) };
      await unlessNewer(row(tenantId, value).update(patch, { lastUpdateTime: timeOf(version) }));
    },

    async release(
      tenantId: string,
      connectionId: string,
      states: readonly PriceEditState[],
      now: number,
      products?: readonly string[],
    ): Promise<number> {
      const resting = ofConnection(tenantId, connectionId).where('state', 'in', states);
      const chunks =
        products &&
        Array.from({ length: Math.ceil(products.length / PRODUCTS_AT_ONCE) }, (_, n) =>
          products.slice(n * PRODUCTS_AT_ONCE, (n + 1) * PRODUCTS_AT_ONCE),
        );
      const queries = chunks?.map((chunk) => resting.where('productId', 'in', chunk)) ?? [resting];
      const wanted = (await Promise.all(queries.map((query) => query.get()))).flatMap(({ docs }) => docs);
      for (let from = 0; from < wanted.length; from += RELEASED_AT_ONCE) {
        const batch = db.batch();
        for (const { ref } of wanted.slice(from, from + RELEASED_AT_ONCE))
          batch.update(ref, { state: 'due', dueAt: toFirestore(now, 'dueAt') });
        await batch.commit();
      }
      return wanted.length;
    },

    async list({ tenantId, id }: Tie): Promise<PriceEdit[]> {
      const found = await ofConnection(tenantId, id).limit(LISTED).get();
      const edits = found.docs.flatMap((snapshot) => read(snapshot).map(({ value }) => value));
      return edits.sort((a, b) => b.editedAt - a.editedAt);
    },

    async count({ tenantId, id }: Tie, state: PriceEditState): Promise<number> {
      return (await ofConnection(tenantId, id).where('state', '==', state).count().get()).data().count;
    },

    async inState({ tenantId, id }: Tie, state: PriceEditState, limit: number): Promise<PriceEdit[]> {
      const found = await ofConnection(tenantId, id).where('state', '==', state).limit(limit).get();
      const edits = found.docs.flatMap((snapshot) => read(snapshot).map(({ value }) => value));
      return edits.sort((a, b) => (a.productId < b.productId ? -1 : 1));
    },

    async rests(tenantId: string, connectionId: string, state: PriceEditState): Promise<boolean> {
      const found = await ofConnection(tenantId, connectionId).where('state', '==', state).limit(1).get();
      return !found.empty;
    },

    async overdue(now: number, limit: number): Promise<{ tenantId: string; connectionId: string }[]> {
      const due = db
        .collectionGroup(groups.priceEdits)
        .where('state', '==', 'due')
        .orderBy('tie')
        .orderBy('dueAt');
      const late: { tenantId: string; connectionId: string }[] = [];
      // From tie to tie: one that is paused with a thousand due edits costs a read and holds up nobody.
      for (let tie = '', seen = 0; seen < limit; seen += 1) {
        const [next] = (await due.where('tie', '>', tie).limit(1).get()).docs;
        if (!next) break;
        tie = z.string().catch(`${tie}\u0001`).parse(next.get('tie'));
        for (const { value } of read(next))
          if ((value.dueAt ?? Infinity) <= now)
            late.push({ tenantId: next.ref.parent.parent?.id ?? '', connectionId: value.connectionId });
      }
      return late;
    },
  };
}
