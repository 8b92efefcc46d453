import type { DocumentSnapshot, Firestore } from 'firebase-admin/firestore';
import { connectionSchema, type Connection } from '../model/connection';
import { isGone } from './codes';
import { documentOf, fromFirestore, toPatch } from './instants';
import { paths } from './paths';

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

    async setSettings(tenantId: string, connectionId: string, settings: object): Promise<boolean> {
      try {
        const row = db.doc(paths.connection(tenantId, connectionId));
        await row.update({ settings: documentOf({ ...settings }) });
        return true;
      } catch (thrown) {
        if (isGone(thrown)) return false;
        throw thrown;
      }
    },

    async setPrices(tenantId: string, connectionId: string, prices: object): Promise<boolean> {
      try {
        await db.doc(paths.connection(tenantId, connectionId)).update({ 'settings.prices': { ...prices } });
        return true;
      } catch (thrown) {
        if (isGone(thrown)) return false;
        throw thrown;
      }
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
