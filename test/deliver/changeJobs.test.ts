import { cancelJob, retryJob, retryMany } from '../../functions/src/deliver/changeJobs';
import { syncOrder } from '../../functions/src/deliver/syncOrder';
import { anOrder } from '../support/orders';
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
const ref = (jobId = '') => ({ tenantId: 'demo', jobId });

describe('sending one order by hand', () => {
  it('sends what auto-sync leaves alone, once', async () => {
    const shop = loyverseShop({ autoSync: false });
    await written(shop);
    expect(await sync(shop)).toMatchObject([{ connectionId: 'c1', outcome: 'sent' }]);
    await shop.world.settle();
    expect(shop.world.badge(ORDER, 'c1')?.status).toBe('synced');
    expect(await sync(shop)).toMatchObject([{ outcome: 'already' }]);
  });

  it('tries again what is stuck', async () => {
    const shop = loyverseShop();
    const links = shop.world.linkRows.get('c1') ?? {};
    await unmapped(shop);
    shop.world.linkRows.set('c1', links);
    expect(await sync(shop)).toMatchObject([{ outcome: 'sent' }]);
    await shop.world.settle();
    expect(shop.world.badge(ORDER, 'c1')?.status).toBe('synced');
  });

  it('sends an order that is too old only when told to', async () => {
    const shop = loyverseShop({ holdAfterMinutes: 1 });
    await written(shop, anOrder({ placedAt: '2026-01-15T09:00:00Z' }));
    await sync(shop);
    await shop.world.settle();
    expect(shop.world.badge(ORDER, 'c1')?.error?.code).toBe('too_old');
    await sync(shop, { sendAnyway: true });
    await shop.world.settle();
    expect(shop.world.badge(ORDER, 'c1')?.status).toBe('synced');
  });

  it('takes a cancelled one back', async () => {
    const shop = loyverseShop();
    await written(shop);
    await written(shop, { ...shop.world.orderDocs.get(ORDER), status: 'cancelled' });
    expect(await sync(shop)).toMatchObject([{ outcome: 'already' }]);
    expect(shop.world.badge(ORDER, 'c1')?.status).toBe('cancelled');
  });

  it.each<[string, object, Record<string, unknown>, string]>([
    ['a disconnected POS', { status: 'disconnected' }, {}, 'is disconnected'],
    ['another currency', {}, { currency: 'EUR' }, 'The order is in EUR'],
  ])('says no for %s, and makes no job', async (_what, fields, order, message) => {
    const shop = loyverseShop({ autoSync: false });
    shop.world.connectionRows.set('c1', { ...shop.connection, ...fields });
    await written(shop, anOrder(order));
    shop.world.jobRows.clear();
    const [result] = await sync(shop);
    expect(result?.outcome).toBe('refused');
    expect(result?.message).toContain(message);
    expect(shop.world.jobRows.size).toBe(0);
  });

  it('rests while the connection is paused, and says so', async () => {
    const shop = loyverseShop({ autoSync: false });
    await written(shop);
    shop.world.connectionRows.set('c1', { ...shop.connection, status: 'paused' });
    expect(await sync(shop)).toMatchObject([{ outcome: 'waits' }]);
  });

  it('names the fields of a document that cannot be accepted', async () => {
    const shop = loyverseShop();
    await written(shop, anOrder({ total: 3100 }));
    await expect(sync(shop)).rejects.toMatchObject({
      code: 'refused',
      detail: { errors: [{ path: 'total' }] },
    });
  });

  it.each([
    ['an order that is not there', { orderId: 'none' }, 'not_found'],
    ['a connection that does not take it', { connectionId: 'c9' }, 'refused'],
  ])('refuses %s', async (_what, over, code) => {
    const shop = loyverseShop();
    await written(shop);
    await expect(sync(shop, over)).rejects.toMatchObject({ code });
  });
});

describe('stopping a job', () => {
  it('stops it for good, on record and on the badge, until a person sends it', async () => {
    const shop = loyverseShop();
    const { world } = shop;
    const links = world.linkRows.get('c1') ?? {};
    const job = await unmapped(shop);
    await cancelJob(world, ref(job?.id));
    expect(world.job(ORDER)).toMatchObject({ state: 'cancelled', reason: 'withdrawn' });
    expect(world.badge(ORDER, 'c1')).toMatchObject({ status: 'cancelled', error: { code: 'withdrawn' } });
    expect(world.attempts.at(-1)).toMatchObject({ outcome: 'cancelled', message: 'Stopped by hand.' });
    world.linkRows.set('c1', links);
    await written(shop, anOrder({ note: 'Edited' }));
    expect(world.job(ORDER)?.state).toBe('cancelled');
    expect(await retryJob(world, ref(job?.id), false)).toMatchObject({ outcome: 'sent' });
    await world.settle();
    expect(world.badge(ORDER, 'c1')?.status).toBe('synced');
  });

  it('says to look at the POS where an earlier try may have got through', async () => {
    const shop = loyverseShop();
    const { world } = shop;
    const job = await unmapped(shop);
    const row = world.jobRows.get(job?.id ?? '');
    if (row) row.job.mayExist = true;
    await cancelJob(world, ref(job?.id));
    expect(world.badge(ORDER, 'c1')?.error?.advice).toContain('check the POS');
  });

  it('comes too late for what is done, being sent, or stopped', async () => {
    const shop = loyverseShop();
    const { world } = shop;
    const job = await written(shop);
    const stop = () => cancelJob(world, ref(job?.id));
    await expect(stop()).rejects.toMatchObject({ code: 'conflict' });
    const row = world.jobRows.get(job?.id ?? '');
    if (row) row.job = { ...row.job, state: 'sending', wakeAt: world.clock + 60_000 };
    await expect(stop()).rejects.toMatchObject({ code: 'conflict' });
    await expect(cancelJob(world, ref('none'))).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('trying jobs again', () => {
  it('tries those of a connection that are stuck for a reason, and says what it left alone', async () => {
    const shop = loyverseShop();
    const { world } = shop;
    const links = world.linkRows.get('c1') ?? {};
    for (const id of ['a', 'b']) await unmapped(shop, pathOf(id));
    world.linkRows.set('c1', links);
    const many = await retryMany(world, 'demo', { connectionId: 'c1', reasons: ['needs_mapping'] });
    expect(many).toMatchObject({ results: [{ outcome: 'sent' }, { outcome: 'sent' }], left: 0 });
    await world.settle();
    const ids = [...world.jobRows.keys()];
    const again = await retryMany(world, 'demo', { jobIds: [...ids, 'gone'] });
    expect(again.results.map(({ outcome }) => outcome)).toEqual(['already', 'already']);
  });

  it('leaves a job to the worker that has it', async () => {
    const shop = loyverseShop();
    const { world } = shop;
    const job = await unmapped(shop);
    const row = world.jobRows.get(job?.id ?? '');
    if (row) row.job = { ...row.job, state: 'sending', wakeAt: world.clock + 60_000 };
    expect(await retryJob(world, ref(job?.id), false)).toMatchObject({ outcome: 'busy' });
    world.clock += 120_000;
    expect(await retryJob(world, ref(job?.id), false)).toMatchObject({ outcome: 'sent' });
    expect(world.job(ORDER)).toMatchObject({ state: 'unknown', mayExist: true });
  });
});
