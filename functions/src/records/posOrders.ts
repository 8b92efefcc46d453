import {
  FieldPath,
  type DocumentSnapshot,
  type Firestore,
  type QueryDocumentSnapshot,
} from 'firebase-admin/firestore';
import { z } from 'zod';
import { knownOrderSchema, refundsSchema, type PosOrder, type PosOrderRow } from '../model/posOrder';
import type { PulledOrder } from '../model/pulled';
import { isGone } from './codes';
import { fromFirestore, toFirestore, toPatch } from './instants';
import { paths } from './paths';

interface Account {
  tenantId: string;
  id: string;
  provider: string;
  accountId: string;
  locationId: string;
}
interface Pushed {
  orderPath: string;
  connectionId: string;
}

/** Values that one query may compare with. */
const MOST_VALUES = 30;
/** Writes in one commit; a refund takes two. */
const AT_ONCE = 200;

const rowSchema = z.looseObject({ refunds: refundsSchema });

function readRow(snapshot: DocumentSnapshot): PosOrderRow {
  const data = fromFirestore(snapshot.data() ?? {});
  const row = rowSchema.safeParse(data);
  return { order: knownOrderSchema.safeParse(data).data, refunds: row.success ? row.data.refunds : {} };
}

const jobSchema = z.looseObject({
  provider: z.string(),
  connectionId: z.string(),
  kind: z.literal('pushOrder'),
  subject: z.string(),
  marker: z.string(),
  receipt: z.looseObject({ externalId: z.string() }).optional(),
});
type PushJob = z.infer<typeof jobSchema>;

/** Fields of an order that may be absent: a row that has one from before must lose it. */
const OPTIONAL = ['number', 'reference', 'refundOf', 'tax', 'tip', 'discount', 'customerId'] as const;

/** Orders of the POS: our own rows of them, the jobs that pushed some, and the badges of the storefront's orders. */
export function posOrdersIn(db: Firestore) {
  const row = (tenantId: string, rowId: string) => db.doc(paths.posOrder(tenantId, rowId));

  async function jobsBy(tenantId: string, field: string, values: readonly string[]): Promise<PushJob[]> {
    const found: QueryDocumentSnapshot[] = [];
    for (let at = 0; at < values.length; at += MOST_VALUES) {
      const some = values.slice(at, at + MOST_VALUES);
      const jobs = await db.collection(paths.jobs(tenantId)).where(field, 'in', some).get();
      found.push(...jobs.docs);
    }
    return found.flatMap((snapshot) => jobSchema.safeParse(snapshot.data()).data ?? []);
  }

  function fieldsOf({ id: connectionId, provider, accountId, locationId }: Account, one: PosOrder) {
    const { order, hash, refund, pushed } = one;
    const cleared = Object.fromEntries(OPTIONAL.map((name) => [name, undefined]));
    return {
      ...cleared,
      ...order,
      connectionId,
      provider,
      accountId,
      locationId,
      hash,
      saleRowId: refund?.saleRowId,
      orderPath: pushed?.orderPath,
      orderConnectionId: pushed?.connectionId,
    };
  }

  return {
    async known(tenantId: string, rowIds: readonly string[]): Promise<PosOrderRow[]> {
      if (rowIds.length === 0) return [];
      const found = await db.getAll(...rowIds.map((rowId) => row(tenantId, rowId)));
      return found.map(readRow);
    },

    async write(account: Account, rows: readonly PosOrder[], now: number): Promise<void> {
      const { tenantId } = account;
      for (let at = 0; at < rows.length; at += AT_ONCE) {
        const batch = db.batch();
        for (const one of rows.slice(at, at + AT_ONCE)) {
          const fields = toPatch({ ...fieldsOf(account, one), pulledAt: now });
          batch.set(row(tenantId, one.rowId), fields, { merge: true });
          if (one.refund) {
            const refunds = { [one.rowId]: one.refund.amount };
            batch.set(row(tenantId, one.refund.saleRowId), { refunds }, { merge: true });
          }
        }
        await batch.commit();
      }
    },

    async pushed(
      { tenantId, id, provider }: Account,
      orders: readonly Pick<PulledOrder, 'id' | 'reference'>[],
    ): Promise<Map<string, Pushed>> {
      const markers = [...new Set(orders.flatMap(({ reference }) => reference || []))];
      const byMarker = await jobsBy(tenantId, 'marker', markers);
      const ties = new Map<string, Pushed>();
      const tie = (orderId: string, job: PushJob | undefined) => {
        if (job) ties.set(orderId, { orderPath: job.subject, connectionId: job.connectionId });
      };
      for (const order of orders)
        tie(
          order.id,
          byMarker.find((job) => job.marker === order.reference && job.provider === provider),
        );
      const rest = orders.filter((order) => !ties.has(order.id)).map((order) => order.id);
      const byId = await jobsBy(tenantId, 'receipt.externalId', rest);
      // Another account may use the same numbers.
      for (const orderId of rest)
        tie(
          orderId,
          byId.find((job) => job.receipt?.externalId === orderId && job.connectionId === id),
        );
      return ties;
    },

    async mirror(
      { orderPath, connectionId }: Pushed,
      status: PulledOrder['status'],
      at: number,
    ): Promise<boolean> {
      const field = (name: string) => new FieldPath('pos', connectionId, name);
      const time = toFirestore(at, 'posStatusAt');
      try {
        await db.doc(orderPath).update(field('posStatus'), status, field('posStatusAt'), time);
        return true;
      } catch (thrown) {
        if (isGone(thrown)) return false;
        throw thrown;
      }
    },
  };
}
