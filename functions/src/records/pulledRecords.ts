import { FieldPath, FieldValue, type Firestore, type WriteBatch } from 'firebase-admin/firestore';
import { z } from 'zod';
import { escapedId, recordId } from '../model/recordId';
import { documentOf, fromFirestore, toFirestore } from './instants';
import { paths } from './paths';

type Kind = 'catalog' | 'discounts' | 'customers' | 'metadata';
type Row = Record<string, unknown>;

/** What the records of a connection say about it. */
export interface Origin {
  id: string;
  tenantId: string;
  provider: string;
  locationId: string;
  currency: string;
}

const DOCUMENTS = {
  catalog: paths.posItem,
  discounts: paths.posDiscount,
  customers: paths.posCustomer,
} as const;

/** Names of the small lists, by what they hold. */
const LISTS: Readonly<Record<string, string>> = {
  brand: 'brands',
  category: 'categories',
  vendor: 'vendors',
  location: 'location',
  tax: 'taxes',
  payment_type: 'paymentTypes',
  modifier_list: 'modifierLists',
};

const variationsSchema = z.array(z.object({ id: z.string() }));

function rowOf(
  kind: Kind,
  { id: connectionId, provider, locationId, currency }: Origin,
  record: object,
): Row {
  const fields: Row = { ...record };
  if (kind === 'customers') return { ...fields, connectionId, provider };
  if (kind === 'discounts') return { ...fields, connectionId, provider, locationId, currency };
  const variationIds = variationsSchema.parse(fields.variations).map(({ id }) => id);
  return { ...fields, connectionId, provider, locationId, currency, variationIds };
}

/** An entry's list and its place there; ids are `<kind>:<id>`. */
function placeOf({ id: connectionId }: Origin, id: string) {
  const [kind = ''] = id.split(':', 1);
  const field = new FieldPath('connections', connectionId, escapedId(id));
  return { list: LISTS[kind] ?? `${kind}s`, field };
}

function setLists(
  db: Firestore,
  batch: WriteBatch,
  origin: Origin,
  changes: ReadonlyMap<string, object | undefined>,
) {
  const lists = new Map<string, { entries: Row; fields: FieldPath[] }>();
  for (const [id, record] of changes) {
    const { list, field } = placeOf(origin, id);
    const { entries, fields } = lists.get(list) ?? { entries: {}, fields: [] };
    entries[escapedId(id)] = record ? toFirestore({ ...record }) : FieldValue.delete();
    lists.set(list, { entries, fields: [...fields, field] });
  }
  for (const [list, { entries, fields }] of lists)
    batch.set(
      db.doc(paths.metadata(origin.tenantId, list)),
      { connections: { [origin.id]: entries } },
      { mergeFields: fields },
    );
}

/** Puts changed records into a batch; undefined: the record is gone. A record replaces its document. */
export function setRecords(
  db: Firestore,
  batch: WriteBatch,
  origin: Origin,
  kind: Kind,
  changes: ReadonlyMap<string, object | undefined>,
): void {
  if (kind === 'metadata') return setLists(db, batch, origin, changes);
  for (const [id, record] of changes) {
    const row = db.doc(DOCUMENTS[kind](origin.tenantId, recordId(origin.id, id)));
    if (record) batch.set(row, documentOf(rowOf(kind, origin, record)));
    else batch.delete(row);
  }
}

const rowSchema = z.record(z.string(), z.unknown());
const plainRow = (data: unknown): Row | undefined => rowSchema.safeParse(fromFirestore(data)).data;

/** Records as they stand, in the order asked for. */
export async function readRecords(
  db: Firestore,
  origin: Origin,
  kind: Kind,
  ids: readonly string[],
): Promise<(Row | undefined)[]> {
  const { tenantId, id: connectionId } = origin;
  if (ids.length === 0) return [];
  if (kind !== 'metadata') {
    const found = await db.getAll(
      ...ids.map((id) => db.doc(DOCUMENTS[kind](tenantId, recordId(connectionId, id)))),
    );
    return found.map((snapshot) => plainRow(snapshot.data()));
  }
  const lists = [...new Set(ids.map((id) => placeOf(origin, id).list))];
  const found = await db.getAll(...lists.map((list) => db.doc(paths.metadata(tenantId, list))));
  return ids.map((id) => {
    const { list, field } = placeOf(origin, id);
    return plainRow(found[lists.indexOf(list)]?.get(field));
  });
}
