import type { Firestore } from 'firebase-admin/firestore';
import type { Connection } from '../../functions/src/model/connection';
import { shelfOf as loyverseShelf } from '../conformance/shelves/loyverse';
import { shelfOf as squareShelf } from '../conformance/shelves/square';
import { until } from '../local/until';
import { openBridge, PROVIDERS, type Bridge, type Provider } from './bridge';
import { Tenant } from './tenant';

jest.setTimeout(60_000);
const PATIENCE_MS = 30_000;
/** So long that everything is read again, lists of choices too. */
const DAY_MS = 25 * 3_600_000;
/** Where the clock begins: what a tick plans for the next half hour is due at once as long as that is past. */
const DAYS = 20;

let bridge: Bridge;
let tenant: Tenant;
let lagMs = DAYS * DAY_MS;
const connections = new Map<Provider, Connection>();

beforeAll(async () => {
  bridge = await openBridge('pull', { now: () => Date.now() - lagMs });
  tenant = new Tenant(bridge, 'kitchen', PROVIDERS);
  for (const provider of PROVIDERS) connections.set(provider, await tenant.connect(provider));
}, 60_000);
afterAll(() => bridge.close());
afterEach(() => expect(bridge.complaints).toEqual([]));

const shelves = () => ({
  loyverse: loyverseShelf(bridge.simulators.loyverse.model),
  square: squareShelf(bridge.simulators.square.model),
});

/** The POS deletes an item and says nothing of it. */
const forget: Readonly<Record<Provider, (itemId: string) => void>> = {
  loyverse(itemId) {
    const account = bridge.simulators.loyverse.model.account();
    account.items = account.items.filter(({ id }) => id !== itemId);
  },
  square(itemId) {
    const { catalog } = bridge.simulators.square.model.account();
    catalog.commit(new Map([...catalog.objects].filter(([id]) => id !== itemId)), []);
  },
};

/** A day later the clock ticks, and every connection is pulled. */
async function day(): Promise<void> {
  lagMs -= DAY_MS;
  const begunAt = bridge.world.now();
  await bridge.host.runSchedule('tick');
  const isThrough = async (connectionId: string) => {
    const { leaseUntilAt = 1, capabilities = {} } =
      (await bridge.world.pulls.read({ tenantId: tenant.id, connectionId }))?.value ?? {};
    const pulled = Object.values(capabilities);
    const complete = pulled.every(({ lastCompleteAt = 0, failures }) => {
      if (failures > 0) throw new Error(`A pull has failed: ${JSON.stringify(capabilities)}`);
      return lastCompleteAt >= begunAt;
    });
    return leaseUntilAt === 0 && pulled.length > 0 && complete;
  };
  for (const provider of PROVIDERS)
    await until(`the pull of ${provider}`, () => isThrough(provider), PATIENCE_MS);
}

type Rows = ReturnType<Firestore['collection']>;
const rowsOf = (name: string): Rows => bridge.db.collection(`tenants/${tenant.id}/${name}`);

/** When each record of the tenant was written, by path. */
async function written(): Promise<Map<string, string>> {
  const names = ['posItems', 'posStock', 'posDiscounts', 'posCustomers', 'posOrders', 'metadata'];
  const found = await Promise.all(names.map((name) => rowsOf(name).get()));
  const all = found.flatMap(({ docs }) => docs);
  return new Map(all.map(({ ref, updateTime }) => [ref.path, JSON.stringify(updateTime)]));
}

/** Paths of what was written or deleted since. */
async function changedSince(before: ReadonlyMap<string, string>): Promise<string[]> {
  const now = await written();
  return [...new Set([...before.keys(), ...now.keys()])].filter((path) => before.get(path) !== now.get(path));
}

const itemPath = (provider: Provider, itemId: string) => rowsOf('posItems').doc(`${provider}_${itemId}`).path;
const anItem = (provider: Provider) => shelves()[provider].held.pullCatalog?.().at(-1) ?? '';

describe('a tick of the clock', () => {
  it('brings both POS systems’ items into the tenant', async () => {
    await day();
    const ids = (await rowsOf('posItems').get()).docs.map(({ id }) => id).sort();
    const held = PROVIDERS.flatMap((provider) =>
      (shelves()[provider].held.pullCatalog?.() ?? []).map((id) => `${provider}_${id}`),
    );
    expect(ids).toEqual(held.sort());
    expect(ids.length).toBeGreaterThan(PROVIDERS.length);
  });

  it('says so where a person looks first', async () => {
    const pos = await rowsOf('integrations').doc('pos').get();
    const counts = (provider: Provider) => shelves()[provider].held.pullCatalog?.().length;
    expect(pos.data()).toMatchObject({
      status: 'ok',
      connections: {
        loyverse: { provider: 'loyverse', status: 'ok', counts: { catalog: counts('loyverse') } },
        square: { provider: 'square', status: 'ok', counts: { catalog: counts('square') } },
      },
    });
    const runs = (await rowsOf('runs').get()).docs.map((snapshot) => snapshot.data());
    for (const provider of PROVIDERS)
      expect(runs).toContainEqual(
        expect.objectContaining({
          connectionId: provider,
          capability: 'catalog',
          state: 'complete',
          created: counts(provider),
        }),
      );
  });

  it('that finds nothing new writes no record', async () => {
    const before = await written();
    await day();
    expect(await changedSince(before)).toEqual([]);
  });

  it.each(PROVIDERS)('writes the one item that %s has renamed', async (provider) => {
    const itemId = anItem(provider);
    const before = await written();
    shelves()[provider].rename(itemId, 'Soup of the day');
    await day();
    expect(await changedSince(before)).toEqual([itemPath(provider, itemId)]);
    const row = await bridge.db.doc(itemPath(provider, itemId)).get();
    expect(row.get('name')).toBe('Soup of the day');
  });

  it.each(PROVIDERS)('removes what %s no longer shows, the second time', async (provider) => {
    const itemId = anItem(provider);
    const row = bridge.db.doc(itemPath(provider, itemId));
    forget[provider](itemId);
    await day();
    expect((await row.get()).exists).toBe(true);
    await day();
    expect((await row.get()).exists).toBe(false);
  });
});

it('leaves a sign of each clock that got through, for the other to look at', async () => {
  await bridge.host.runSchedule('sweep');
  const row = (await bridge.db.doc('bridge/watch').get()).data() ?? {};
  expect(Object.keys(row)).toEqual(expect.arrayContaining(['sinceAt', 'sweepAt', 'tickAt']));
  const state = await bridge.db.doc(`tenants/${tenant.id}/pulls/${PROVIDERS[0]}`).get();
  expect(state.get('lateAt')).toBeDefined();
});
