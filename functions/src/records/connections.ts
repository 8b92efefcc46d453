import type { DocumentSnapshot, Firestore } from 'firebase-admin/firestore';
import { connectionSchema, type Connection } from '../model/connection';
import { documentOf, fromFirestore } from './instants';
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
