import { FieldPath, FieldValue, type Firestore, type Transaction } from 'firebase-admin/firestore';
import { z } from 'zod';
import type { Connection } from '../model/connection';
import { linkSchema, shardOf, type Link, type Links } from '../model/link';
import { paths } from './paths';

const tableSchema = z.looseObject({ links: z.record(z.string(), z.unknown()).default({}) });

/** The links of a table row that we can read; one broken entry never takes the others with it. */
export function linksIn(data: unknown): Record<string, Link> {
  const table = tableSchema.safeParse(data);
  if (!table.success) return {};
  const entries = Object.entries(table.data.links).flatMap(([key, value]): [string, Link][] => {
    const link = linkSchema.safeParse(value);
    return link.success ? [[key, link.data]] : [];
  });
  return Object.fromEntries(entries);
}

/** Of a table's links those whose place it is: dividing a table leaves copies behind. */
export function linksAtHome(data: unknown, shard: number, shards: number): [string, Link][] {
  return Object.entries(linksIn(data)).filter(([key]) => shardOf(key, shards) === shard);
}

type Tie = Pick<Connection, 'tenantId' | 'id' | 'linkShards'>;

/** Packed link tables: an order of any length reads one row in a shop of normal size. */
export function linkTablesIn(db: Firestore) {
  const row = ({ tenantId, id }: Tie, shard: number) => db.doc(paths.linkTable(tenantId, id, shard));

  /** Into how many tables the links are divided at this moment: whoever writes by an older number loses links. */
  async function shardsNow(transaction: Transaction, connection: Tie): Promise<number> {
    const { tenantId, id, linkShards } = connection;
    const found = await transaction.get(db.doc(paths.connection(tenantId, id)));
    return z.number().int().min(1).catch(linkShards).parse(found.get('linkShards'));
  }

  /** Sets (or deletes) entries, each in the table that holds its key; other entries stay. */
  function put(connection: Tie, entries: readonly [string, Link | FieldValue][]): Promise<void> {
    return db.runTransaction(async (transaction) => {
      const shards = await shardsNow(transaction, connection);
      const parts = new Map<number, [string, Link | FieldValue][]>();
      for (const entry of entries) {
        const shard = shardOf(entry[0], shards);
        parts.set(shard, [...(parts.get(shard) ?? []), entry]);
      }
      for (const [shard, part] of parts) {
        const mergeFields = ['connectionId', 'shard', ...part.map(([key]) => new FieldPath('links', key))];
        const links = Object.fromEntries(part);
        transaction.set(
          row(connection, shard),
          { connectionId: connection.id, shard, links },
          { mergeFields },
        );
      }
    });
  }

  return {
    async read(connection: Connection, keys: readonly string[]): Promise<Links> {
      const shards = new Set(keys.map((key) => shardOf(key, connection.linkShards)));
      const parts = await Promise.all(
        [...shards].map(async (shard) =>
          linksAtHome((await row(connection, shard).get()).data(), shard, connection.linkShards),
        ),
      );
      return Object.fromEntries(parts.flat());
    },

    /**
     * Notes what the POS was told, in place of what it told us; an entry without `variationId` is no link, so a link
     * taken away meanwhile stays away.
     */
    async pushed(connection: Connection, prices: ReadonlyMap<string, number>): Promise<void> {
      const byShard = new Map<number, [FieldPath, unknown][]>();
      for (const [key, price] of prices) {
        const shard = shardOf(key, connection.linkShards);
        byShard.set(shard, [
          ...(byShard.get(shard) ?? []),
          [new FieldPath('links', key, 'pushedPrice'), price],
          [new FieldPath('links', key, 'pulledPrice'), FieldValue.delete()],
        ]);
      }
      for (const [shard, [first, ...rest]] of byShard)
        if (first) await row(connection, shard).update(first[0], first[1], ...rest.flat());
    },

    /** Adds or replaces links; others stay. */
    async save(connection: Tie, links: Links): Promise<void> {
      await put(connection, Object.entries(links));
    },

    /** Takes links away; a key without a link is no mistake. */
    async remove(connection: Tie, keys: readonly string[]): Promise<void> {
      if (keys.length === 0) return;
      await put(
        connection,
        keys.map((key) => [key, FieldValue.delete()]),
      );
    },

    /**
     * Twice as many tables. Each keeps copies of the links that moved to its twin until the next division, so that a
     * worker who still counts in the old way finds them.
     */
    async divide<T extends Tie>(connection: T): Promise<T> {
      const linkShards = await db.runTransaction(async (transaction) => {
        const shards = await shardsNow(transaction, connection);
        // Somebody else has just done it.
        if (shards > connection.linkShards) return shards;
        const numbers = Array.from({ length: shards }, (_, shard) => shard);
        const rows = await transaction.getAll(...numbers.map((shard) => row(connection, shard)));
        for (const shard of numbers) {
          const home = linksAtHome(rows[shard]?.data(), shard, shards);
          const twin = shard + shards;
          const moved = home.filter(([key]) => shardOf(key, shards * 2) === twin);
          const { id: connectionId } = connection;
          transaction.set(row(connection, shard), { connectionId, shard, links: Object.fromEntries(home) });
          transaction.set(row(connection, twin), {
            connectionId,
            shard: twin,
            links: Object.fromEntries(moved),
          });
        }
        transaction.update(db.doc(paths.connection(connection.tenantId, connection.id)), {
          linkShards: shards * 2,
        });
        return shards * 2;
      });
      return { ...connection, linkShards };
    },
  };
}
