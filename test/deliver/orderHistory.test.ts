import { jobHistory } from '../../functions/src/deliver/jobHistory';
import { statsFor } from '../../functions/src/deliver/stats';
import { syncOrder } from '../../functions/src/deliver/syncOrder';
import { timelineOf } from '../../functions/src/deliver/timeline';
import { aConnection, anOrder } from '../support/orders';
import { loyverseShop, ORDER } from '../support/shop';

type Shop = ReturnType<typeof loyverseShop>;

const pathOf = (id: string) => `tenants/demo/orders/${id}`;
const sync = ({ world }: Shop, over: object = {}) =>
  syncOrder(world, { tenantId: 'demo', orderId: 'o1', sendAnyway: false, ...over });

async function written(shop: Shop, order: Record<string, unknown> = anOrder(), path = ORDER) {
  shop.world.put(path, order);
  await shop.world.settle();
  return shop.world.job(path);
}
/** An order that waits for a link. */
const unmapped = (shop: Shop, path?: string) => {
  shop.world.linkRows.set('c1', {});
  return written(shop, anOrder(), path);
};

describe('the history of jobs', () => {
  async function many() {
    const shop = loyverseShop();
    const links = shop.world.linkRows.get('c1') ?? {};
    for (let n = 0; n < 7; n += 1) {
      shop.world.clock += 1_000;
      shop.world.linkRows.set('c1', n % 2 === 0 ? links : {});
      await written(shop, anOrder({ placedAt: shop.world.clock }), pathOf(`o${n}`));
    }
    return shop;
  }
  const ids = (jobs: readonly { subject: string }[]) => jobs.map(({ subject }) => subject.split('/').at(-1));

  it('comes in pages that together are all of it, the newest first', async () => {
    const { world } = await many();
    const seen: (string | undefined)[] = [];
    let cursor: string | undefined;
    do {
      const page = await jobHistory(world, 'demo', { limit: 3, cursor });
      seen.push(...ids(page.jobs));
      cursor = page.next;
    } while (cursor);
    expect(seen).toEqual(['o6', 'o5', 'o4', 'o3', 'o2', 'o1', 'o0']);
  });

  it('is narrowed by status, provider, connection and time', async () => {
    const { world } = await many();
    const history = async (filter: object) =>
      ids((await jobHistory(world, 'demo', { limit: 9, ...filter })).jobs);
    expect(await history({ status: 'needs_mapping' })).toEqual(['o5', 'o3', 'o1']);
    expect(await history({ status: 'failed' })).toEqual([]);
    expect(await history({ status: 'synced', from: world.clock - 2_500 })).toEqual(['o6', 'o4']);
    expect(await history({ provider: 'square' })).toEqual([]);
    expect(await history({ connectionId: 'c1', to: world.clock - 4_000 })).toEqual(['o1', 'o0']);
  });

  it('goes on behind the last one that it showed, also where a filter leaves some out', async () => {
    const { world } = await many();
    const query = { limit: 1, status: 'needs_mapping' } as const;
    const first = await jobHistory(world, 'demo', query);
    const second = await jobHistory(world, 'demo', { ...query, cursor: first.next });
    expect([...ids(first.jobs), ...ids(second.jobs)]).toEqual(['o5', 'o3']);
  });

  it('does not take a cursor of other filters', async () => {
    const { world } = await many();
    const { next } = await jobHistory(world, 'demo', { limit: 1 });
    const other = jobHistory(world, 'demo', { limit: 1, status: 'failed', cursor: next });
    await expect(other).rejects.toMatchObject({ code: 'invalid_request' });
  });

  it('adds up, by provider and connection, and is kept for a minute', async () => {
    const { world } = await many();
    world.connectionRows.set('c2', aConnection({ id: 'c2', locationId: 'elsewhere' }));
    const stats = () => statsFor(world, 'demo', { from: world.clock - 3_600_000 });
    expect(await stats()).toMatchObject({
      total: 7,
      counts: { synced: 4, needs_mapping: 3 },
      providers: [
        { provider: 'loyverse', total: 7 },
        { provider: 'square', total: 0 },
      ],
      connections: [
        { connectionId: 'c1', total: 7 },
        { connectionId: 'c2', total: 0 },
      ],
    });
    await written({ world } as Shop, anOrder({ placedAt: world.clock }), pathOf('late'));
    expect((await stats()).total).toBe(7);
    world.clock += 61_000;
    expect((await stats()).total).toBe(8);
  });

  it('counts them all where there are more than it looks at', async () => {
    const { world } = await many();
    const [some] = [...world.jobRows.values()];
    for (let n = 0; some && n < 500; n += 1) {
      const job = { ...some.job, id: `x${n}`, state: 'done' as const, createdAt: world.clock - n };
      world.jobRows.set(job.id, { job, version: 1 });
    }
    const { total, counts, sampled } = await statsFor(world, 'demo', { from: world.clock - 3_600_000 });
    expect([total, counts.synced, counts.needs_mapping, sampled]).toEqual([507, 504, 3, 400]);
  });
});

describe('the timeline of an order', () => {
  it('tells what happened in the order of time', async () => {
    const shop = loyverseShop();
    const { world } = shop;
    const links = world.linkRows.get('c1') ?? {};
    await unmapped(shop);
    world.linkRows.set('c1', links);
    world.clock += 5_000;
    await sync(shop);
    await world.settle();
    const { events, badges } = await timelineOf(world, 'demo', 'o1', true);
    expect(badges.c1).toMatchObject({ status: 'synced' });
    expect(events.map((one) => (one.what === 'attempt' ? `attempt ${one.outcome}` : one.what))).toEqual([
      'placed',
      'job',
      'attempt parked',
      'attempt done',
      'notice',
    ]);
  });

  it('shows a viewer none of the POS’s words, and nobody the shopper or a credential', async () => {
    const shop = loyverseShop();
    await unmapped(shop);
    const forViewer = JSON.stringify(await timelineOf(shop.world, 'demo', 'o1', false));
    const forStaff = JSON.stringify(await timelineOf(shop.world, 'demo', 'o1', true));
    expect(forStaff).toContain('No POS item for');
    expect(forViewer).not.toContain('No POS item for');
    expect(forViewer).not.toContain('"calls"');
    for (const secret of ['sam@example.test', '2025550143', 'Sam Example', 'Bearer', 'requestHash'])
      expect(forStaff).not.toContain(secret);
  });

  it('of an order that is not there is not there', async () => {
    const { world } = loyverseShop();
    await expect(timelineOf(world, 'demo', 'none', true)).rejects.toMatchObject({ code: 'not_found' });
  });
});
