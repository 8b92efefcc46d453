import { sweep, replay } from '../../functions/src/deliver/wake';
import { ORDER, loyverseShop } from '../support/shop';
import { anOrder } from '../support/orders';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

describe('an order on its way', () => {
  it('stands in the POS once, equal to the minor unit, and the badge says so', async () => {
    const { world, loyverse } = loyverseShop();
    world.put(ORDER, anOrder());
    await world.settle();
    expect(loyverse.orders()).toMatchObject([{ total: 3200, state: 'paid' }]);
    const [held] = loyverse.orders();
    expect(world.badge(ORDER, 'c1')).toMatchObject({
      status: 'synced',
      externalId: held?.id,
      posTotal: 3200,
    });
    expect(held?.reference).toBe(world.job(ORDER)?.marker);
  });

  it('leaves a history of its one attempt, without bodies or tokens', async () => {
    const { world } = loyverseShop();
    world.put(ORDER, anOrder());
    await world.settle();
    expect(world.attempts).toMatchObject([{ number: 1, outcome: 'done' }]);
    const call = world.attempts[0]?.calls.find(({ method }) => method === 'POST');
    expect(call).toMatchObject({
      path: '/v1.0/receipts',
      status: 200,
      requestHash: expect.stringMatching(/^[0-9a-f]{16}$/) as string,
    });
    expect(JSON.stringify([world.attempts, world.logs])).not.toMatch(/loyverse-test-token|Sam|2025550143/);
  });

  it('comes once though trigger and task come twice', async () => {
    const { world, loyverse } = loyverseShop();
    world.put(ORDER, anOrder());
    world.put(ORDER, anOrder({ note: 'a later edit' }));
    await world.settle();
    const job = world.job(ORDER);
    if (!job) throw new Error('no job');
    await world.run({ tenantId: 'demo', jobId: job.id });
    expect(loyverse.orders()).toHaveLength(1);
  });

  it('comes once though the reply is lost', async () => {
    const { world, loyverse } = loyverseShop();
    loyverse.faults.add({ kind: 'lose-reply', match: 'POST /v1.0/receipts$' });
    world.put(ORDER, anOrder());
    await world.settle();
    expect(world.badge(ORDER, 'c1')).toMatchObject({ status: 'pending', error: { code: 'unavailable' } });
    expect(world.job(ORDER)).toMatchObject({ state: 'unknown', mayExist: true });
    await world.settle(world.clock + MINUTE);
    expect(loyverse.orders()).toHaveLength(1);
    expect(world.badge(ORDER, 'c1')).toMatchObject({
      status: 'synced',
      externalId: loyverse.orders()[0]?.id,
    });
    expect(world.badge(ORDER, 'c1')?.error).toBeUndefined();
  });

  it('comes once though the worker dies between the POS’s commit and our record', async () => {
    const { world, loyverse } = loyverseShop();
    world.beforeCommit = (step) => {
      if (step === 'finish') throw new Error('crash');
    };
    world.put(ORDER, anOrder());
    await expect(world.settle()).rejects.toThrow('crash');
    world.beforeCommit = () => {};
    world.clock += 3 * MINUTE;
    await sweep(world);
    await world.settle();
    expect(loyverse.orders()).toHaveLength(1);
    expect(world.badge(ORDER, 'c1')).toMatchObject({ status: 'synced' });
  });

  it.each(['html', 'empty', 'error-in-200', 'error-500', 'error-500-after', 'reset', 'throttle'] as const)(
    'comes once though the POS answers with %s',
    async (kind) => {
      const { world, loyverse } = loyverseShop();
      loyverse.faults.add({ kind, match: 'POST /v1.0/receipts$' });
      world.put(ORDER, anOrder());
      await world.settle(world.clock + 2 * MINUTE);
      expect(loyverse.orders()).toHaveLength(1);
      expect(world.badge(ORDER, 'c1')).toMatchObject({ status: 'synced' });
    },
  );

  it('is found by the sweeper when its task is lost', async () => {
    const { world, loyverse } = loyverseShop();
    world.queue.enqueue = async () => {};
    world.put(ORDER, anOrder());
    await world.settle();
    expect(loyverse.orders()).toHaveLength(0);
    world.queue.enqueue = async (task) => void world.tasks.push(task);
    world.clock += MINUTE;
    expect(await sweep(world)).toBe(1);
    await world.settle();
    expect(loyverse.orders()).toHaveLength(1);
  });

  it('is given up after an hour of outage, with a notice, and retried when a person asks', async () => {
    const { world, loyverse, connection } = loyverseShop();
    loyverse.faults.add({ kind: 'reset', times: 1_000 });
    world.put(ORDER, anOrder());
    await world.settle(world.clock + 70 * MINUTE);
    expect(world.job(ORDER)).toMatchObject({ state: 'parked', reason: 'gave_up' });
    expect(world.badge(ORDER, 'c1')).toMatchObject({ status: 'failed', error: { code: 'gave_up' } });
    const open = [...world.noticeRows.values()].map(({ cause, count }) => [cause.split(':')[0], count]);
    expect(open).toEqual([
      ['unavailable', 1],
      ['order', 1],
    ]);
    loyverse.faults.clear();
    expect(await replay(world, connection, ['gave_up'])).toBe(1);
    await world.settle(world.clock + MINUTE);
    expect(world.badge(ORDER, 'c1')).toMatchObject({ status: 'synced' });
    expect([...world.noticeRows.values()].filter(({ open: isOpen }) => isOpen)).toEqual([]);
  });

  it('that a task brings too early is left alone', async () => {
    const { world, loyverse } = loyverseShop();
    loyverse.faults.add({ kind: 'error-500', match: 'POST' });
    world.put(ORDER, anOrder());
    await world.settle();
    const job = world.job(ORDER);
    expect(await world.run({ tenantId: 'demo', jobId: job?.id ?? '' })).toBe('left');
    expect(world.job(ORDER)).toEqual(job);
  });

  it('older than the limit is held for a person', async () => {
    const { world, loyverse } = loyverseShop({ holdAfterMinutes: 30 });
    world.clock += 45 * MINUTE;
    world.put(ORDER, anOrder());
    await world.settle();
    expect(world.badge(ORDER, 'c1')).toMatchObject({ status: 'failed', error: { code: 'too_old' } });
    expect(loyverse.orders()).toEqual([]);
  });

  it('that was edited on its way is flagged', async () => {
    const { world } = loyverseShop();
    world.put(ORDER, anOrder());
    await world.settle();
    world.put(ORDER, { ...world.orderDocs.get(ORDER), note: 'no onions' });
    await world.settle();
    expect(world.badge(ORDER, 'c1')).toMatchObject({
      status: 'synced',
      changedAfterExport: { fields: ['note'] },
    });
  });
});

describe('an order that cannot go', () => {
  it('for want of a mapping names its lines, and goes when the link is there', async () => {
    const { world, loyverse, connection } = loyverseShop();
    const links = world.linkRows.get('c1') ?? {};
    world.linkRows.set('c1', {});
    world.put(ORDER, anOrder());
    await world.settle();
    expect(world.badge(ORDER, 'c1')).toMatchObject({
      status: 'needs_mapping',
      error: { lines: [{ key: 'm:bread' }, { key: 'p:soup', lineId: 'l1', name: 'Lentil soup' }] },
    });
    world.linkRows.set('c1', links);
    expect(await replay(world, connection, ['needs_mapping'])).toBe(1);
    await world.settle();
    expect(loyverse.orders()).toHaveLength(1);
  });

  it('because its document is wrong is not sent, and goes when it is corrected', async () => {
    const { world, loyverse } = loyverseShop();
    world.put(ORDER, anOrder({ total: 5000 }));
    await world.settle();
    expect(world.badge(ORDER, 'c1')).toMatchObject({
      status: 'failed',
      error: { fields: [{ path: 'total' }] },
    });
    world.put(ORDER, { ...world.orderDocs.get(ORDER), total: 3200 });
    await world.settle();
    expect(world.badge(ORDER, 'c1')).toMatchObject({ status: 'synced' });
    expect(loyverse.orders()).toHaveLength(1);
  });

  it('because it was deleted mid-flight ends quietly when nothing was sent', async () => {
    const { world, loyverse } = loyverseShop();
    world.put(ORDER, anOrder());
    world.put(ORDER, undefined);
    await world.settle();
    expect(world.job(ORDER)).toMatchObject({ state: 'cancelled', reason: 'order_deleted' });
    expect([loyverse.orders(), world.noticeRows.size]).toEqual([[], 0]);
  });

  it('and was deleted after a lost reply, tells a person to look in the POS', async () => {
    const { world, loyverse } = loyverseShop();
    loyverse.faults.add({ kind: 'lose-reply', match: 'POST' });
    world.put(ORDER, anOrder());
    await world.settle();
    world.put(ORDER, undefined);
    await world.settle(world.clock + MINUTE);
    expect([...world.noticeRows.values()]).toMatchObject([{ action: 'check_order' }]);
  });

  it('because the sign-in is refused stops the connection, and goes on reconnect', async () => {
    const { world, loyverse, connection } = loyverseShop();
    world.vaultRows.set('c1', { credentials: { accessToken: 'revoked' }, version: '1', renewingUntil: 0 });
    world.put(ORDER, anOrder());
    await world.settle();
    expect(world.connectionRows.get('c1')?.status).toBe('auth_failed');
    expect(world.badge(ORDER, 'c1')).toMatchObject({ status: 'failed', error: { code: 'auth_failed' } });
    const reconnected = loyverseShop();
    const credentials = reconnected.world.vaultRows.get('c1');
    if (credentials) world.vaultRows.set('c1', credentials);
    world.connectionRows.set('c1', connection);
    await replay(world, connection, ['auth_failed']);
    await world.settle();
    expect(loyverse.orders()).toHaveLength(1);
  });

  it('because the stored sign-in is incomplete says what to do', async () => {
    const { world } = loyverseShop();
    world.vaultRows.set('c1', { credentials: { wrong: 'canary' }, version: '1', renewingUntil: 0 });
    world.put(ORDER, anOrder());
    await world.settle();
    const error = world.badge(ORDER, 'c1')?.error;
    expect(error).toMatchObject({ advice: 'Connect Loyverse again.' });
    expect(JSON.stringify(error)).not.toMatch(/canary/);
  });

  it('because the connection was paused meanwhile waits', async () => {
    const { world, connection } = loyverseShop();
    world.put(ORDER, anOrder());
    world.connectionRows.set('c1', { ...connection, status: 'paused' });
    await world.settle();
    expect(world.job(ORDER)).toMatchObject({ state: 'waiting', reason: 'paused' });
    expect(world.badge(ORDER, 'c1')).toMatchObject({ status: 'pending', error: { code: 'paused' } });
  });
});
