import type { DocumentSnapshot, Firestore } from 'firebase-admin/firestore';
import { connectionSchema, type Connection, type ConnectionSettings } from '../model/connection';
import { documentOf, fromFirestore, toPatch } from './instants';
import { paths } from './paths';

type Tie = { tenantId: string; connectionId: string; accountId: string };
type Confirmed = { at: number; isNew: boolean };

/** Undefined for a row that is missing or that we cannot read: a broken row never reaches a POS. */
export function readConnection(snapshot: DocumentSnapshot): Connection | undefined {
  const result = connectionSchema.safeParse(fromFirestore(snapshot.data()));
  const tenantId = snapshot.ref.parent.parent?.id ?? '';
  return result.success ? { ...result.data, id: snapshot.id, tenantId } : undefined;
}

export function connectionsIn(db: Firestore) {
  return {
    async read(tenantId: string, connectionId: string): Promise<Connection | undefined> {
      return readConnection(await db.doc(paths.connection(tenantId, connectionId)).get());
    },

    async ofTenant(tenantId: string): Promise<Connection[]> {
      const found = await db.collection(paths.connections(tenantId)).get();
      return found.docs.flatMap((snapshot) => readConnection(snapshot) ?? []);
    },

    async save({ id, tenantId, ...fields }: Connection): Promise<void> {
      await db.doc(paths.connection(tenantId, id)).set(documentOf(fields));
    },

    changeSettings(
      tenantId: string,
      connectionId: string,
      change: (before: ConnectionSettings) => ConnectionSettings,
    ): Promise<Connection | undefined> {
      const row = db.doc(paths.connection(tenantId, connectionId));
      return db.runTransaction(async (transaction) => {
        const before = readConnection(await transaction.get(row));
        if (!before) return undefined;
        const settings = change(before.settings);
        transaction.update(row, { settings: documentOf({ ...settings }) });
        return { ...before, settings };
      });
    },

    async confirm({ tenantId, connectionId, accountId }: Tie, at: number): Promise<Confirmed | undefined> {
      const row = db.doc(paths.connection(tenantId, connectionId));
      return db.runTransaction(async (transaction) => {
        const connection = readConnection(await transaction.get(row));
        if (connection?.accountId !== accountId || connection.status === 'disconnected') return undefined;
        if (connection.confirmedAt !== undefined) return { at: connection.confirmedAt, isNew: false };
        transaction.update(row, toPatch({ confirmedAt: at }));
        return { at, isNew: true };
      });
    },

    /** One account, one state: every connection of the tenant that uses it learns of it, in one commit. */
    async noteAccount({ tenantId, provider, accountId }: Connection, state: object): Promise<void> {
      const found = await db
        .collection(paths.connections(tenantId))
        .where('accountId', '==', accountId)
        .get();
      const batch = db.batch();
      for (const { ref } of found.docs.filter((snapshot) => snapshot.get('provider') === provider))
        batch.update(ref, toPatch({ ...state }));
      await batch.commit();
    },

    async setStatus(
      tenantId: string,
      connectionId: string,
      status: Connection['status'],
      why: string,
    ): Promise<void> {
      await db.doc(paths.connection(tenantId, connectionId)).update({ status, statusReason: why });
    },
  };
}
