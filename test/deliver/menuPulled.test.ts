import { expiringStock, lowStock, lowStockBatches } from '../../functions/src/deliver/stockLists';
import { stage } from '../conformance/kit/stage';
import { subject as alleaves } from '../conformance/subjects/alleaves';
import { subject as square } from '../conformance/subjects/square';
import type { createAlleaves } from '../simulators/alleaves';
import * as alleavesSeed from '../simulators/alleaves/seed';
import { everything, filled } from './pull/provided';

describe('a menu that is kept in the POS', () => {
  it('is published by the pull, item for item, and not again when nothing changed', async () => {
    const here = await filled(alleaves);
    await everything(here);
    const { published, pulled } = here.world;
    const items = [...pulled.of(here.connection.id, 'catalog')];
    const shown = items.filter(([, item]) => item.archived !== true).map(([id]) => id);
    expect(shown.length).toBeGreaterThan(0);
    expect([...published.viewRows.values()].map(({ view }) => view.itemId).sort()).toEqual(shown.sort());
    const version = pulled.catalogVersions.get(here.connection.tenantId);
    await everything(here);
    expect(pulled.catalogVersions.get(here.connection.tenantId)).toBe(version);
  });

  it('is not published where the storefront keeps it', async () => {
    const here = await filled(square);
    await everything(here);
    expect(here.world.pulled.of(here.connection.id, 'catalog').size).toBeGreaterThan(0);
    expect(here.world.published.viewRows.size).toBe(0);
  });
});

const FLOOR = alleavesSeed.SALES_FLOOR_AREA_ID;
const LABEL = '1A4FF0100000022000009901';

/** A shop with one more item: of one batch three pieces are left, which is few, and end in ten days. */
async function scarce() {
  const here = await stage(alleaves);
  const { model } = here.pos.simulator as ReturnType<typeof createAlleaves>;
  const batch = { id: 9901, receivedDaysAgo: 3, expiresInDays: 10, areas: { [FLOOR]: { onHand: 3 } } };
  const facts = { sku: 'SCARCE', groupId: 9901, category: 'Flower', price: { adult: 900 }, lowAt: 5 };
  model.addItem({ id: 9901, name: 'Scarce 1g', ...facts, batches: [batch] });
  here.world.clock += 61_000;
  await everything(here);
  return here;
}

describe('what expires', () => {
  it('is asked of the POS, with batches and the regulator’s labels', async () => {
    const { world, connection } = await scarce();
    const asked = (days: number, minQuantity: number) =>
      expiringStock(world, connection, { days, minQuantity });
    const one = {
      id: '9901',
      variationId: '9901',
      itemName: 'Scarce 1g',
      quantity: 3,
      metrcTag: LABEL,
      expiresOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as string,
    };
    expect(await asked(11, 1)).toContainEqual(one);
    expect(await asked(11, 4)).not.toContainEqual(one);
    expect(await asked(8, 1)).not.toContainEqual(one);
  });

  it('is refused, with the reason, where the POS knows no batches', async () => {
    const { world, connection } = await stage(square);
    const asked = expiringStock(world, connection, { days: 10, minQuantity: 1 });
    await expect(asked).rejects.toMatchObject({
      kind: 'rejected',
      message: expect.stringMatching(/./) as string,
    });
  });
});

describe('what is low', () => {
  it('stands in the list from the pull on, named, with its batches and the regulator’s labels', async () => {
    const { world, connection } = await scarce();
    const low = { variationId: '9901', itemName: 'Scarce 1g', available: 3, lowAt: 5 };
    expect(await lowStock(world, connection)).toContainEqual(low);
    const batches = [expect.objectContaining({ id: '9901', quantity: 3, metrcTag: LABEL }) as object];
    expect(await lowStockBatches(world, connection)).toContainEqual({ ...low, batches });
  });

  it('has no batches where the POS knows none', async () => {
    const { world, connection } = await stage(square);
    const rows = new Map([['VARBURGER', { a: 1, l: 2 }]]);
    world.published.stockTables.set(connection.id, [{ number: 0, rows }]);
    const low = { variationId: 'VARBURGER', available: 1, lowAt: 2 };
    expect(await lowStock(world, connection)).toEqual([low]);
    expect(await lowStockBatches(world, connection)).toEqual([{ ...low, batches: [] }]);
  });
});

describe('a menu too large for one task', () => {
  it('is published by the tasks after it, without reading the POS again, and then no more', async () => {
    const here = await stage(alleaves);
    const { model } = here.pos.simulator as ReturnType<typeof createAlleaves>;
    const batches = (id: number) => [{ id, receivedDaysAgo: 3, areas: { [FLOOR]: { onHand: 50 } } }];
    for (let id = 20_000; id < 20_650; id += 1) {
      const facts = { sku: `M${id}`, groupId: id, category: 'Flower', price: { adult: 900 } };
      model.addItem({ id, name: `Item ${id}`, ...facts, batches: batches(id) });
    }
    const { world } = here;
    const { hashes } = world.publishing.views;
    // A look at one page of views takes as long as most of a task.
    const slow: typeof hashes = (...asked) => {
      world.clock += 130_000;
      return hashes(...asked);
    };
    world.publishing = { ...world.publishing, views: { ...world.publishing.views, hashes: slow } };
    await everything(here);
    world.publishing = { ...world.publishing, views: { ...world.publishing.views, hashes } };
    const { views } = { views: world.published.viewRows };
    const items = [...world.pulled.of(here.connection.id, 'catalog').values()];
    expect(items.length).toBeGreaterThan(650);
    expect(views.size).toBe(items.filter(({ archived }) => archived !== true).length);
    const state = world.pulled.states.get(here.connection.id)?.state;
    for (const capability of Object.values(state?.capabilities ?? {}))
      expect(capability).toMatchObject({ loose: false });
    expect(here.calls(/inventory\/search/).length).toBeLessThan(20);
    const { writes } = world.published;
    await everything(here);
    expect(world.published.writes).toBe(writes);
  });
});
