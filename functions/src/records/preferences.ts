import type { DocumentSnapshot, Firestore } from 'firebase-admin/firestore';
import { preferencesSchema, wishesSchema, type Preferences, type Wishes } from '../model/preferences';
import { documentOf } from './instants';
import { paths } from './paths';

// Read loosely: a field that a later version has put there must not take a person's address away.
const own = preferencesSchema.strip();
const ofTenant = wishesSchema.strip();

const readOwn = (snapshot: DocumentSnapshot): Preferences | undefined => own.safeParse(snapshot.data()).data;

/** How people want to be told. Addresses and numbers are personal data: no client reads these rows. */
export function preferencesIn(db: Firestore) {
  return {
    async read(tenantId: string, uid: string): Promise<Preferences | undefined> {
      return readOwn(await db.doc(paths.preference(tenantId, uid)).get());
    },

    async people(tenantId: string): Promise<{ uid: string; own: Preferences }[]> {
      const found = await db.collection(paths.preferences(tenantId)).get();
      return found.docs.flatMap((snapshot) => {
        const preferences = readOwn(snapshot);
        return preferences ? [{ uid: snapshot.id, own: preferences }] : [];
      });
    },

    async save(tenantId: string, uid: string, preferences: Preferences): Promise<void> {
      await db.doc(paths.preference(tenantId, uid)).set(documentOf(preferences));
    },

    async remove(tenantId: string, uid: string): Promise<void> {
      await db.doc(paths.preference(tenantId, uid)).delete();
    },

    async defaults(tenantId: string): Promise<Wishes> {
      const snapshot = await db.doc(paths.messaging(tenantId)).get();
      return ofTenant.safeParse(snapshot.data() ?? {}).data ?? {};
    },

    async saveDefaults(tenantId: string, wishes: Wishes): Promise<void> {
      await db.doc(paths.messaging(tenantId)).set(documentOf(wishes));
    },
  };
}
