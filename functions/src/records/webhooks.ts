import type { Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import type { Connection } from '../model/connection';
import { readConnection } from './connections';
import { documentOf, fromFirestore } from './instants';
import { groups, paths } from './paths';

const routeSchema = z.object({
  tenantId: z.string().min(1),
  connectionId: z.string().min(1),
  provider: z.string().min(1),
});
type Route = z.infer<typeof routeSchema>;
const eventSchema = z.object({ expireAt: z.number() });

/** Addresses of webhooks by the hash of their token, and the ledger of what came in; a TTL policy clears that away. */
export function webhooksIn(db: Firestore) {
  return {
    async route(hash: string): Promise<Route | undefined> {
      const row = await db.doc(paths.webhookRoute(hash)).get();
      return routeSchema.safeParse(row.data()).data;
    },

    async open(hash: string, { tenantId, connectionId, provider }: Route): Promise<void> {
      await db.doc(paths.webhookRoute(hash)).create({ tenantId, connectionId, provider });
    },

    async close(hash: string): Promise<void> {
      await db.doc(paths.webhookRoute(hash)).delete();
    },

    async ofAccount(provider: string, accountId: string): Promise<Connection[]> {
      const found = await db.collectionGroup(groups.connections).where('accountId', '==', accountId).get();
      const rows = found.docs.flatMap((snapshot) => readConnection(snapshot) ?? []);
      return rows.filter((connection) => connection.provider === provider);
    },

    async seen(event: string, now: number): Promise<boolean> {
      const row = await db.doc(paths.webhookEvent(event)).get();
      const known = eventSchema.safeParse(fromFirestore(row.data())).data;
      // The policy may take a day to clear a row away; its time is over all the same.
      return known !== undefined && known.expireAt > now;
    },

    async record(event: string, until: number): Promise<void> {
      const row = db.doc(paths.webhookEvent(event));
      await row.set(documentOf({ expireAt: until }));
    },
  };
}
