import { FieldPath, type DocumentSnapshot, type Firestore, type WriteBatch } from 'firebase-admin/firestore';
import type { Connection } from '../model/connection';
import type { Notice } from '../model/notice';
import { pullStateSchema, type Capability, type PullState, type Wish } from '../model/pullState';
import type { BeforeImage, PriceMove, PullRun } from '../model/run';
import { isGone, isStale, isTaken } from './codes';
import { setSummary, type Summary } from './integrations';
import { documentOf, fromFirestore, toFirestore, toPatch } from './instants';
import { noticeWrite } from './notices';
import { groups, paths } from './paths';
import { readRecords, setRecords } from './pulledRecords';
import { countUnchanged, setImages, setPriceMoves, setRun } from './runs';
import { timeOf, versionOf } from './version';

interface Tie {
  tenantId: string;
  connectionId: string;
}
type Kind = 'catalog' | 'discounts' | 'customers' | 'metadata';
interface StampedState {
  value: PullState;
  version: string;
}
interface Work {
  records?: { kind: Kind; changes: ReadonlyMap<string, object | undefined> };
  manifest?: {
    capability: Capability;
    layout: number;
    shards: readonly { number: number; bytes: Uint8Array }[];
    seen?: Uint8Array | null;
    dropLayout?: number;
  };
  images?: { run: string; number: number; kind: Kind; entries: readonly BeforeImage[] };
  prices?: { run: string; number: number; at: number; moves: readonly PriceMove[] };
  runs?: readonly PullRun[];
  unchanged?: { day: string; capabilities: readonly Capability[]; at: number };
  notices?: readonly Notice[];
  summary?: Summary;
}

function read(snapshot: DocumentSnapshot): StampedState | undefined {
  if (!snapshot.exists || !snapshot.updateTime) return undefined;
  const row = pullStateSchema.safeParse(fromFirestore(snapshot.data()));
  // A row that cannot be read begins anew: everything is written once more.
  const value = row.success ? row.data : pullStateSchema.parse({});
  return { value, version: versionOf(snapshot.updateTime) };
}

const shardId = (connectionId: string, capability: Capability, layout: number, number: number) =>
  `${connectionId}_${capability}_${layout}_${number}`;
const seenId = (connectionId: string, capability: Capability) => `${connectionId}_${capability}_seen`;
const bytesIn = (value: unknown): Uint8Array | undefined => (Buffer.isBuffer(value) ? value : undefined);

function setManifest(
  db: Firestore,
  batch: WriteBatch,
  { tenantId, id }: Connection,
  { capability, layout, shards, seen, dropLayout = 0 }: NonNullable<Work['manifest']>,
): void {
  const row = (name: string) => db.doc(paths.manifest(tenantId, name));
  for (const { number, bytes } of shards)
    batch.set(row(shardId(id, capability, layout, number)), { connectionId: id, hashes: Buffer.from(bytes) });
  for (let number = 0; number < dropLayout; number += 1)
    batch.delete(row(shardId(id, capability, dropLayout, number)));
  if (seen) batch.set(row(seenId(id, capability)), { connectionId: id, hashes: Buffer.from(seen) });
  if (seen === null) batch.delete(row(seenId(id, capability)));
}

/** What goes into one commit beside the state. */
async function setWork(db: Firestore, batch: WriteBatch, connection: Connection, work: Work, now: number) {
  const { tenantId, id } = connection;
  const { records, manifest, images, prices, runs = [], unchanged, notices = [], summary } = work;
  if (records) setRecords(db, batch, connection, records.kind, records.changes);
  if (manifest) setManifest(db, batch, connection, manifest);
  if (images) setImages(db, batch, tenantId, images, now);
  if (prices) setPriceMoves(db, batch, tenantId, id, prices);
  for (const run of runs) setRun(db, batch, tenantId, run);
  if (unchanged) countUnchanged(db, batch, tenantId, id, unchanged);
  for (const notice of notices) {
    const { row, data } = noticeWrite(db, tenantId, notice, now);
    batch.set(row, data, { merge: true });
  }
  if (summary) await setSummary(db, batch, connection, summary);
}

/** Pulls in Firestore: their state, and with every change of it, in the same commit, what was pulled. */
export function pullsIn(db: Firestore, now: () => number) {
  const at = ({ tenantId, connectionId }: Tie) => db.doc(paths.pull(tenantId, connectionId));

  return {
    async read(tie: Tie): Promise<StampedState | undefined> {
      return read(await at(tie).get());
    },

    async commit(
      connection: Connection,
      held: StampedState | undefined,
      state: PullState,
      work: Work,
    ): Promise<StampedState | undefined> {
      const row = at({ tenantId: connection.tenantId, connectionId: connection.id });
      const batch = db.batch();
      const fields = documentOf({ ...state });
      // What is no more goes from the row, too.
      const gone = toPatch({ lateAt: state.lateAt, signIn: state.signIn });
      if (held) batch.update(row, { ...fields, ...gone }, { lastUpdateTime: timeOf(held.version) });
      else batch.create(row, fields);
      await setWork(db, batch, connection, work, now());
      try {
        const [written] = await batch.commit();
        return written && { value: state, version: versionOf(written.writeTime) };
      } catch (thrown) {
        if (isStale(thrown) || isTaken(thrown) || isGone(thrown)) return undefined;
        throw thrown;
      }
    },

    async ask(tie: Tie, wishes: readonly Wish[], when: number, release = false): Promise<void> {
      const asked = Object.fromEntries(wishes.map((wish) => [wish, when]));
      await at(tie).set({ asked, ...(release && { released: asked }) }, { merge: true });
    },

    async shards(
      { tenantId, id }: Connection,
      capability: Capability,
      layout: number,
      numbers: readonly number[],
    ): Promise<(Uint8Array | undefined)[]> {
      if (numbers.length === 0) return [];
      const rows = numbers.map((number) => paths.manifest(tenantId, shardId(id, capability, layout, number)));
      const found = await db.getAll(...rows.map((path) => db.doc(path)));
      return found.map((snapshot) => bytesIn(snapshot.get('hashes')));
    },

    async seen({ tenantId, id }: Connection, capability: Capability): Promise<Uint8Array | undefined> {
      const found = await db.doc(paths.manifest(tenantId, seenId(id, capability))).get();
      return bytesIn(found.get('hashes'));
    },

    records: (connection: Connection, kind: Kind, ids: readonly string[]) =>
      readRecords(db, connection, kind, ids),

    async late(when: number, limit: number): Promise<Tie[]> {
      const found = await db
        .collectionGroup(groups.pulls)
        .where('lateAt', '<=', toFirestore(when, 'lateAt'))
        .orderBy('lateAt')
        .limit(limit)
        .select()
        .get();
      return found.docs.map(({ ref }) => ({ tenantId: ref.parent.parent?.id ?? '', connectionId: ref.id }));
    },

    async expect(tie: Tie, lateAt: number | undefined): Promise<void> {
      await at(tie).set(toPatch({ lateAt }), { merge: true });
    },

    /** Paged by path: a steady order, whatever happens to the rows meanwhile. */
    async active(after: Tie | undefined, limit: number): Promise<(Tie & { provider: string })[]> {
      const all = db
        .collectionGroup(groups.connections)
        .where('status', '==', 'active')
        .orderBy(FieldPath.documentId())
        .select('provider');
      const rest = after ? all.startAfter(paths.connection(after.tenantId, after.connectionId)) : all;
      const found = await rest.limit(limit).get();
      return found.docs.map((row) => ({
        tenantId: row.ref.parent.parent?.id ?? '',
        connectionId: row.id,
        provider: String(row.get('provider')),
      }));
    },
  };
}
