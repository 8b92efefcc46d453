import { FieldPath, type DocumentSnapshot, type Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import { personSchema, type KnownCustomer, type Person } from '../model/person';
import { recordId } from '../model/recordId';
import { isGone } from './codes';
import { paths } from './paths';

interface Tie {
  tenantId: string;
  id: string;
}

/** Values that one query may compare with. */
const MOST_VALUES = 30;

const rowSchema = z.looseObject({
  email: z.string().optional(),
  phone: z.string().optional(),
  person: personSchema.optional(),
});

function read(snapshot: DocumentSnapshot): KnownCustomer[] {
  const row = rowSchema.safeParse(snapshot.data());
  if (!row.success) return [];
  const { email, phone, person } = row.data;
  return [{ rowId: snapshot.id, email, phone, person }];
}

/** Who the customers of the tenant's POS systems are. */
export function posCustomersIn(db: Firestore) {
  const rows = (tenantId: string) => db.collection(paths.posCustomers(tenantId));

  async function by(tenantId: string, field: string, values: readonly string[]): Promise<KnownCustomer[]> {
    const found: KnownCustomer[] = [];
    for (let at = 0; at < values.length; at += MOST_VALUES) {
      const some = values.slice(at, at + MOST_VALUES);
      const matches = await rows(tenantId).where(field, 'in', some).get();
      found.push(...matches.docs.flatMap(read));
    }
    return found;
  }

  return {
    async read({ tenantId, id }: Tie, ids: readonly string[]): Promise<KnownCustomer[]> {
      if (ids.length === 0) return [];
      const found = await db.getAll(
        ...ids.map((one) => db.doc(paths.posCustomer(tenantId, recordId(id, one)))),
      );
      return found.filter(({ exists }) => exists).flatMap(read);
    },

    async page({ tenantId, id }: Tie, after: string | undefined, limit: number): Promise<KnownCustomer[]> {
      const ours = rows(tenantId).where('connectionId', '==', id).orderBy(FieldPath.documentId());
      const found = await (after === undefined ? ours : ours.startAfter(after)).limit(limit).get();
      return found.docs.flatMap(read);
    },

    async byKeys(
      tenantId: string,
      emailKeys: readonly string[],
      phoneKeys: readonly string[],
    ): Promise<KnownCustomer[]> {
      const emails = await by(tenantId, 'person.emailKey', [...new Set(emailKeys)]);
      return [...emails, ...(await by(tenantId, 'person.phoneKey', [...new Set(phoneKeys)]))];
    },

    /** By row id; one that is gone meanwhile stays gone. */
    async identify(tenantId: string, persons: ReadonlyMap<string, Person>): Promise<void> {
      const writes = [...persons].map(async ([rowId, person]) => {
        try {
          await db.doc(paths.posCustomer(tenantId, rowId)).update({ person });
        } catch (thrown) {
          if (!isGone(thrown)) throw thrown;
        }
      });
      await Promise.all(writes);
    },
  };
}
