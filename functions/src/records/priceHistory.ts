import type { Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import { fromFirestore, toFirestore } from './instants';
import { paths } from './paths';

const changeSchema = z.object({
  changedAt: z.number(),
  connectionId: z.string(),
  changes: z.array(
    z.object({
      itemId: z.string(),
      variationId: z.string(),
      from: z.number().optional(),
      to: z.number().optional(),
    }),
  ),
});

/** A price of the POS that moved; amounts in minor units, absent: an open price. */
export interface PriceChangeSeen {
  /** When the pull saw it. */
  changedAt: number;
  connectionId: string;
  variationId: string;
  from?: number;
  to?: number;
}

/** Prices as they moved at the POS. */
export function priceHistoryIn(db: Firestore) {
  return {
    /** Of one item, oldest first, from one moment to before another. */
    async of(tenantId: string, itemId: string, fromAt: number, untilAt: number): Promise<PriceChangeSeen[]> {
      const found = await db
        .collection(paths.priceChangeRows(tenantId))
        .where('itemIds', 'array-contains', itemId)
        .where('changedAt', '>=', toFirestore(fromAt, 'changedAt'))
        .where('changedAt', '<', toFirestore(untilAt, 'changedAt'))
        .orderBy('changedAt')
        .get();
      return found.docs.flatMap((snapshot) => {
        const row = changeSchema.safeParse(fromFirestore(snapshot.data()));
        if (!row.success) return [];
        const { changedAt, connectionId, changes } = row.data;
        const own = changes.filter((change) => change.itemId === itemId);
        return own.map(({ variationId, from, to }) => ({ changedAt, connectionId, variationId, from, to }));
      });
    },
  };
}
