import { anOrder } from '../support/orders';
import { loyverseShop, ORDER } from '../support/shop';

const MINUTE = 60_000;
const at = (n: number) => `tenants/demo/orders/o${n}`;

describe('a POS that is down', () => {
  it('is left in peace after three failures; jobs wait without using up their tries, and all arrive once', async () => {
    const { world, loyverse } = loyverseShop();
    loyverse.faults.add({ kind: 'reset', times: 1_000 });
    for (let n = 0; n < 20; n += 1) world.put(at(n), anOrder({ number: `${n}` }));
    await world.settle(world.clock + 20 * MINUTE);
    const calls = loyverse.calls.length;
    expect(calls).toBeLessThan(60);
    expect([...world.jobRows.values()].every(({ job }) => job.state !== 'parked')).toBe(true);
    loyverse.faults.clear();
    await world.settle(world.clock + 15 * MINUTE);
    const references = new Set(loyverse.orders().map(({ reference }) => reference));
    expect([loyverse.orders().length, references.size]).toEqual([20, 20]);
    expect(world.connectionRows.get('c1')?.circuit).toBeUndefined();
  });

  it('for so long that orders are stale, has them held for a person', async () => {
    const { world, loyverse } = loyverseShop({ holdAfterMinutes: 30 });
    loyverse.faults.add({ kind: 'throttle', value: 45 * 60, times: 1 });
    world.put(ORDER, anOrder());
    await world.settle(world.clock + 60 * MINUTE);
    expect(world.badge(ORDER, 'c1')).toMatchObject({ status: 'failed', error: { code: 'too_old' } });
    expect(loyverse.orders()).toEqual([]);
  });
});

describe('a POS that asks us to wait', () => {
  it('hears nothing from the whole account before the moment it named', async () => {
    const { world, loyverse } = loyverseShop();
    loyverse.faults.add({ kind: 'throttle', value: 90 });
    const start = world.clock;
    for (let n = 0; n < 5; n += 1) world.put(at(n), anOrder({ number: `${n}` }));
    await world.settle(start + 5 * MINUTE);
    const early = loyverse.calls.filter((call) => call.at > start && call.at < start + 90_000);
    expect(early).toEqual([]);
    expect(loyverse.orders()).toHaveLength(5);
  });
});

describe('a burst of orders', () => {
  it('stays within what the account allows, and all arrive', async () => {
    const { world, loyverse } = loyverseShop();
    for (let n = 0; n < 400; n += 1) world.put(at(n), anOrder({ number: `${n}` }));
    await world.settle(world.clock + 30 * MINUTE);
    expect(loyverse.orders()).toHaveLength(400);
    expect(loyverse.calls.filter(({ status }) => status === 429)).toEqual([]);
  });
});
