import { readdirSync, readFileSync } from 'node:fs';
import type { Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import { connectionsIn } from '../../functions/src/records/connections';
import { jobsIn } from '../../functions/src/records/jobs';
import { priceEditsIn } from '../../functions/src/records/priceEdits';
import { aConnection } from '../support/orders';

// The emulator runs every query, with or without an index; production refuses. So the queries are compared here.
// The file: https://firebase.google.com/docs/reference/firestore/indexes
const order = z.enum(['ASCENDING', 'DESCENDING']);
const queryScope = z.enum(['COLLECTION', 'COLLECTION_GROUP']);
const composite = z.strictObject({
  collectionGroup: z.string().min(1),
  queryScope,
  fields: z.array(z.strictObject({ fieldPath: z.string().min(1), order })).min(2),
});
const override = z.strictObject({
  collectionGroup: z.string().min(1),
  fieldPath: z.string().min(1),
  ttl: z.literal(true).optional(),
  indexes: z.array(z.strictObject({ order, queryScope })),
});
const file = z
  .strictObject({ indexes: z.array(composite), fieldOverrides: z.array(override) })
  .parse(JSON.parse(readFileSync('firestore.indexes.json', 'utf8')));

interface Query {
  scope: z.infer<typeof queryScope>;
  collection: string;
  fields: Set<string>;
  /** Equalities alone are served by joining the indexes of single fields. */
  equalities: boolean;
}

/** A database that only writes down what it is asked. */
function listener(): { db: Firestore; queries: Query[] } {
  const queries: Query[] = [];
  const begin = (scope: Query['scope']) => (path: string) => {
    const query: Query = {
      scope,
      collection: path.split('/').at(-1) ?? '',
      fields: new Set(),
      equalities: true,
    };
    queries.push(query);
    const note = (field: string, operator?: string) => {
      query.fields.add(field);
      if (operator !== '==' && operator !== 'in') query.equalities = false;
      return chain;
    };
    const chain = {
      where: note,
      orderBy: note,
      limit: () => chain,
      get: () => Promise.resolve({ docs: [], empty: true }),
    };
    return chain;
  };
  const batch = () => ({ update: () => {}, commit: () => Promise.resolve() });
  const db = { batch, collection: begin('COLLECTION'), collectionGroup: begin('COLLECTION_GROUP') };
  return { db: db as unknown as Firestore, queries };
}

async function everyQuery(): Promise<Query[]> {
  const { db, queries } = listener();
  const jobs = jobsIn(db);
  await jobs.overdue(0, 10);
  await jobs.stuck('tenant', 'connection', ['paused']);
  const edits = priceEditsIn(db);
  await edits.due('tenant', 'connection', 0, 10);
  await edits.release('tenant', 'connection', ['manual'], 0);
  await edits.release('tenant', 'connection', ['manual'], 0, ['product']);
  await edits.list({ tenantId: 'tenant', id: 'connection' });
  await edits.rests('tenant', 'connection', 'refused');
  await edits.overdue(0, 10);
  await connectionsIn(db).noteAccount(aConnection(), {});
  return queries;
}

const overrideOf = (collection: string, field: string) =>
  file.fieldOverrides.find((entry) => entry.collectionGroup === collection && entry.fieldPath === field);

/** One field has an index by itself, within its collection; several, and groups, only when the file says so. */
function isServed({ scope, collection, fields, equalities }: Query): boolean {
  const [only = ''] = fields;
  if (equalities && scope === 'COLLECTION') return true;
  if (fields.size > 1)
    return file.indexes.some(
      (index) =>
        index.collectionGroup === collection &&
        index.queryScope === scope &&
        index.fields.length === fields.size &&
        index.fields.every((field) => fields.has(field.fieldPath)),
    );
  const explicit = overrideOf(collection, only);
  return explicit ? explicit.indexes.some((index) => index.queryScope === scope) : scope === 'COLLECTION';
}

describe('firestore.indexes.json', () => {
  it('serves every query', async () => {
    const queries = await everyQuery();
    expect(queries).toHaveLength(9);
    expect(queries.filter((query) => !isServed(query))).toEqual([]);
  });

  it('is compared with every file of records that queries', () => {
    const folder = 'functions/src/records';
    const querying = readdirSync(folder).filter((name) =>
      /\.(where|orderBy|collectionGroup)\(/.test(readFileSync(`${folder}/${name}`, 'utf8')),
    );
    expect(querying).toEqual(['connections.ts', 'jobs.ts', 'priceEdits.ts']);
  });

  it.each(['jobs', 'attempts', 'runs', 'notifications'])(
    'lets %s expire, without an index on the time of it',
    (collection) => expect(overrideOf(collection, 'expireAt')).toMatchObject({ ttl: true, indexes: [] }),
  );

  it.each([
    ['linkTables', 'links'],
    ['manifests', 'hashes'],
    ['attempts', 'calls'],
    ['jobs', 'lastError'],
    ['jobs', 'missing'],
    ['jobs', 'receipt'],
    ['priceEdits', 'refusals'],
  ])('spends nothing on indexing %s.%s', (collection, field) =>
    expect(overrideOf(collection, field)?.indexes).toEqual([]),
  );

  it('says everything once', () => {
    const names = file.fieldOverrides.map((entry) => `${entry.collectionGroup}.${entry.fieldPath}`);
    expect(new Set(names).size).toBe(names.length);
  });
});
