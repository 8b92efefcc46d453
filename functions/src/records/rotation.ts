import { FieldPath, type DocumentSnapshot, type Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import { isGone, isStale } from './codes';
import { fromFirestore } from './instants';
import { groups, paths } from './paths';
import { seal, sealedSchema, unseal, type Keys, type Wrapped } from './seal';
import { contextOf } from './vault';

const rowSchema = z.looseObject({
  sealed: sealedSchema,
  provider: z.string().optional(),
  renewingUntilAt: z.number().default(0),
});

type Row = z.infer<typeof rowSchema>;

/** What stands between a vault row and its connection: webhook secrets and unfinished sign-ins have rows of their own. */
const OWN_ROW = /~(webhook|pending)$/;
const EVENTS = /^events~/;

/**
 * `current`: sealed under the first key already. `stale`: would be sealed anew. `resealed`. `unopened`: no key that is
 * known opens it. `busy`: written by somebody else just now, so that the next run looks again.
 */
export const ROTATED = ['current', 'stale', 'resealed', 'unopened', 'busy'] as const;
export type Rotated = (typeof ROTATED)[number];

export interface RotatedRow {
  path: string;
  /** The key it was found under. */
  keyId?: string;
  state: Rotated;
  /** Of `unopened`: words without a secret. */
  why?: string;
}

const versionOf = (wrapped: Wrapped) => ('version' in wrapped ? wrapped.version : '');

/** The version of the first key that wraps today: a key service changes it without anybody's doing. */
export async function sealingVersion([first]: Keys): Promise<string> {
  if (!first) throw new Error('There is no key to seal with.');
  return versionOf(await first.wrap(Buffer.alloc(32), 'a look at the key'));
}

/** Rows of all vaults, in the order of their paths, and what becomes of each. */
export function rotationIn(db: Firestore, keys: Keys, now: () => number) {
  /** Which POS a row is of: written in it, or in the connection that it belongs to. */
  async function contextAt(row: DocumentSnapshot, provider: string | undefined): Promise<string> {
    const [, tenantId = '', , id = ''] = row.ref.path.split('/');
    const told = provider ?? (EVENTS.test(id) ? 'events' : undefined);
    const owner =
      told === undefined
        ? await db.doc(paths.connection(tenantId, id.replace(OWN_ROW, ''))).get()
        : undefined;
    return contextOf({ tenantId, id, provider: told ?? String(owner?.get('provider')) });
  }

  async function reseal(row: DocumentSnapshot, value: unknown, context: string): Promise<Rotated> {
    const fresh = await seal(value, context, keys);
    // What does not open again must not take the place of what does.
    if (JSON.stringify(await unseal(fresh, context, keys)) !== JSON.stringify(value))
      throw new Error('Sealed anew it does not open to the same.');
    try {
      await row.ref.update({ sealed: fresh }, { lastUpdateTime: row.updateTime });
      return 'resealed';
    } catch (thrown) {
      if (isStale(thrown) || isGone(thrown)) return 'busy';
      throw thrown;
    }
  }

  /** Opens it, too, where nothing is to be done: a key of the right name may be the wrong one. */
  async function stateOf(
    row: DocumentSnapshot,
    data: Row,
    version: string,
    write: boolean,
  ): Promise<Rotated> {
    const { sealed, provider, renewingUntilAt } = data;
    const context = await contextAt(row, provider);
    const value = await unseal(sealed, context, keys);
    if (sealed.keyId === keys[0]?.keyId && versionOf(sealed.key) === version) return 'current';
    // Whoever renews it holds its version: to write now would lose what the POS gives out once.
    if (renewingUntilAt > now()) return 'busy';
    return write ? reseal(row, value, context) : 'stale';
  }

  async function visit(row: DocumentSnapshot, version: string, write: boolean): Promise<RotatedRow> {
    const { path } = row.ref;
    const read = rowSchema.safeParse(fromFirestore(row.data()));
    if (!read.success) return { path, state: 'unopened', why: 'It is not a sealed sign-in.' };
    const { keyId } = read.data.sealed;
    try {
      return { path, keyId, state: await stateOf(row, read.data, version, write) };
    } catch (thrown) {
      return { path, keyId, state: 'unopened', why: thrown instanceof Error ? thrown.message : 'unknown' };
    }
  }

  return {
    /** The next rows after a path; `next` is undefined at the end. */
    async page(after: string | undefined, limit: number, version: string, write: boolean) {
      const sorted = db.collectionGroup(groups.vault).orderBy(FieldPath.documentId()).limit(limit);
      const { docs } = await (after === undefined ? sorted : sorted.startAfter(after)).get();
      const rows: RotatedRow[] = [];
      for (const row of docs) rows.push(await visit(row, version, write));
      return { rows, next: docs.length < limit ? undefined : docs.at(-1)?.ref.path };
    },
  };
}
