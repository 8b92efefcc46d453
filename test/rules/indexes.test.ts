import { readdirSync, readFileSync } from 'node:fs';
import type { Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import { connectionsIn } from '../../functions/src/records/connections';
import { historyIn } from '../../functions/src/records/history';
import { jobsIn } from '../../functions/src/records/jobs';
import { menusIn } from '../../functions/src/records/menus';
import { priceEditsIn } from '../../functions/src/records/priceEdits';
import { priceHistoryIn } from '../../functions/src/records/priceHistory';
import { posCatalogIn } from '../../functions/src/records/posCatalog';
import { posCustomersIn } from '../../functions/src/records/posCustomers';
import { posOrdersIn } from '../../functions/src/records/posOrders';
import { posStockIn } from '../../functions/src/records/posStock';
import { publicViewsIn } from '../../functions/src/records/publicViews';
import { pullsIn } from '../../functions/src/records/pulls';
import { eventsIn } from '../../functions/src/records/events';
import { rotationIn } from '../../functions/src/records/rotation';
import { runsIn } from '../../functions/src/records/runs';
import { noticesIn } from '../../functions/src/records/notices';
import { watchIn } from '../../functions/src/records/watch';
import { webhooksIn } from '../../functions/src/records/webhooks';
import { aConnection } from '../support/orders';

// The emulator runs every query, with or without an index; production refuses. So the queries are compared here.
// The file: https://firebase.google.com/docs/reference/firestore/indexes
const order = z.enum(['ASCENDING', 'DESCENDING']);
const queryScope = z.enum(['COLLECTION', 'COLLECTION_GROUP']);
const composite = z.strictObject({
  collectionGroup: z.string().min(1),
  queryScope,
  fields: z
    .array(
      z.union([
        z.strictObject({ fieldPath: z.string().min(1), order }),
        z.strictObject({ fieldPath: z.string().min(1), arrayConfig: z.literal('CONTAINS') }),
      ]),
    )
    .min(2),
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
  equal: Set<string>;
  /** `field direction`, as sorted by. */
  sorts: Set<string>;
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
      equal: new Set(),
      sorts: new Set(),
    };
    queries.push(query);
    const note = (field: unknown, operator?: string) => {
      // By id within an index: every index has it.
      if (typeof field !== 'string') return chain;
      query.fields.add(field);
      if (operator === '==' || operator === 'in') query.equal.add(field);
      if (operator !== '==' && operator !== 'in') query.equalities = false;
      return chain;
    };
    const sort = (field: unknown, direction = 'asc') => {
      if (typeof field === 'string')
        query.sorts.add(`${field} ${direction === 'desc' ? 'DESC' : 'ASC'}ENDING`);
      return note(field);
    };
    const chain = {
      where: note,
      orderBy: sort,
      count: () => ({ get: () => Promise.resolve({ data: () => ({ count: 0 }) }) }),
      limit: () => chain,
      select: () => chain,
      startAfter: () => chain,
      endAt: () => chain,
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
  await pullsIn(db, () => 0).active(undefined, 10);
  await priceHistoryIn(db).of('tenant', 'item', 0, 1);
  await runsIn(db).page('tenant', { from: 0 }, undefined, 10);
  await runsIn(db).page('tenant', { connectionId: 'c' }, { startedAt: 0, id: 'r' }, 10);
  await runsIn(db).page('tenant', { capability: 'catalog' }, undefined, 10);
  await runsIn(db).page('tenant', { connectionId: 'c', capability: 'catalog', from: 0 }, undefined, 1);
  await connectionsIn(db).noteAccount(aConnection(), {});
  const menu = posCatalogIn(db);
  await menu.page(aConnection(), undefined, 10);
  await menu.ofVariations(aConnection(), ['variation']);
  await menu.discounts(aConnection());
  await posCustomersIn(db).page(aConnection(), undefined, 10);
  await posCustomersIn(db).byKeys('tenant', ['mail'], ['phone']);
  await publicViewsIn(db).standing(aConnection(), { after: 'a', until: 'b' }, 10);
  await publicViewsIn(db).due(0, 10);
  await posStockIn(db).read(aConnection());
  await posOrdersIn(db).pushed(aConnection(), [{ id: 'order', reference: 'marker' }]);
  await edits.count({ tenantId: 'tenant', id: 'connection' }, 'refused');
  await edits.inState({ tenantId: 'tenant', id: 'connection' }, 'refused', 10);
  await menusIn(db, () => 'tenants/{tenantId}/products/{productId}').page('tenant', undefined, 10);
  const history = historyIn(db, () => 'tenants/{tenantId}/orders/{orderId}');
  const place = { createdAt: 0, id: 'job' };
  const states = ['parked', 'done'] as const;
  const every = { states, kind: 'pushOrder', connectionId: 'c', provider: 'p', from: 0, to: 1 };
  await history.jobs('tenant', {}, undefined, 10);
  await history.jobs('tenant', every, place, 10);
  await history.count('tenant', { ...every, states: ['parked'], reason: 'needs_mapping' });
  await history.ofSubject('tenant', 'order');
  await history.attempts({ tenantId: 'tenant', jobId: 'job' }, 3, 10);
  await history.notices('tenant', 'order');
  await eventsIn(db, () => 0).since('tenant', 0, 10);
  await eventsIn(db, () => 0).recent('tenant', { recordedAt: 0, id: 'event' }, 10);
  await pullsIn(db, () => 0).late(0, 10);
  await noticesIn(db).openWith('cause', 10);
  await noticesIn(db).list('tenant', 'open', { lastAt: 0, id: 'notice' }, 10);
  await watchIn(db).failures(0, 10);
  await watchIn(db).tries({ tenantId: 'tenant', connectionId: 'connection' }, 'failed', 0);
  await webhooksIn(db).ofAccount('square', 'account');
  await rotationIn(db, [], () => 0).page(undefined, 10, '', false);
  return queries;
}

const overrideOf = (collection: string, field: string) =>
  file.fieldOverrides.find((entry) => entry.collectionGroup === collection && entry.fieldPath === field);

/**
 * Equalities with one order are served by joining an index of each, sorted alike.
 * https://firebase.google.com/docs/firestore/query-data/index-overview#taking_advantage_of_index_merging
 */
function isJoined({ scope, collection, fields, equal, sorts }: Query): boolean {
  const [sort = ''] = sorts;
  const [by = '', direction] = sort.split(' ');
  const others = [...fields].filter((field) => field !== by);
  if (scope !== 'COLLECTION' || sorts.size !== 1 || others.some((field) => !equal.has(field))) return false;
  return others.every((field) =>
    file.indexes.some(({ collectionGroup, queryScope: held, fields: [first, second, ...more] }) => {
      const isSorted = second?.fieldPath === by && 'order' in second && second.order === direction;
      const isHere = collectionGroup === collection && held === scope && more.length === 0;
      return isHere && first?.fieldPath === field && isSorted;
    }),
  );
}

/** One field has an index by itself, within its collection; several, and groups, only when the file says so. */
function isServed(query: Query): boolean {
  const { scope, collection, fields, equalities } = query;
  const [only = ''] = fields;
  if (equalities && scope === 'COLLECTION') return true;
  // By id alone, as the database itself splits a group into parts.
  if (fields.size === 0) return true;
  if (isJoined(query)) return true;
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
    expect(queries).toHaveLength(44);
    expect(queries.filter((query) => !isServed(query))).toEqual([]);
  });

  it('is compared with every file of records that queries', () => {
    const folder = 'functions/src/records';
    const querying = readdirSync(folder).filter((name) =>
      /\.(where|orderBy|collectionGroup)\(/.test(readFileSync(`${folder}/${name}`, 'utf8')),
    );
    expect(querying).toEqual([
      'connections.ts',
      'events.ts',
      'history.ts',
      'jobs.ts',
      'members.ts',
      'menus.ts',
      'notices.ts',
      'posCatalog.ts',
      'posCustomers.ts',
      'posOrders.ts',
      'posStock.ts',
      'priceEdits.ts',
      'priceHistory.ts',
      'publicViews.ts',
      'pulls.ts',
      'rotation.ts',
      'runs.ts',
      'watch.ts',
      'webhooks.ts',
    ]);
  });

  it.each([
    'jobs',
    'attempts',
    'runs',
    'notifications',
    'webhookEvents',
    'events',
    'deliveries',
    'messageTurns',
  ])('lets %s expire, without an index on the time of it', (collection) =>
    expect(overrideOf(collection, 'expireAt')).toMatchObject({ ttl: true, indexes: [] }),
  );

  it.each([
    ['linkTables', 'links'],
    ['manifests', 'hashes'],
    ['attempts', 'calls'],
    ['jobs', 'errors'],
    ['jobs', 'failures'],
    ['jobs', 'lastError'],
    ['jobs', 'missing'],
    ['jobs', 'receipt'],
    ['priceEdits', 'refusals'],
    ['posStock', 'rows'],
    ['posOrders', 'lines'],
    ['posOrders', 'refunds'],
    ['drift', 'entries'],
    ['drift', 'counts'],
    ['events', 'deliveries'],
    ['deliveries', 'noticeIds'],
  ])('spends nothing on indexing %s.%s', (collection, field) =>
    expect(overrideOf(collection, field)?.indexes).toEqual([]),
  );

  it('says everything once', () => {
    const names = file.fieldOverrides.map((entry) => `${entry.collectionGroup}.${entry.fieldPath}`);
    expect(new Set(names).size).toBe(names.length);
  });
});
