import type { Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import { roleSchema, type Member, type Role } from '../model/role';
import { paths } from './paths';

const rowSchema = z.looseObject({ role: roleSchema });

/** Who works for a tenant; the rules of the database read the same rows. */
export function membersIn(db: Firestore) {
  return {
    async roleOf(tenantId: string, uid: string): Promise<Role | undefined> {
      const snapshot = await db.doc(paths.member(tenantId, uid)).get();
      return rowSchema.safeParse(snapshot.data()).data?.role;
    },

    async list(tenantId: string): Promise<Member[]> {
      const found = await db.collection(paths.members(tenantId)).get();
      return found.docs.flatMap((snapshot) => {
        const role = rowSchema.safeParse(snapshot.data()).data?.role;
        return role ? [{ uid: snapshot.id, role }] : [];
      });
    },

    /** In a transaction: two owners who remove each other at once must not both succeed. */
    async set(
      tenantId: string,
      uid: string,
      role: Role | undefined,
    ): Promise<'done' | 'last_owner' | 'missing'> {
      const row = db.doc(paths.member(tenantId, uid));
      const owners = db.collection(paths.members(tenantId)).where('role', '==', 'owner');
      return db.runTransaction(async (transaction) => {
        const [snapshot, others] = [await transaction.get(row), await transaction.get(owners)];
        if (role === undefined && !snapshot.exists) return 'missing';
        const isOneLeft = role === 'owner' || others.docs.some(({ id }) => id !== uid);
        if (!isOneLeft) return 'last_owner';
        if (role === undefined) transaction.delete(row);
        else transaction.set(row, { role }, { merge: true });
        return 'done';
      });
    },
  };
}
