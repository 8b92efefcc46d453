import fc from 'fast-check';
import { recordOrders } from '../../functions/src/deliver/ordersBack';
import type { Badge } from '../../functions/src/model/badge';
import type { PulledOrder } from '../../functions/src/model/pulled';
import { MenuWorld, aPosOrder } from '../support/menu';
import { aJob } from '../support/jobs';
import { anOrder } from '../support/orders';

const PATH = 'tenants/demo/orders/o1';
const MINUTE = 60_000;
const T0 = aPosOrder().updatedAt;
const marker = aJob().marker;

const page = (...records: PulledOrder[]) => ({ records, complete: true, full: false });

/** A world with one order that connection c1 has pushed. */
function shop(badge: Partial<Badge> = { status: 'synced', externalId: 'R1' }): MenuWorld {
  const world = new MenuWorld();
  world.orderDocs.set(PATH, { ...anOrder(), pos: { c1: badge } });
  const receipt = { externalId: 'R1', posTotal: 3200, paid: true, notes: [] };
  world.jobRows.set(aJob().id, { job: aJob({ state: 'done', receipt }), version: 1 });
  return world;
}

const record = (world: MenuWorld, ...records: PulledOrder[]) =>
  recordOrders(world, world.connection, page(...records));
const status = (world: MenuWorld) => world.badge(PATH, 'c1')?.posStatus;
const row = (world: MenuWorld, id = 'R1') => world.published.orderRows.get(`square_${id}`)?.order;

describe('orders of the POS', () => {
  it('are written once per version', async () => {
    const world = new MenuWorld();
    expect(await record(world, aPosOrder())).toBe(1);
    expect(await record(world, aPosOrder())).toBe(0);
    expect(await record(world, aPosOrder({ updatedAt: T0 + 1, total: 5 }))).toBe(1);
  });

  it('never go back to an older version, on whichever page it comes', async () => {
    const world = new MenuWorld();
    await record(world, aPosOrder({ updatedAt: T0 + 5, status: 'cancelled' }), aPosOrder());
    await record(world, aPosOrder({ updatedAt: T0 + 4 }));
    expect(row(world)).toMatchObject({ status: 'cancelled', updatedAt: T0 + 5 });
  });

  it('end at the newest version, however pages are shuffled and repeated', async () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 4 }), { minLength: 1 }),
        async (pages) => {
          const world = new MenuWorld();
          for (const versions of pages)
            await record(
              world,
              ...versions.map((version) => aPosOrder({ updatedAt: T0 + version, total: version })),
            );
          const versions = pages.flat();
          expect(row(world)?.total).toBe(versions.length > 0 ? Math.max(...versions) : undefined);
        },
      ),
      { numRuns: 50 },
    ));

  it('take a change within the same moment', async () => {
    const world = new MenuWorld();
    await record(world, aPosOrder({ status: 'preparing' }));
    expect(await record(world, aPosOrder({ status: 'ready' }))).toBe(1);
    expect(row(world)?.status).toBe('ready');
  });

  it('of another account with the same number stay apart', async () => {
    const world = new MenuWorld();
    const other = { ...world.connection, id: 'c2', accountId: 'M2' };
    await record(world, aPosOrder());
    await recordOrders(world, other, page(aPosOrder({ total: 7 })));
    expect(row(world)?.total).toBe(3200);
    expect([...world.published.orderRows.values()].map(({ order }) => order?.total)).toEqual([3200, 7]);
    expect(await recordOrders(world, other, page(aPosOrder({ total: 7 })))).toBe(0);
  });
});

describe('an order that we pushed', () => {
  it.each([
    ['its marker', { id: 'other', reference: marker }],
    ['the POS’s id', { id: 'R1' }],
  ])('is known by %s and gets the POS’s status on its badge', async (_how, ids) => {
    const world = shop();
    await record(world, aPosOrder({ ...ids, status: 'preparing' }));
    expect(row(world, ids.id)).toMatchObject({ orderPath: PATH, orderConnectionId: 'c1' });
    expect(world.badge(PATH, 'c1')).toEqual({
      status: 'synced',
      externalId: 'R1',
      posStatus: 'preparing',
      posStatusAt: T0,
    });
  });

  it('keeps everything that the storefront wrote', async () => {
    const world = shop();
    await record(world, aPosOrder({ reference: marker }));
    const { pos: _pos, ...own } = world.orderDocs.get(PATH) ?? {};
    expect(own).toEqual(anOrder());
  });

  it('is not another connection’s because of an equal number', async () => {
    const world = shop();
    const other = { ...world.connection, id: 'c2', accountId: 'M2' };
    await recordOrders(world, other, page(aPosOrder()));
    expect(status(world)).toBeUndefined();
  });

  it('goes on by newer data and never back by older', async () => {
    const world = shop();
    await record(world, aPosOrder({ status: 'ready', updatedAt: T0 + MINUTE }));
    expect(status(world)).toBe('ready');
    // The row is lost, the badge remembers.
    world.published.orderRows.clear();
    await record(world, aPosOrder({ status: 'accepted' }));
    expect(status(world)).toBe('ready');
    await record(world, aPosOrder({ status: 'completed', updatedAt: T0 + 2 * MINUTE }));
    expect(status(world)).toBe('completed');
  });

  it('shows its status although we crashed before the row was written', async () => {
    const world = shop();
    const { write } = world.publishing.posOrders;
    world.publishing.posOrders.write = () => Promise.reject(new Error('crash'));
    await expect(record(world, aPosOrder({ status: 'ready' }))).rejects.toThrow('crash');
    world.publishing.posOrders.write = write;
    await record(world, aPosOrder({ status: 'ready' }));
    expect([status(world), row(world)?.status]).toEqual(['ready', 'ready']);
  });

  it('that the storefront has deleted is still recorded', async () => {
    const world = shop();
    world.orderDocs.delete(PATH);
    expect(await record(world, aPosOrder())).toBe(1);
    expect(world.orderDocs.has(PATH)).toBe(false);
  });

  it('is pushed no second time by the echo of its status', async () => {
    const world = shop();
    await record(world, aPosOrder({ status: 'ready' }));
    await world.settle();
    expect([world.tasks, world.jobRows.size]).toEqual([[], 1]);
  });
});

describe('a refund', () => {
  const refund = (overrides: Partial<PulledOrder> = {}) =>
    aPosOrder({ id: 'F1', refundOf: 'R1', status: 'refunded', updatedAt: T0 + MINUTE, ...overrides });

  it('of everything makes the sale refunded', async () => {
    const world = shop();
    await record(world, aPosOrder());
    await record(world, refund());
    expect(status(world)).toBe('refunded');
    expect(row(world, 'F1')).toMatchObject({ orderPath: PATH });
  });

  it('on the same page as its sale does, too, in either order', async () => {
    const world = shop();
    await record(world, refund({ total: -3200 }), aPosOrder());
    expect(status(world)).toBe('refunded');
  });

  it('that comes before its sale is remembered', async () => {
    const world = shop();
    await record(world, refund());
    expect(status(world)).toBeUndefined();
    await record(world, aPosOrder());
    expect(status(world)).toBe('refunded');
  });

  it('of a part does not, until the parts are the whole', async () => {
    const world = shop();
    await record(world, aPosOrder());
    await record(world, refund({ total: 1200 }));
    expect(status(world)).toBe('completed');
    await record(world, refund({ id: 'F2', total: 2000 }));
    expect(status(world)).toBe('refunded');
  });

  it('that was itself cancelled counts for nothing', async () => {
    const world = shop();
    await record(world, aPosOrder(), refund({ status: 'cancelled' }));
    expect(status(world)).toBe('completed');
  });

  it('stays, whatever the sale’s own record says later', async () => {
    const world = shop();
    await record(world, aPosOrder(), refund());
    await record(world, aPosOrder({ updatedAt: T0 + 5 * MINUTE, tip: 5 }));
    expect(status(world)).toBe('refunded');
  });
});
