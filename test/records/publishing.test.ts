import { Timestamp } from 'firebase-admin/firestore';
import type { PosOrder } from '../../functions/src/model/posOrder';
import type { PublicView } from '../../functions/src/model/publicView';
import { jobsIn } from '../../functions/src/records/jobs';
import { linkTablesIn } from '../../functions/src/records/linkTables';
import { publishingIn } from '../../functions/src/records/publishing';
import { pullsIn } from '../../functions/src/records/pulls';
import { freshState } from '../../functions/src/model/pullState';
import { productKey } from '../../functions/src/model/link';
import { firestoreFor } from '../support/firestore';
import { aJob, NOW } from '../support/jobs';
import { aDiscount, anItem, aPosOrder } from '../support/menu';
import { aConnection, anOrder } from '../support/orders';

const { db } = firestoreFor('publishing');
const connection = aConnection();
const other = aConnection({ id: 'c2', accountId: 'M2' });
const { catalog, views, stock, posOrders, customers, drift, storefront } = publishingIn(
  db,
  () => 'tenants/{tenantId}/products/{productId}',
);

type Records = Parameters<ReturnType<typeof pullsIn>['commit']>[3]['records'];

/** As a pull records it. */
async function pulled(kind: NonNullable<Records>['kind'], rows: { id: string }[], of = connection) {
  const changes = new Map(rows.map((row) => [row.id, row]));
  await pullsIn(db, () => NOW).commit(of, undefined, freshState(), { records: { kind, changes } });
  await db.doc(`tenants/demo/pulls/${of.id}`).delete();
}

const view = (overrides: Partial<PublicView> = {}): PublicView => ({
  itemId: 'a/b',
  connectionId: 'c1',
  locationId: 'main',
  currency: 'USD',
  name: 'Latte',
  categoryIds: [],
  variations: [{ id: 'small', price: 400, isOnSale: false, available: true }],
  price: 400,
  isOnSale: false,
  available: true,
  ...overrides,
});
const version = async () =>
  (await db.doc('tenants/demo/integrations/pos').get()).get('catalogVersion') as unknown;

describe('the catalog as it was pulled', () => {
  it('gives items by id, page and variation, of their connection only', async () => {
    const [b, a] = [anItem({ id: 'b', variations: [] }), anItem({ id: 'a/1' })];
    await pulled('catalog', [b, a]);
    await pulled('catalog', [anItem({ id: 'theirs' })], other);
    const ids = (items: readonly ({ id: string } | undefined)[]) => items.map((item) => item?.id);
    expect(ids(await catalog.items(connection, ['b', 'nothing', 'a/1']))).toEqual(['b', undefined, 'a/1']);
    const first = await catalog.page(connection, undefined, 1);
    const second = await catalog.page(connection, first.next, 10);
    expect([ids(first.items), ids(second.items), second.next]).toEqual([['a/1'], ['b'], undefined]);
    expect(ids(await catalog.ofVariations(connection, ['large', 'small', 'none']))).toEqual(['a/1']);
  });

  it('goes on behind a row that cannot be read', async () => {
    await pulled('catalog', [anItem({ id: 'a' }), anItem({ id: 'b' }), anItem({ id: 'c' })]);
    await db.doc('tenants/demo/posItems/c1_b').update({ name: 5 });
    const page = await catalog.page(connection, undefined, 2);
    expect(page).toMatchObject({ items: [{ id: 'a' }], next: 'c1_b' });
    expect((await catalog.page(connection, page.next, 2)).items.map(({ id }) => id)).toEqual(['c']);
  });

  it('leaves out what the merchant pays', async () => {
    await pulled('catalog', [anItem()]);
    const [item] = await catalog.items(connection, ['latte']);
    expect(JSON.stringify(item)).not.toMatch(/cost|vendor/);
    expect(item?.variations).toHaveLength(2);
  });

  it('gives the active discounts, and the names of categories', async () => {
    await pulled('discounts', [aDiscount(), aDiscount({ id: 'd2', active: false })]);
    const row = { id: 'hot', kind: 'category', name: 'Hot', deleted: false };
    const changes = new Map([['category:hot', row]]);
    const work = { records: { kind: 'metadata' as const, changes } };
    await pullsIn(db, () => NOW).commit(connection, undefined, freshState(), work);
    expect(await catalog.discounts(connection)).toEqual([aDiscount()]);
    expect(await catalog.categoryNames(connection)).toEqual(new Map([['hot', 'Hot']]));
    expect(await catalog.categoryNames(other)).toEqual(new Map());
  });
});

describe('public views', () => {
  it('stand under their item, with times as timestamps, and move the catalog version', async () => {
    await views.write(
      connection,
      [{ view: view({ saleEndsAt: NOW, nextChangeAt: NOW }), hash: 'h1' }],
      [],
      NOW,
    );
    const [found] = (await db.collection('tenants/demo/publicViews/products/items').get()).docs;
    expect(found?.id).toBe('c1_a%2Fb');
    expect(found?.get('saleEndsAt')).toEqual(Timestamp.fromMillis(NOW));
    expect(await views.hashes(connection, ['a/b', 'none'])).toEqual(['h1', undefined]);
    expect(await version()).toBe(1);
  });

  it('lose what they no longer have', async () => {
    await views.write(
      connection,
      [{ view: view({ salePrice: 1, saleBadgeText: 'x' }), hash: 'h1' }],
      [],
      NOW,
    );
    await views.write(connection, [{ view: view(), hash: 'h2' }], [], NOW);
    const row = await db.doc('tenants/demo/publicViews/products/items/c1_a%2Fb').get();
    expect(row.data()).not.toHaveProperty('salePrice');
    await views.write(connection, [], ['a/b'], NOW);
    expect(await views.hashes(connection, ['a/b'])).toEqual([undefined]);
    expect(await version()).toBe(3);
  });

  it('are listed page by page, of their connection only', async () => {
    const all = ['a', 'b', 'c'].map((itemId) => ({ view: view({ itemId }), hash: itemId }));
    await views.write(connection, all, [], NOW);
    await views.write(other, [{ view: view({ itemId: 'd', connectionId: 'c2' }), hash: 'd' }], [], NOW);
    expect(await views.standing(connection, {}, 2)).toEqual({ ids: ['a', 'b'], next: 'c1_b' });
    expect(await views.standing(connection, { after: 'c1_b' }, 2)).toEqual({ ids: ['c'] });
    expect(await views.standing(connection, { until: 'c1_b' }, 5)).toEqual({ ids: ['a', 'b'] });
  });

  it('are found when their moment has passed, and nothing else that is called items', async () => {
    const due = [
      { view: view({ itemId: 'late', nextChangeAt: NOW }), hash: '1' },
      { view: view({ itemId: 'first', nextChangeAt: NOW - 5 }), hash: '2' },
      { view: view({ itemId: 'later', nextChangeAt: NOW + 1 }), hash: '3' },
      { view: view({ itemId: 'never' }), hash: '4' },
    ];
    await views.write(connection, due, [], NOW);
    const stray = { nextChangeAt: Timestamp.fromMillis(1), connectionId: 'c1', itemId: 'x' };
    await db.doc('tenants/demo/orders/o1/items/x').set(stray);
    const tie = { tenantId: 'demo', connectionId: 'c1' };
    expect(await views.due(NOW, 10)).toEqual([
      { ...tie, itemId: 'first' },
      { ...tie, itemId: 'late' },
    ]);
  });
});

describe('stock tables', () => {
  const table = (number: number, rows: Record<string, number>) => ({
    number,
    rows: new Map(Object.entries(rows).map(([id, a]) => [id, { a, z: NOW }])),
  });

  it('give back what was put in, ids of any kind', async () => {
    const saved = [table(0, { 'a.b/c': 1, __x__: 2 }), table(1, { d: 3 })];
    expect(await stock.save(connection, saved, NOW)).toBe(true);
    const found = await stock.read(connection);
    expect(found.map(({ number, rows }) => [number, Object.fromEntries(rows)])).toEqual(
      saved.map(({ number, rows }) => [number, Object.fromEntries(rows)]),
    );
    expect(await stock.read(other)).toEqual([]);
  });

  it('are written on by whoever read them last, again and again', async () => {
    await stock.save(connection, [table(0, { a: 1 })], NOW);
    const [mine] = await stock.read(connection);
    const [theirs] = await stock.read(connection);
    if (!mine || !theirs) throw new Error('not stored');
    mine.rows.set('a', { a: 5 });
    expect(await stock.save(connection, [mine], NOW)).toBe(true);
    expect(await stock.save(connection, [mine], NOW)).toBe(true);
    expect(await stock.save(connection, [theirs], NOW)).toBe(false);
    expect((await stock.read(connection))[0]?.rows.get('a')).toEqual({ a: 5 });
    expect(await stock.save(connection, [table(0, {})], NOW)).toBe(false);
  });
});

describe('orders of the POS', () => {
  const row = (overrides: Partial<PosOrder> = {}): PosOrder => ({
    rowId: 'square_R1',
    order: aPosOrder({
      tip: 5,
      lines: [{ id: 'l', name: 'Soup', quantity: 1, total: 3200, note: undefined }],
    }),
    hash: 'h1',
    ...overrides,
  });
  const stored = async (id = 'square_R1') => (await db.doc(`tenants/demo/posOrders/${id}`).get()).data();

  it('are written and known again', async () => {
    const pushed = { orderPath: 'tenants/demo/orders/o1', connectionId: 'c1' };
    await posOrders.write(connection, [row({ pushed })], NOW);
    const [known, none] = await posOrders.known('demo', ['square_R1', 'square_R2']);
    expect(known).toEqual({
      order: {
        accountId: 'M1',
        status: 'completed',
        updatedAt: aPosOrder().updatedAt,
        total: 3200,
        hash: 'h1',
        orderPath: pushed.orderPath,
        orderConnectionId: 'c1',
      },
      refunds: {},
    });
    expect(none).toEqual({ order: undefined, refunds: {} });
    expect(await stored()).toMatchObject({ connectionId: 'c1', provider: 'square', tip: 5 });
  });

  it('lose fields that the POS no longer has, and keep those of others', async () => {
    await db.doc('tenants/demo/posOrders/square_R1').set({ note: 'ours' });
    await posOrders.write(connection, [row()], NOW);
    await posOrders.write(connection, [row({ order: aPosOrder(), hash: 'h2' })], NOW);
    expect(await stored()).toMatchObject({ note: 'ours', hash: 'h2', lines: [] });
    expect(await stored()).not.toHaveProperty('tip');
  });

  it('hold their refunds, also when these come first', async () => {
    const refund = row({ rowId: 'square_F1', refund: { saleRowId: 'square_R1', amount: 1200 } });
    await posOrders.write(connection, [refund], NOW);
    await posOrders.write(connection, [row()], NOW);
    const [sale] = await posOrders.known('demo', ['square_R1']);
    expect(sale).toMatchObject({ order: { total: 3200 }, refunds: { square_F1: 1200 } });
    expect(await stored('square_F1')).toMatchObject({ saleRowId: 'square_R1' });
  });

  it('are tied to what we pushed: by marker, else by id within the connection', async () => {
    const receipt = { externalId: 'R9', posTotal: 1, paid: true, notes: [] };
    const [first, second] = [aJob(), aJob({ receipt }, 'o2')];
    await Promise.all([first, second].map((job) => jobsIn(db).create(job)));
    const asked = [
      { id: 'R1', reference: first.marker },
      { id: 'R9' },
      { id: 'R3', reference: 'of the till' },
    ];
    expect(await posOrders.pushed(connection, asked)).toEqual(
      new Map([
        ['R1', { orderPath: 'tenants/demo/orders/o1', connectionId: 'c1' }],
        ['R9', { orderPath: 'tenants/demo/orders/o2', connectionId: 'c1' }],
      ]),
    );
    expect(await posOrders.pushed(other, [{ id: 'R9' }])).toEqual(new Map());
  });

  it('mirror their status on the badge and nowhere else', async () => {
    const path = 'tenants/demo/orders/o1';
    const pushed = { orderPath: path, connectionId: 'c1' };
    expect(await posOrders.mirror(pushed, 'ready', NOW)).toBe(false);
    await db.doc(path).set({ ...anOrder(), pos: { c1: { status: 'synced' }, c2: { status: 'failed' } } });
    expect(await posOrders.mirror(pushed, 'ready', NOW)).toBe(true);
    expect((await db.doc(path).get()).data()).toEqual({
      ...anOrder(),
      pos: {
        c1: { status: 'synced', posStatus: 'ready', posStatusAt: Timestamp.fromMillis(NOW) },
        c2: { status: 'failed' },
      },
    });
  });
});

describe('customers of the POS', () => {
  it('are found by row, page and key, of all connections, and told who they are', async () => {
    const sam = { id: 's/1', email: 'Sam@example.test', deleted: false };
    await pulled('customers', [sam, { id: 't' }]);
    await pulled('customers', [{ ...sam, id: 'u' }], other);
    const known = { rowId: 'c1_s%2F1', email: 'Sam@example.test', phone: undefined, person: undefined };
    expect(await customers.read(connection, ['none', 's/1'])).toEqual([known]);
    expect((await customers.page(connection, known.rowId, 5)).map(({ rowId }) => rowId)).toEqual(['c1_t']);
    const person = { id: known.rowId, emailKey: 'sam@example.test' };
    await customers.identify(
      'demo',
      new Map([known.rowId, 'c2_u', 'c1_gone'].map((rowId) => [rowId, person])),
    );
    const found = await customers.byKeys('demo', ['sam@example.test'], ['+1']);
    expect(found.map((one) => [one.rowId, one.person])).toEqual([
      [known.rowId, person],
      ['c2_u', person],
    ]);
    expect((await db.doc('tenants/demo/posCustomers/c1_gone').get()).exists).toBe(false);
  });
});

describe('the storefront’s side', () => {
  it('gives links of all shards, products and a location’s currency', async () => {
    const sharded = aConnection({ linkShards: 4 });
    const links = Object.fromEntries(
      ['a', 'b', 'c', 'd'].map((id) => [productKey(id), { variationId: `v-${id}` }]),
    );
    await linkTablesIn(db).save(sharded, links);
    await db.doc('tenants/demo/products/a').set({ name: 'A' });
    await db.doc('tenants/demo/locations/main').set({ currency: 'EUR' });
    expect(await storefront.links(sharded)).toEqual(links);
    expect(await storefront.products('demo', ['b', 'a'])).toEqual([undefined, { name: 'A' }]);
    expect(await storefront.currencyOf('demo', 'main')).toBe('EUR');
    expect(await storefront.currencyOf('demo', 'elsewhere')).toBeUndefined();
  });

  it('is told of availability, field by field; a product that is gone stays gone', async () => {
    await db.doc('tenants/demo/products/a').set({ name: 'A' });
    await storefront.setAvailable(
      'demo',
      new Map([
        ['gone', false],
        ['a', false],
      ]),
    );
    const found = await db.collection('tenants/demo/products').get();
    expect(found.docs.map((snapshot) => snapshot.data())).toEqual([{ name: 'A', available: false }]);
  });

  it('has a drift report per connection', async () => {
    const report = {
      counts: { sold_out: 1 },
      total: 1,
      entries: [{ key: 'p:a', drift: 'sold_out' as const, message: 'None.' }],
    };
    expect(await drift.read(connection)).toBeUndefined();
    await drift.write(connection, report, NOW);
    expect(await drift.read(connection)).toEqual(report);
  });
});
