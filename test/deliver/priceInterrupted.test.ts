import { sweepPrices } from '../../functions/src/deliver/prices';
import { sweep } from '../../functions/src/deliver/wake';
import { both, BOTH, LOYVERSE, MINUTE, openNotices, priceShop, SECOND, SQUARE, WRITES } from './priceShop';
import type { PriceShop } from './priceShop';

/** Edits many dishes at once; returns what they then cost. */
function repriceMenu(shop: PriceShop, count: number): Map<string, number> {
  const prices = new Map<string, number>();
  for (let n = 0; n < count; n += 1) {
    shop.edit(`dish-${n}`, { price: 5_000 + n });
    prices.set(`dish-${n}`, 5_000 + n);
  }
  return prices;
}

function expectMenu(shop: PriceShop, prices: Map<string, number>): void {
  for (const [product, price] of prices)
    expect([product, shop.priceOf(product)]).toEqual([product, both(price)]);
  expect(BOTH.map(shop.waiting)).toEqual([{}, {}]);
}

/** Every variant that Loyverse took a price for, as often as it took one. */
const taken = (shop: PriceShop) =>
  shop
    .writes(LOYVERSE)
    .filter(({ status }) => status === 200)
    .map(({ body }) => (body as { variant_id: string }).variant_id);

describe('a push that is stopped half-way', () => {
  it('by a POS that asks us to wait goes on from there, and not before', async () => {
    const shop = priceShop();
    let until = 0;
    shop.onWrite.before = (nth) => {
      if (nth !== 10) return;
      until = shop.world.clock + 90 * SECOND;
      shop.loyverse.faults.add({ kind: 'throttle', match: WRITES, value: 90 });
    };
    const prices = repriceMenu(shop, 40);
    await shop.pass(30 * MINUTE);
    expectMenu(shop, prices);
    const refusedAt = until - 90 * SECOND;
    const meanwhile = shop.loyverse.calls.filter(({ at }) => at > refusedAt && at < until);
    expect(meanwhile).toEqual([]);
    expect(new Set(taken(shop)).size).toBe(taken(shop).length);
  });

  it('by a crash goes on from what was done, and writes nothing twice', async () => {
    const shop = priceShop();
    let die = () => {};
    const died = new Promise<void>((resolve) => (die = resolve));
    // The process ends once the POS has taken the tenth price, and nothing that it would do next happens.
    shop.onWrite.after = (nth, { url }) => {
      if (nth !== 10 || !url.includes(LOYVERSE)) return undefined;
      die();
      return new Promise(() => {});
    };
    shop.reconnect(SQUARE, { status: 'disconnected' });
    repriceMenu(shop, 40);
    await Promise.race([shop.pass(MINUTE), died]);
    expect(shop.writes(LOYVERSE)).toHaveLength(10);
    shop.world.clock += 3 * MINUTE;
    expect(await sweep(shop.world)).toBe(1);
    await shop.pass(30 * MINUTE);
    expect(taken(shop)).toHaveLength(40);
    expect(new Set(taken(shop)).size).toBe(40);
    expect(shop.waiting(LOYVERSE)).toEqual({});
  });

  it('by a crash of the recorder finds that there is nothing left to do', async () => {
    const shop = priceShop();
    shop.world.beforeCommit = (step) => {
      if (step === 'finish') throw new Error('crash');
    };
    shop.edit('dish-1', { price: 640 });
    await expect(shop.pass(10 * SECOND)).rejects.toThrow('crash');
    shop.world.beforeCommit = () => {};
    shop.world.clock += 3 * MINUTE;
    await sweep(shop.world);
    await shop.pass(MINUTE);
    expect(shop.priceOf('dish-1')).toEqual(both(640));
    expect(BOTH.map((id) => shop.writes(id).length)).toEqual([1, 1]);
    expect([...shop.world.jobRows.values()].map(({ job }) => job.state)).toEqual(['done', 'done']);
  });

  it('by a lost reply looks what became of it before it writes again', async () => {
    const shop = priceShop();
    shop.loyverse.faults.add({ kind: 'lose-reply', match: WRITES });
    shop.square.faults.add({ kind: 'lose-reply', match: WRITES });
    shop.edit('dish-1', { price: 640 });
    await shop.pass(2 * MINUTE);
    expect(shop.priceOf('dish-1')).toEqual(both(640));
    expect(BOTH.map((id) => shop.writes(id).length)).toEqual([1, 1]);
  });

  it('by answers that nobody understands tells a person about prices, goes on, and takes it back', async () => {
    const shop = priceShop();
    shop.reconnect(LOYVERSE, { status: 'disconnected' });
    shop.square.faults.add({ kind: 'html', match: 'batch-retrieve$', times: 4 });
    shop.edit('dish-1', { price: 640 });
    await shop.pass(3 * MINUTE);
    expect(openNotices(shop)).toMatchObject([{ title: 'Prices do not reach the POS', action: 'none' }]);
    await shop.pass(15 * MINUTE);
    expect(shop.priceOf('dish-1')[SQUARE]).toBe(640);
    expect(openNotices(shop)).toEqual([]);
  });

  it('by a POS that is broken for an hour goes through afterwards', async () => {
    const shop = priceShop();
    for (const pos of [shop.loyverse, shop.square]) pos.faults.add({ kind: 'error-500', times: 10_000 });
    const prices = repriceMenu(shop, 5);
    await shop.pass(70 * MINUTE);
    expect(openNotices(shop).map(({ cause }) => cause)).toEqual(BOTH.map((id) => `unavailable:${id}`));
    for (const pos of [shop.loyverse, shop.square]) pos.faults.clear();
    await shop.pass(20 * MINUTE);
    expectMenu(shop, prices);
    expect(openNotices(shop)).toEqual([]);
  });
});

describe('a poke', () => {
  it('that was lost is replaced by the sweeper', async () => {
    const shop = priceShop();
    const { enqueue } = shop.world.queue;
    shop.world.queue.enqueue = async () => {};
    shop.edit('dish-1', { price: 640 });
    await shop.pass(MINUTE);
    expect(shop.writes(SQUARE)).toEqual([]);
    shop.world.queue.enqueue = enqueue;
    await sweepPrices(shop.world);
    await shop.pass(SECOND);
    expect(shop.priceOf('dish-1')).toEqual(both(640));
  });

  it('that comes twice at once finds one worker', async () => {
    const shop = priceShop();
    repriceMenu(shop, 20);
    await shop.world.settle();
    const [task] = shop.world.tasks.filter(({ queue }) => queue === 'deliver-loyverse');
    shop.world.clock += 2 * SECOND;
    if (!task) throw new Error('Nobody was sent.');
    const ends = await Promise.all([shop.world.run(task.ref), shop.world.run(task.ref)]);
    expect(ends.filter((end) => end === 'left' || end === 'lost')).toHaveLength(1);
    await shop.pass(10 * MINUTE);
    expect(taken(shop)).toHaveLength(20);
  });

  it('while somebody is at it sees to what came in after they had looked', async () => {
    const shop = priceShop();
    shop.reconnect(SQUARE, { status: 'disconnected' });
    shop.onWrite.after = async (nth) => {
      if (nth !== 1) return;
      shop.edit('dish-2', { price: 702 });
      await shop.world.settle();
      shop.world.clock += 3 * SECOND;
      await shop.world.settle();
    };
    shop.edit('dish-1', { price: 701 });
    await shop.pass(MINUTE);
    expect(shop.priceOf('dish-1')[LOYVERSE]).toBe(701);
    expect(shop.priceOf('dish-2')[LOYVERSE]).toBe(702);
  });
});
