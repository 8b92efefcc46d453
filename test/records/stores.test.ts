import { randomBytes } from 'node:crypto';
import { productKey } from '../../functions/src/model/link';
import { acceptOrder } from '../../functions/src/plan/orderEvent';
import { connectionsIn } from '../../functions/src/records/connections';
import { linkTablesIn } from '../../functions/src/records/linkTables';
import { noticesIn } from '../../functions/src/records/notices';
import { ordersIn } from '../../functions/src/records/orders';
import { masterKeyWrapper } from '../../functions/src/records/seal';
import { vaultIn } from '../../functions/src/records/vault';
import { firestoreFor } from '../support/firestore';
import { NOW } from '../support/jobs';
import { aConnection, anOrder, PLACED_AT } from '../support/orders';

const { db } = firestoreFor('stores');
const connection = aConnection();

describe('connections', () => {
  const connections = connectionsIn(db);

  it('come back as they were saved, for their tenant only', async () => {
    await connections.save(connection);
    await connections.save(aConnection({ id: 'c9', tenantId: 'other' }));
    expect(await connections.read('demo', 'c1')).toEqual(connection);
    expect((await connections.ofTenant('demo')).map(({ id }) => id)).toEqual(['c1']);
  });

  it('that are broken are not used, and keep nobody from the others', async () => {
    await connections.save(connection);
    await db.doc('tenants/demo/connections/broken').set({ provider: 7 });
    expect(await connections.read('demo', 'broken')).toBeUndefined();
    expect(await connections.ofTenant('demo')).toHaveLength(1);
  });
});

it('a test order is kept apart from the storefront’s, once, and reads as one', async () => {
  const orders = ordersIn(db);
  const path = await orders.keepTest('demo', 'TEST-1', anOrder(), NOW);
  expect(path).toBe('tenants/demo/testOrders/TEST-1');
  const { order } = acceptOrder(await orders.read(path));
  expect(order).toMatchObject({ number: '1042', placedAt: Date.parse(PLACED_AT) });
  await expect(orders.keepTest('demo', 'TEST-1', anOrder(), NOW)).rejects.toMatchObject({ code: 6 });
});

describe('link tables', () => {
  const tables = linkTablesIn(db);
  const sharded = aConnection({ linkShards: 8 });
  const keys = Array.from({ length: 40 }, (_, i) =>
    productKey(`product/${i}.ü`, i % 2 ? 'größe' : undefined),
  );

  it('give back links from whatever shard they lie in, and only what was asked for', async () => {
    await tables.save(sharded, Object.fromEntries(keys.map((key, i) => [key, { variationId: `V${i}` }])));
    const links = await tables.read(sharded, keys);
    expect(keys.map((key) => links[key]?.variationId)).toEqual(keys.map((_, i) => `V${i}`));
  });

  it('keep the other links when one is added, and skip an entry that is broken', async () => {
    await tables.save(connection, { a: { variationId: 'A' } });
    await tables.save(connection, { b: { variationId: 'B' } });
    await db
      .doc('tenants/demo/linkTables/c1_0')
      .set({ links: { broken: { variationId: 7 } } }, { merge: true });
    expect(await tables.read(connection, ['a'])).toEqual({
      a: { variationId: 'A' },
      b: { variationId: 'B' },
    });
  });

  it('are empty for a connection that has none', async () =>
    expect(await tables.read(connection, ['a'])).toEqual({}));
});

describe('the vault', () => {
  const wrapper = masterKeyWrapper(randomBytes(32).toString('base64'));
  const vault = vaultIn(
    db,
    () => [wrapper],
    () => NOW,
  );
  const secret = { accessToken: 'canary-token' };

  it('stores ciphertext only, and opens it for its connection', async () => {
    await vault.save(connection, secret);
    const row = await db.doc('tenants/demo/connections/c1/vault/credentials').get();
    expect(JSON.stringify(row.data())).not.toContain('canary');
    expect((await vault.read(connection))?.credentials).toEqual(secret);
  });

  it('does not open a row that was copied to another connection', async () => {
    await vault.save(connection, secret);
    const row = await db.doc('tenants/demo/connections/c1/vault/credentials').get();
    await db.doc('tenants/demo/connections/c2/vault/credentials').set(row.data() ?? {});
    await expect(vault.read(aConnection({ id: 'c2' }))).rejects.toThrow();
  });

  it('lets one of two renewals through, and stores what it brought', async () => {
    await vault.save(connection, secret);
    const entry = await vault.read(connection);
    if (!entry) throw new Error('empty');
    const leases = await Promise.all([
      vault.lease(connection, entry, NOW),
      vault.lease(connection, entry, NOW),
    ]);
    const [leased, ...others] = leases.filter((lease) => lease !== undefined);
    expect(others).toEqual([]);
    expect((await vault.read(connection, true))?.renewingUntil).toBe(NOW);
    expect(leased && (await vault.renewed(connection, leased, { accessToken: 'new' }))).toBe(true);
    expect(await vault.read(connection, true)).toMatchObject({
      credentials: { accessToken: 'new' },
      renewingUntil: 0,
    });
    expect(leased && (await vault.renewed(connection, leased, secret))).toBe(false);
  });

  it('is read once for many orders, and afresh by whoever was refused', async () => {
    await vault.save(connection, secret);
    await vault.read(connection);
    await vaultIn(
      db,
      () => [wrapper],
      () => NOW,
    ).save(connection, { accessToken: 'elsewhere' });
    expect((await vault.read(connection))?.credentials).toEqual(secret);
    expect((await vault.read(connection, true))?.credentials).toEqual({ accessToken: 'elsewhere' });
  });

  it('is empty after it was destroyed', async () => {
    await vault.save(connection, secret);
    await vault.destroy(connection);
    expect(await vault.read(connection)).toBeUndefined();
  });
});

describe('notices', () => {
  const notices = noticesIn(db);
  const notice = {
    cause: 'unavailable:c1',
    severity: 'error',
    title: 't',
    message: 'm',
    action: 'retry',
  } as const;

  it('are one row per cause, counted, and open again when the cause comes back', async () => {
    await notices.tell('demo', notice, NOW);
    await notices.settle('demo', notice.cause, NOW + 1);
    await notices.tell('demo', { ...notice, message: 'again' }, NOW + 2);
    await notices.settle('demo', 'never told', NOW);
    const rows = (await db.collection('tenants/demo/notifications').get()).docs.map((row) => row.data());
    expect(rows).toMatchObject([{ count: 2, status: 'open', message: 'again' }]);
  });
});

describe('orders', () => {
  const orders = ordersIn(db);
  const path = 'tenants/demo/orders/o1';

  it('are read as plain data, with timestamps as dates', async () => {
    await db.doc(path).set({ placedAt: new Date(NOW), link: db.doc('a/b'), list: [new Date(NOW)] });
    expect(await orders.read(path)).toEqual({ placedAt: new Date(NOW), link: 'a/b', list: [new Date(NOW)] });
  });

  it('that are gone take no badge and do not come back', async () => {
    const badge = { status: 'failed', updatedAt: NOW } as const;
    expect(await orders.badge(path, { c1: badge })).toBe(false);
    expect(await orders.flag(path, { c1: { fields: [], message: '' } })).toBe(false);
    expect(await orders.read(path)).toBeUndefined();
  });

  it('carry a flag, and lose it', async () => {
    await db.doc(path).set({ ...anOrder(), pos: { c1: { status: 'synced' } } });
    await orders.flag(path, { c1: { fields: ['note'], message: 'm' } });
    expect((await db.doc(path).get()).get('pos.c1')).toEqual({
      status: 'synced',
      changedAfterExport: { fields: ['note'], message: 'm' },
    });
    await orders.flag(path, { c1: undefined });
    expect((await db.doc(path).get()).get('pos.c1')).toEqual({ status: 'synced' });
  });
});
