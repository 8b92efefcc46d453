import { tick } from '../../functions/src/deliver/pull/tick';
import { connectionsIn } from '../../functions/src/records/connections';
import { integrationsIn } from '../../functions/src/records/integrations';
import { pullsIn } from '../../functions/src/records/pulls';
import { runsIn } from '../../functions/src/records/runs';
import * as seed from '../simulators/loyverse/seed';
import { firestoreFor } from '../support/firestore';
import { loyverseShop } from '../support/shop';

const { db } = firestoreFor('pulls');
const HALF_HOUR = 30 * 60_000;

/** A shop whose pulls are recorded in the emulator. */
async function shop() {
  const opened = loyverseShop();
  const { world, connection } = opened;
  world.pulls = pullsIn(db, () => world.clock);
  world.integrations = integrationsIn(db);
  await connectionsIn(db).save(connection);
  return opened;
}

const idsOf = async (collection: string) =>
  (await db.collection(`tenants/demo/${collection}`).get()).docs.map(({ id }) => id).sort();

/** Runs of the pulls, one by one, the newest first; rows that only count are not among them. */
async function pagesThrough(now: number): Promise<void> {
  const runs = runsIn(db);
  await db.doc('tenants/demo/runs/c1_2026-01-15').set({ kind: 'unchanged', connectionId: 'c1' });
  const all = await runs.page('demo', { connectionId: 'c1', from: now - HALF_HOUR * 2 }, undefined, 50);
  const catalog = await runs.page('demo', { capability: 'catalog' }, undefined, 50);
  expect(catalog).toEqual(all.filter(({ capability }) => capability === 'catalog'));
  expect(catalog).toHaveLength(1);
  const seen = [];
  for (let last = (await runs.page('demo', {}, undefined, 1))[0]; last;) {
    seen.push(await runs.read('demo', last.id));
    [last] = await runs.page('demo', {}, last, 1);
  }
  expect(seen).toEqual(all);
  expect(await runs.read('demo', 'c1_2026-01-15')).toBeUndefined();
}

describe('pulls in Firestore', () => {
  it('begin with the clock and end as documents', async () => {
    const { world, connection } = await shop();
    await tick(world);
    await world.settle(world.clock + HALF_HOUR);
    const live = seed.ITEMS.filter(({ deleted }) => !deleted);
    expect(await idsOf('posItems')).toEqual(live.map(({ id }) => `c1_${id}`).sort());
    const latte = await db.doc(`tenants/demo/posItems/c1_${seed.LATTE_ITEM_ID}`).get();
    expect(latte.data()).toMatchObject({
      id: seed.LATTE_ITEM_ID,
      name: 'Iced latte',
      connectionId: 'c1',
      provider: 'loyverse',
      currency: connection.currency,
      variationIds: [seed.LATTE_ID],
    });
    const lists = await db.doc('tenants/demo/metadata/categories').get();
    expect(Object.keys((lists.get('connections.c1') ?? {}) as object)).toHaveLength(2);
    const pos = await db.doc('tenants/demo/integrations/pos').get();
    expect(pos.data()).toMatchObject({
      status: 'ok',
      provider: 'loyverse',
      counts: { catalog: live.length },
    });
    expect(await idsOf('manifests')).toContain('c1_catalog_1_0');
    expect((await idsOf('runs')).some((id) => id.startsWith('c1_catalog_'))).toBe(true);
    await pagesThrough(world.clock);
  });
});
