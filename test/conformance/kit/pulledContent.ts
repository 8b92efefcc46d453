import type { PulledItem, PulledMetadata, PulledOrder } from '../../../functions/src/model/pulled';
import { returnOf } from './cancel';
import { unless, type Group } from './group';
import { anOrderOf, aPlainOrder, CURRENCIES, line } from './orders';
import { checkpointOf, drain, kept, records, shelfOf } from './pullStage';
import { orderPath, stage } from './stage';
import type { Subject } from './subject';

const DAY_AND_NIGHT: Record<string, readonly string[]> = {
  paid: ['completed', 'accepted', 'preparing', 'ready'],
  cancelled: ['cancelled'],
  refunded: ['refunded', 'completed', 'cancelled'],
};

function catalogTests(subject: Subject): void {
  const { links, search } = subject;
  const { itemId = '', variationId } = links.plain;

  it.each(CURRENCIES)('shows name, SKU and price as they stand at the POS, in %s', async (currency) => {
    const here = await stage(subject, { currency });
    const found = (await records<PulledItem>(here, 'pullCatalog')).find(
      ({ id }) => id === search.finds.itemId,
    );
    const { price } = search.finds;
    expect(found?.variations).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ id: search.finds.variationId, sku: search.sku, price, available: true }),
      ]),
    );
    expect(search.finds.name).toContain(found?.name.split(' (')[0]);
  });

  it('has every size of an item, each with its own id', async () => {
    const here = await stage(subject);
    const all = (await records<PulledItem>(here, 'pullCatalog')).flatMap(({ variations }) => variations);
    const ids = all.map(({ id }) => id);
    for (const size of links.sizes) expect(ids).toContain(size.variationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has at least one variation in every live item, and only whole numbers for amounts', async () => {
    const here = await stage(subject);
    for (const item of await records<PulledItem>(here, 'pullCatalog')) {
      if (!item.deleted && !item.archived) expect(item.variations).not.toEqual([]);
      for (const { price = 0, cost = 0 } of item.variations)
        expect([Number.isSafeInteger(price), Number.isSafeInteger(cost)]).toEqual([true, true]);
    }
  });

  it('names categories, taxes and modifier lists that the small lists know', async () => {
    const here = await stage(subject);
    if (!subject.manifest.can.includes('pullMetadata')) return;
    const known = new Set((await records<PulledMetadata>(here, 'pullMetadata')).map(({ id }) => id));
    const items = await records<PulledItem>(here, 'pullCatalog');
    const named = items
      .filter(({ archived, deleted }) => !archived && !deleted)
      .flatMap((item) => [...item.categoryIds, ...item.modifierListIds, ...item.taxIds]);
    expect([...new Set(named)].filter((id) => !known.has(id))).toEqual([]);
  });

  it('shows an open price as none at all', async () => {
    const here = await stage(subject);
    const all = (await records<PulledItem>(here, 'pullCatalog')).flatMap(({ variations }) => variations);
    const fallback = all.find(({ id }) => id === links.fallback.variationId);
    expect(fallback?.price ?? 0).toBe(0);
  });

  it('brings an item that staff named anew, since the last time', async () => {
    const here = await stage(subject);
    const before = checkpointOf(await drain(here.open(), 'pullCatalog'));
    here.world.clock += 60 * 60_000;
    shelfOf(here).rename(itemId, 'Named anew');
    here.world.clock += 60_000;
    const later = await records<PulledItem>(here, 'pullCatalog', before);
    expect(later.find(({ id }) => id === itemId)?.name).toBe('Named anew');
  });

  it('brings only what changed, where the POS can say so', async () => {
    const here = await stage(subject);
    const before = checkpointOf(await drain(here.open(), 'pullCatalog'));
    here.world.clock += 60 * 60_000;
    shelfOf(here).rename(itemId, 'Named anew');
    here.world.clock += 60_000;
    const pages = await drain(here.open(), 'pullCatalog', { since: before });
    const isAll = subject.pulls?.lists.pullCatalog?.always !== undefined;
    expect(pages.map(({ full }) => full)).toEqual(pages.map(() => isAll));
    if (!isAll) expect([...kept(pages).keys()]).toEqual([itemId]);
  });

  it('misses an item that was deleted from a whole pull', async () => {
    const here = await stage(subject);
    shelfOf(here).remove(itemId);
    const pages = await drain(here.open(), 'pullCatalog');
    const found = kept(pages).get(itemId) as PulledItem | undefined;
    expect(found === undefined || found.deleted || found.archived).toBe(true);
    expect(pages.at(-1)).toMatchObject({ complete: true, full: true });
  });

  unless(subject.pulls?.noTombstones)('tells of an item that was deleted since the last time', async () => {
    const here = await stage(subject);
    const before = checkpointOf(await drain(here.open(), 'pullCatalog'));
    here.world.clock += 60 * 60_000;
    shelfOf(here).remove(itemId);
    here.world.clock += 60_000;
    const later = await records<PulledItem>(here, 'pullCatalog', before);
    expect(later).toMatchObject([{ id: itemId, deleted: true }]);
  });

  it('shows no variation of a deleted item for sale', async () => {
    const here = await stage(subject);
    shelfOf(here).remove(itemId);
    const live = (await records<PulledItem>(here, 'pullCatalog')).filter(
      ({ deleted, archived }) => !deleted && !archived,
    );
    expect(live.flatMap(({ variations }) => variations).map(({ id }) => id)).not.toContain(variationId);
  });
}

function orderTests(subject: Subject): void {
  const { noLines } = subject.pulls?.lists.pullOrders ?? {};

  it.each(CURRENCIES)('bring back an order that we pushed, to the last unit, in %s', async (currency) => {
    const here = await stage(subject, { currency });
    const push = here.pushOf(aPlainOrder({ currency }));
    const receipt = await here.open().pushOrder(push);
    here.world.clock += 60_000;
    const found = await records<PulledOrder>(here, 'pullOrders');
    expect(found).toMatchObject([{ id: receipt.externalId, total: 2500, currency }]);
  });

  unless(noLines)('have the lines of what was sold', async () => {
    const here = await stage(subject);
    await here.open().pushOrder(here.pushOf(aPlainOrder()));
    here.world.clock += 60_000;
    const [found] = await records<PulledOrder>(here, 'pullOrders');
    expect(found?.lines.reduce((sum, one) => sum + one.quantity, 0)).toBe(2);
    expect(found?.lines.map(({ variationId }) => variationId)).toEqual([subject.links.plain.variationId]);
  });

  it('carry our marker, so that nobody takes them for new ones', async () => {
    const here = await stage(subject);
    const push = here.pushOf(aPlainOrder());
    await here.open().pushOrder(push);
    here.world.clock += 60_000;
    const [found] = await records<PulledOrder>(here, 'pullOrders');
    expect(found?.reference).toBe(push.marker);
  });

  it('have plausible times and whole amounts', async () => {
    const here = await stage(subject);
    await here.open().pushOrder(here.pushOf(anOrderOf([line('plain', 3, 333)], 999)));
    const now = here.world.clock;
    here.world.clock += 60_000;
    for (const order of await records<PulledOrder>(here, 'pullOrders')) {
      expect(Math.abs(order.placedAt - now)).toBeLessThan(26 * 3_600_000);
      expect(Math.abs(order.updatedAt - now)).toBeLessThan(60_000);
      for (const amount of [order.total, order.tax ?? 0, order.tip ?? 0, order.discount ?? 0])
        expect(Number.isSafeInteger(amount)).toBe(true);
    }
  });

  unless(subject.manifest.can.includes('cancelOrder') ? undefined : subject.manifest.cannot.cancelOrder)(
    'show the next time that an order was taken back, and a refund names its sale',
    async () => {
      const here = await stage(subject);
      const { order, how } = returnOf(subject);
      const push = here.pushOf(order);
      const receipt = await here.open().pushOrder(push);
      here.world.clock += 60_000;
      const before = checkpointOf(await drain(here.open(), 'pullOrders'));
      here.world.clock += 60 * 60_000;
      await here.open().cancelOrder({ ...push, receipt, pushedSince: here.world.clock, mayExist: false });
      here.world.clock += 60_000;
      const later = await records<PulledOrder>(here, 'pullOrders', before);
      const sale = later.find(({ id }) => id === receipt.externalId);
      const refund = later.find(({ refundOf }) => refundOf === receipt.externalId);
      if (how === 'voided') expect(DAY_AND_NIGHT.cancelled).toContain(sale?.status);
      else expect([refund?.status, sale?.status]).toContain('refunded');
    },
  );

  it('of another location stay out', async () => {
    const here = await stage(subject);
    const [first, second] = subject.account.locations;
    await here.open().pushOrder(here.pushOf(aPlainOrder()));
    here.world.clock += 60_000;
    if (second === undefined) return;
    const there = here.open({ ...subject.account, locations: [second, first] });
    const pages = await drain(there, 'pullOrders');
    expect([...kept(pages).keys()]).toEqual([]);
  });

  it('of two orders come as two, each with its own lines', async () => {
    const here = await stage(subject);
    const one = anOrderOf([line('plain', 1, 500)], 500, { number: '1' });
    const other = anOrderOf([line('second', 2, 300)], 600, { number: '2' });
    await here.open().pushOrder(here.pushOf(one, orderPath('one')));
    await here.open().pushOrder(here.pushOf(other, orderPath('other')));
    here.world.clock += 60_000;
    const found = await records<PulledOrder>(here, 'pullOrders');
    expect(found.map(({ total }) => total).sort()).toEqual([500, 600]);
    for (const { lines } of found) expect(lines).toHaveLength(noLines ? 0 : 1);
  });
}

/** What pulled items and orders say, held against what people put into the POS. */
export const contentGroups: readonly Group[] = [
  { name: 'pulled items', needs: ['pullCatalog'], tests: catalogTests },
  { name: 'pulled orders', needs: ['pullOrders'], tests: orderTests },
];
