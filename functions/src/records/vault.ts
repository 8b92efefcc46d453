import type { DocumentSnapshot, Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import type { Connection } from '../model/connection';
import { isGone, isStale } from './codes';
import { documentOf, fromFirestore, toFirestore } from './instants';
import { paths } from './paths';
import { seal, sealedSchema, unseal, type Keys } from './seal';
import { timeOf, versionOf } from './version';

const rowSchema = z.looseObject({ sealed: sealedSchema, renewingUntilAt: z.number().default(0) });

type VaultKey = Pick<Connection, 'tenantId' | 'provider' | 'id'>;

interface Entry {
  credentials: unknown;
  version: string;
  renewingUntil: number;
}

/** One read less per order; whoever is refused with a cached sign-in reads afresh. */
const CACHE_MS = 5 * 60_000;
const CACHED_AT_MOST = 500;

/** The additional data of the encryption: a ciphertext copied to another tenant or connection does not open. */
export const contextOf = ({ tenantId, provider, id }: VaultKey) => `${tenantId}/${provider}/${id}`;

/** Credentials at rest: ciphertext only, in a subcollection that no client may read. */
export function vaultIn(db: Firestore, keys: () => Keys, now: () => number) {
  const cache = new Map<string, { entry: Entry; until: number }>();
  const row = ({ tenantId, id }: VaultKey) => db.doc(paths.vault(tenantId, id));

  async function open(connection: VaultKey, snapshot: DocumentSnapshot): Promise<Entry | undefined> {
    if (!snapshot.exists || !snapshot.updateTime) return undefined;
    const { sealed, renewingUntilAt } = rowSchema.parse(fromFirestore(snapshot.data()));
    const credentials = await unseal(sealed, contextOf(connection), keys());
    return { credentials, version: versionOf(snapshot.updateTime), renewingUntil: renewingUntilAt };
  }

  return {
    async read(connection: VaultKey, fresh = false): Promise<Entry | undefined> {
      const key = contextOf(connection);
      const cached = cache.get(key);
      if (!fresh && cached && cached.until > now()) return cached.entry;
      const entry = await open(connection, await row(connection).get());
      if (cache.size >= CACHED_AT_MOST) cache.clear();
      if (entry) cache.set(key, { entry, until: now() + CACHE_MS });
      else cache.delete(key);
      return entry;
    },

    async lease(connection: VaultKey, entry: Entry, until: number): Promise<Entry | undefined> {
      try {
        const patch = { renewingUntilAt: toFirestore(until, 'renewingUntilAt') };
        const { writeTime } = await row(connection).update(patch, { lastUpdateTime: timeOf(entry.version) });
        return { ...entry, version: versionOf(writeTime), renewingUntil: until };
      } catch (thrown) {
        if (isStale(thrown) || isGone(thrown)) return undefined;
        throw thrown;
      }
    },

    async renewed(connection: VaultKey, leased: Entry, credentials: unknown): Promise<boolean> {
      try {
        const sealed = await seal(credentials, contextOf(connection), keys());
        const patch = { sealed, renewingUntilAt: toFirestore(0, 'renewingUntilAt') };
        await row(connection).update(patch, { lastUpdateTime: timeOf(leased.version) });
        cache.delete(contextOf(connection));
        return true;
      } catch (thrown) {
        if (isStale(thrown) || isGone(thrown)) return false;
        throw thrown;
      }
    },

    async save(connection: VaultKey, credentials: unknown, expireAt?: number): Promise<void> {
      cache.delete(contextOf(connection));
      const sealed = await seal(credentials, contextOf(connection), keys());
      await row(connection).set(documentOf({ sealed, provider: connection.provider, expireAt }));
    },

    async destroy(connection: VaultKey): Promise<void> {
      cache.delete(contextOf(connection));
      await row(connection).delete();
    },
  };
}
