import type { Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import { stockRowSchema, type StockRow } from '../model/stockRow';
import { escapedId } from '../model/recordId';
import { isGone, isStale, isTaken } from './codes';
import { toFirestore } from './instants';
import { paths } from './paths';
import { timeOf, versionOf } from './version';

interface Tie {
  tenantId: string;
  id: string;
}
interface Table {
  number: number;
  rows: Map<string, StockRow>;
  loose?: boolean;
  version?: string;
}

/** Names such as `__x__` are Firestore's own: none of ours looks like one. */
const PREFIX = 'v:';

const tableSchema = z.looseObject({
  number: z.number().int(),
  rows: z.record(z.string(), z.unknown()),
  loose: z.boolean().default(false),
});

/** Rows that we cannot read are left out: the next pull writes them anew. */
function rowsIn(rows: Record<string, unknown>): Map<string, StockRow> {
  const read = Object.entries(rows).flatMap(([id, value]): [string, StockRow][] => {
    const row = stockRowSchema.safeParse(value);
    return row.success ? [[decodeURIComponent(id.slice(PREFIX.length)), row.data]] : [];
  });
  return new Map(read);
}

/** Stock moves most of all records: some 1,500 variations share a document. */
export function posStockIn(db: Firestore) {
  const row = ({ tenantId, id }: Tie, number: number) => db.doc(paths.posStock(tenantId, `${id}_${number}`));

  return {
    async read({ tenantId, id }: Tie): Promise<Table[]> {
      const found = await db.collection(paths.posStocks(tenantId)).where('connectionId', '==', id).get();
      const tables = found.docs.flatMap((snapshot): Table[] => {
        const table = tableSchema.safeParse(snapshot.data());
        if (!table.success) return [];
        const { number, rows, loose } = table.data;
        return [{ number, rows: rowsIn(rows), loose, version: versionOf(snapshot.updateTime) }];
      });
      return tables.sort((a, b) => a.number - b.number);
    },

    async save(tie: Tie, tables: readonly Table[], now: number): Promise<boolean> {
      const batch = db.batch();
      const updatedAt = toFirestore(now, 'updatedAt');
      for (const { number, rows, loose = false, version } of tables) {
        const packed = Object.fromEntries([...rows].map(([id, value]) => [PREFIX + escapedId(id), value]));
        const fields = { rows: packed, loose, updatedAt };
        const ref = row(tie, number);
        if (version === undefined) batch.create(ref, { ...fields, connectionId: tie.id, number });
        else batch.update(ref, fields, { lastUpdateTime: timeOf(version) });
      }
      try {
        const written = await batch.commit();
        written.forEach(({ writeTime }, index) => {
          const table = tables[index];
          if (table) table.version = versionOf(writeTime);
        });
        return true;
      } catch (thrown) {
        if (isStale(thrown) || isTaken(thrown) || isGone(thrown)) return false;
        throw thrown;
      }
    },
  };
}
