import * as seed from '../../simulators/loyverse/seed';
import { byId, keep } from './kept';
import { addItems, idOf, MINUTE, shop, type Shop } from './shop';

/** Of the state, what a pull must show. */
const liveItems = ({ account }: Shop) =>
  account.items
    .filter(({ deleted_at }) => deleted_at === null)
    .map((item) => {
      const live = item.variants.filter(({ deleted_at }) => deleted_at === null);
      const row = live.map(({ variant_id, stores }) => [
        variant_id,
        stores.find(({ store_id }) => store_id === seed.STORE_ID)?.price ?? undefined,
      ]);
      return [item.id, item.item_name, ...row.flat()];
    })
    .sort();

const shownItems = ({
  records,
}: {
  records: Map<string, { id: string; name: string; variations: { id: string; price?: number }[] }>;
}) =>
  [...records.values()]
    .map(({ id, name, variations }) => [
      id,
      name,
      ...variations.flatMap((one) => [one.id, one.price === undefined ? undefined : one.price / 100]),
    ])
    .sort();

describe.each([
  { itemDate: 'follows-variants', timeBounds: 'inclusive' },
  { itemDate: 'own', timeBounds: 'exclusive' },
] as const)('the catalog (an item’s date: $itemDate)', (options) => {
  it('is the same after a pull of everything, and after changes and deletions', async () => {
    const world = shop(options);
    const { clock, session, staff, faults } = world;
    addItems(world, 600);
    clock.now += 10 * MINUTE;
    faults.add({ kind: 'shuffle-pages', match: 'GET /v1.0/items', times: 2 });
    faults.add({ kind: 'lose-reply', match: 'GET /v1.0/items' });
    let kept = await keep(session.pullCatalog, byId);
    expect(kept.records.size).toBe(608);
    expect(shownItems(kept)).toEqual(liveItems(world));

    clock.now += 30 * MINUTE;
    await staff('DELETE', `/items/${idOf(1, 7)}`);
    await staff('DELETE', `/variants/${seed.PIZZA_SMALL_ID}`);
    const stores = [{ store_id: seed.STORE_ID, pricing_type: 'FIXED', price: 4.25 }];
    await staff('POST', '/variants', {
      variant_id: idOf(2, 9),
      sku: 'DISH-9',
      default_pricing_type: 'FIXED',
      default_price: 4,
      stores,
    });
    await staff('POST', '/items', {
      item_name: 'New dish',
      variants: [{ default_pricing_type: 'FIXED', default_price: 8 }],
    });
    clock.now += 30 * MINUTE;
    const before = world.simulator.calls.length;
    kept = await keep(session.pullCatalog, byId, kept);
    expect(shownItems(kept)).toEqual(liveItems(world));
    expect(world.simulator.calls.length - before).toBeLessThan(6);
    expect(world.violated()).toEqual([]);
  });
});
