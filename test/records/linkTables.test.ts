import { Timestamp } from 'firebase-admin/firestore';
import { shardOf } from '../../functions/src/model/link';
import { connectionsIn } from '../../functions/src/records/connections';
import { linkTablesIn } from '../../functions/src/records/linkTables';
import { menusIn } from '../../functions/src/records/menus';
import { storefrontMenuIn } from '../../functions/src/records/storefrontMenu';
import { firestoreFor } from '../support/firestore';
import { aConnection } from '../support/orders';

const { db } = firestoreFor('mapping');
const connections = connectionsIn(db);
const tables = linkTablesIn(db);
const path = () => 'tenants/{tenantId}/products/{productId}';
const storefront = storefrontMenuIn(db, path);
const menus = menusIn(db, path);
const connection = aConnection();
const links = Object.fromEntries(
  Array.from({ length: 40 }, (_, n) => [`p:dish${n}`, { variationId: `v${n}` }]),
);

beforeEach(() => connections.save(connection));

describe('links', () => {
  it('are taken away, the others stay, and one that is not there is no mistake', async () => {
    await tables.save(connection, links);
    await tables.remove(connection, ['p:dish0', 'p:dish1', 'p:none']);
    await tables.remove(aConnection({ id: 'empty' }), ['p:none']);
    const left = Object.keys(await storefront.links(connection));
    expect([left.length, left.includes('p:dish0')]).toEqual([38, false]);
  });

  it('are all there after their tables are divided, twice, each where it belongs', async () => {
    await tables.save(connection, links);
    const divided = await tables.divide(await tables.divide(connection));
    expect(divided.linkShards).toBe(4);
    expect((await connections.read('demo', 'c1'))?.linkShards).toBe(4);
    expect(await storefront.links(divided)).toEqual(links);
    for (const [key, link] of Object.entries(links)) {
      expect(await tables.read(divided, [key])).toMatchObject({ [key]: link });
    }
    const key = Object.keys(links).find((one) => shardOf(one, 4) === 3) ?? '';
    expect((await db.doc('tenants/demo/linkTables/c1_3').get()).get('links')).toHaveProperty([key]);
  });

  it('are found meanwhile by a worker that still counts in the old way', async () => {
    await tables.save(connection, links);
    await tables.divide(connection);
    expect(await tables.read(connection, Object.keys(links))).toEqual(links);
  });

  it('that such a one writes or takes away land where they belong', async () => {
    await tables.save(connection, links);
    const divided = await tables.divide(connection);
    await tables.save(connection, { 'p:late': { variationId: 'late' } });
    await tables.remove(connection, ['p:dish3']);
    const now = await storefront.links(divided);
    expect(now['p:late']).toEqual({ variationId: 'late' });
    expect(now['p:dish3']).toBeUndefined();
  });

  it('do not come back from the copies that a division leaves', async () => {
    await tables.save(connection, links);
    const divided = await tables.divide(connection);
    await tables.remove(divided, Object.keys(links));
    expect(await storefront.links(divided)).toEqual({});
    expect(await storefront.links(await tables.divide(divided))).toEqual({});
  });

  it('are divided once by two who find them too many at the same time', async () => {
    await tables.save(connection, links);
    const both = await Promise.all([tables.divide(connection), tables.divide(connection)]);
    expect(both.map(({ linkShards }) => linkShards)).toEqual([2, 2]);
    expect(await storefront.links({ ...connection, linkShards: 2 })).toEqual(links);
  });
});

it('settings are changed, and nothing else of the connection', async () => {
  const prices = { ...connection.settings.prices, enabled: true };
  await db
    .doc('tenants/demo/connections/c1')
    .update({ throttledUntilAt: Timestamp.fromMillis(1_800_000_000_000) });
  const enable = (before: (typeof connection)['settings']) => ({ ...before, prices });
  expect(await connections.changeSettings('demo', 'c1', enable)).toMatchObject({ settings: { prices } });
  expect(await connections.read('demo', 'c1')).toEqual({
    ...connection,
    throttledUntilAt: 1_800_000_000_000,
    settings: { ...connection.settings, prices },
  });
  expect(await connections.changeSettings('demo', 'none', enable)).toBeUndefined();
});

it('of changes to settings that come at once, none is lost', async () => {
  const change = (own: object) =>
    connections.changeSettings('demo', 'c1', (before) => ({ ...before, ...own }));
  await Promise.all([
    change({ autoSync: false }),
    change({ holdAfterMinutes: 7 }),
    change({ enabled: false }),
  ]);
  const { settings } = (await connections.read('demo', 'c1')) ?? {};
  expect(settings).toMatchObject({ autoSync: false, holdAfterMinutes: 7, enabled: false });
});

describe('a menu', () => {
  it('comes in pages, with the fields that mapping reads and no others', async () => {
    for (const id of ['a', 'b', 'c'])
      await db.doc(`tenants/demo/products/${id}`).set({ name: id, sku: id, secretRecipe: 'x' });
    const first = await menus.page('demo', undefined, 2);
    expect(first).toEqual([
      { id: 'a', data: { name: 'a', sku: 'a' } },
      { id: 'b', data: { name: 'b', sku: 'b' } },
    ]);
    expect((await menus.page('demo', 'b', 2)).map(({ id }) => id)).toEqual(['c']);
    expect(await menus.page('other', undefined, 2)).toEqual([]);
  });

  it('of the POS has its modifier options, of this connection only and of lists that are still there', async () => {
    const list = (options: object[], deleted = false) => ({
      kind: 'modifier_list',
      id: 'm',
      options,
      deleted,
    });
    await db.doc('tenants/demo/metadata/modifierLists').set({
      connections: {
        c1: {
          one: list([{ id: 'oat', name: 'Oat', price: 60 }]),
          gone: list([{ id: 'old', name: 'Old' }], true),
          broken: 'x',
        },
        c2: { two: list([{ id: 'soy', name: 'Soy' }]) },
      },
    });
    expect(await menus.options(connection)).toEqual([{ id: 'oat', name: 'Oat', price: 60 }]);
    expect(await menus.options(aConnection({ tenantId: 'other' }))).toEqual([]);
  });
});
