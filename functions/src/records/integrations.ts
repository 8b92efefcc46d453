import { FieldValue, type Firestore, type WriteBatch } from 'firebase-admin/firestore';
import { z } from 'zod';
import { documentOf, fromFirestore, toFirestore } from './instants';
import { paths } from './paths';

/** How a connection's pulls stand. */
export interface Summary {
  status: string;
  lastSyncAt?: number;
  lastError?: string;
  counts: object;
}

const STATUSES = ['signed_out', 'failing', 'ok'] as const;
const othersSchema = z.looseObject({
  connections: z.record(z.string(), z.looseObject({ status: z.string() })).default({}),
});

/** The worst of all connections is what the tenant sees first. */
function worst(others: unknown, id: string, status: string): string {
  const row = othersSchema.safeParse(fromFirestore(others));
  const known = row.success ? row.data.connections : {};
  const all = [status, ...Object.entries(known).flatMap(([other, one]) => (other === id ? [] : one.status))];
  return STATUSES.find((one) => all.includes(one)) ?? status;
}

/** Puts a connection's summary into `integrations/pos`. The row is read before: its status is that of all connections. */
export async function setSummary(
  db: Firestore,
  batch: WriteBatch,
  { id, tenantId, provider, name }: { id: string; tenantId: string; provider: string; name: string },
  { status, lastSyncAt, lastError, counts }: Summary,
): Promise<void> {
  const row = db.doc(paths.integration(tenantId));
  const found = await row.get();
  const own = documentOf({ provider, name, status, lastSyncAt, lastError: lastError ?? null, counts });
  const fields = documentOf({
    status: worst(found.data(), id, status),
    provider,
    lastSyncAt,
    lastError: lastError ?? null,
    counts,
  });
  batch.set(
    row,
    { ...fields, providers: FieldValue.arrayUnion(provider), connections: { [id]: own } },
    { merge: true },
  );
}

/** Moves the stamp that readers cache the menu by, in one commit with what changed. */
export function moveCatalogVersion(db: Firestore, batch: WriteBatch, tenantId: string, at: number): void {
  const moved = { catalogVersion: FieldValue.increment(1), catalogChangedAt: toFirestore(at, 'At') };
  batch.set(db.doc(paths.integration(tenantId)), moved, { merge: true });
}

export function integrationsIn(db: Firestore) {
  return {
    /** Readers cache the menu by it. */
    async bumpCatalogVersion(tenantId: string, at: number): Promise<void> {
      const batch = db.batch();
      moveCatalogVersion(db, batch, tenantId, at);
      await batch.commit();
    },
  };
}
