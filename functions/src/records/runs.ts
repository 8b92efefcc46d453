import { gunzipSync, gzipSync } from 'node:zlib';
import {
  FieldPath,
  FieldValue,
  type DocumentSnapshot,
  type Firestore,
  type Query,
  type WriteBatch,
} from 'firebase-admin/firestore';
import { z } from 'zod';
import type { BeforeImage, PriceMove, PullRun } from '../model/run';
import { FAILURE_KINDS } from '../model/failure';
import { capabilitySchema } from '../model/pullState';
import { documentOf, fromFirestore, toFirestore } from './instants';
import { paths } from './paths';

/** Runs and what undoing them takes are kept so long; a TTL policy on `expireAt` deletes them. */
const KEPT_MS = 30 * 24 * 3_600_000;
/** A document holds 1 MiB. */
const MOST_BYTES = 900_000;

export function setRun(db: Firestore, batch: WriteBatch, tenantId: string, { id, ...run }: PullRun): void {
  batch.set(db.doc(paths.run(tenantId, id)), documentOf({ ...run, expireAt: run.updatedAt + KEPT_MS }));
}

/** Pulls that found nothing new: one row for a connection's day, which counts them. */
export function countUnchanged(
  db: Firestore,
  batch: WriteBatch,
  tenantId: string,
  connectionId: string,
  { day, capabilities, at }: { day: string; capabilities: readonly string[]; at: number },
): void {
  const counts = Object.fromEntries(capabilities.map((name) => [name, FieldValue.increment(1)]));
  const row = documentOf({ kind: 'unchanged', connectionId, day, updatedAt: at, expireAt: at + KEPT_MS });
  batch.set(db.doc(paths.run(tenantId, `${connectionId}_${day}`)), { ...row, counts }, { merge: true });
}

/** Entries in documents that fit: packed JSON, halved as often as it takes. One that never fits is left out. */
function packed(
  entries: readonly BeforeImage[],
  part: string,
): { part: string; data: Buffer; count: number }[] {
  const data = gzipSync(JSON.stringify(entries));
  if (data.length <= MOST_BYTES) return [{ part, data, count: entries.length }];
  if (entries.length <= 1) return [];
  const half = Math.ceil(entries.length / 2);
  return [...packed(entries.slice(0, half), `${part}a`), ...packed(entries.slice(half), `${part}b`)];
}

/** What a run changed, as it was before. */
export function setImages(
  db: Firestore,
  batch: WriteBatch,
  tenantId: string,
  images: { run: string; number: number; kind: string; entries: readonly BeforeImage[] },
  now: number,
): void {
  const { run, number, kind, entries } = images;
  for (const { part, data, count } of packed(entries, String(number).padStart(4, '0')))
    batch.set(
      db.doc(paths.beforeImages(tenantId, run, part)),
      documentOf({ kind, count, gzip: data, expireAt: now + KEPT_MS }),
    );
}

const imagesSchema = z.array(
  z.object({ id: z.string(), data: z.record(z.string(), z.unknown()).optional() }),
);

/** What a run kept, in the order in which it kept it; nothing when that has expired. */
export async function readImages(db: Firestore, tenantId: string, run: string): Promise<BeforeImage[]> {
  const parts = db.doc(paths.beforeImages(tenantId, run, '0')).parent;
  // Documents come in the order of their names.
  const found = await parts.get();
  return found.docs.flatMap((snapshot) => {
    const data: unknown = snapshot.get('gzip');
    if (!Buffer.isBuffer(data)) return [];
    const read: unknown = JSON.parse(gunzipSync(data).toString('utf8'));
    return imagesSchema.parse(read);
  });
}

/** Prices that moved; found by item and date. */
export function setPriceMoves(
  db: Firestore,
  batch: WriteBatch,
  tenantId: string,
  connectionId: string,
  { run, number, at, moves }: { run: string; number: number; at: number; moves: readonly PriceMove[] },
): void {
  const itemIds = [...new Set(moves.map(({ itemId }) => itemId))];
  batch.set(
    db.doc(paths.priceChanges(tenantId, `${run}_${number}`)),
    documentOf({ changedAt: at, connectionId, itemIds, changes: [...moves] }),
  );
}

const runSchema = z.object({
  kind: z.literal('pull'),
  connectionId: z.string(),
  provider: z.string(),
  capability: capabilitySchema,
  startedAt: z.number(),
  updatedAt: z.number(),
  state: z.enum(['complete', 'partial', 'running', 'failed']),
  full: z.boolean(),
  images: z.number(),
  pages: z.number(),
  records: z.number(),
  created: z.number(),
  updated: z.number(),
  removed: z.number(),
  note: z.string().optional(),
  failureKind: z.enum(FAILURE_KINDS).optional(),
  message: z.string().optional(),
});

function readRun(snapshot: DocumentSnapshot): PullRun | undefined {
  const row = runSchema.safeParse(fromFirestore(snapshot.data()));
  return row.success ? { ...row.data, id: snapshot.id } : undefined;
}

/** Runs of pulls; only ever read here. */
export function runsIn(db: Firestore) {
  return {
    async read(tenantId: string, id: string): Promise<PullRun | undefined> {
      return readRun(await db.doc(paths.run(tenantId, id)).get());
    },

    /** Rows that count pulls without news have no start, and are not among them. */
    async page(
      tenantId: string,
      { connectionId, capability, from }: { connectionId?: string; capability?: string; from?: number },
      after: { startedAt: number; id: string } | undefined,
      limit: number,
    ): Promise<PullRun[]> {
      let query: Query = db.collection(paths.runs(tenantId));
      for (const [field, value] of Object.entries({ connectionId, capability }))
        if (value !== undefined) query = query.where(field, '==', value);
      if (from !== undefined) query = query.where('startedAt', '>=', toFirestore(from, 'startedAt'));
      const inOrder = query.orderBy('startedAt', 'desc').orderBy(FieldPath.documentId(), 'desc');
      const start = after ? inOrder.startAfter(toFirestore(after.startedAt, 'startedAt'), after.id) : inOrder;
      const found = await start.limit(limit).get();
      return found.docs.flatMap((snapshot) => readRun(snapshot) ?? []);
    },
  };
}
