import { FieldPath, FieldValue, type Firestore } from 'firebase-admin/firestore';
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

/** Packed link tables: an order of any length reads one row in a shop of normal size. */
export function linkTablesIn(db: Firestore) {
  const row = ({ tenantId, id }: Connection, shard: number) => db.doc(paths.linkTable(tenantId, id, shard));

  return {
    async read(connection: Connection, keys: readonly string[]): Promise<Links> {
      const shards = new Set(keys.map((key) => shardOf(key, connection.linkShards)));
      const rows = await Promise.all([...shards].map((shard) => row(connection, shard).get()));
      return Object.fromEntries(rows.flatMap((snapshot) => Object.entries(linksIn(snapshot.data()))));
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
    async save(connection: Connection, links: Links): Promise<void> {
      const byShard = new Map<number, Record<string, Link>>();
      for (const [key, link] of Object.entries(links)) {
        const shard = shardOf(key, connection.linkShards);
        byShard.set(shard, { ...byShard.get(shard), [key]: link });
      }
      const batch = db.batch();
      for (const [shard, part] of byShard) {
        const mergeFields = [
          'connectionId',
          'shard',
          ...Object.keys(part).map((key) => new FieldPath('links', key)),
        ];
        batch.set(
          row(connection, shard),
          { connectionId: connection.id, shard, links: part },
          { mergeFields },
        );
      }
      await batch.commit();
    },
  };
}
