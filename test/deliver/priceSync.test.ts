import {
  changePrices,
  priceHistory,
  priceStatus,
  triggerPrices,
} from '../../functions/src/deliver/priceSync';
import { callsPerMinute } from '../../functions/src/plan/priceRate';
import { aConnection } from '../support/orders';
import { anAttempt, NOW } from '../support/jobs';
import { GONE, LOYVERSE, priceShop, SECOND } from './priceShop';

const MANUAL = { frequency: 'manual' };

describe('the price sync of a connection', () => {
  it('says what waits, for what, and since when', async () => {
    const shop = priceShop();
    const { world } = shop;
    shop.edit('dish-0', { price: 400 });
    shop.edit('nowhere', { price: 1 });
    await world.settle();
    const status = await priceStatus(world, shop.connection(LOYVERSE));
    expect(status).toMatchObject({ active: true, queue: { due: 2, manual: 0 }, oldestAt: world.clock });
    expect(status.nextAt).toBeGreaterThanOrEqual(world.clock);
    expect(status.job).toBeUndefined();
    await shop.pass(10 * SECOND);
    const later = await priceStatus(world, shop.connection(LOYVERSE));
    expect(later.queue).toEqual({ due: 0, manual: 0, unlinked: 1, refused: 0 });
    expect(later.job?.state).toBe('done');
    expect(later.rate.callsPerMinute).toBeGreaterThan(0);
    expect(later.rate.allowedPerMinute).toBeGreaterThan(later.rate.callsPerMinute);
  });

  it('pushes on demand what waits for a person: some products, then all', async () => {
    const shop = priceShop(MANUAL);
    const { world } = shop;
    for (const dish of ['dish-0', 'dish-1', 'dish-2']) shop.edit(dish, { price: 425 });
    await shop.pass(SECOND);
    const states = ['manual', 'refused'] as const;
    expect(await triggerPrices(world, shop.connection(LOYVERSE), states, ['dish-1'])).toBe(1);
    await shop.pass(10 * SECOND);
    expect(Object.keys(shop.waiting(LOYVERSE))).toEqual(['dish-0', 'dish-2']);
    expect(await triggerPrices(world, shop.connection(LOYVERSE), states)).toBe(2);
    await shop.pass(10 * SECOND);
    expect(shop.waiting(LOYVERSE)).toEqual({});
    expect(shop.priceOf('dish-2')).toMatchObject({ [LOYVERSE]: 425 });
  });

  it('remembers its pushes, and what was refused and why', async () => {
    const shop = priceShop();
    const { world } = shop;
    shop.edit(GONE, { price: 1 });
    await shop.pass(10 * SECOND);
    for (const price of [500, 600]) {
      shop.edit('dish-3', { price });
      await shop.pass(10 * SECOND);
    }
    const loyverse = shop.connection(LOYVERSE);
    const first = await priceHistory(world, loyverse, { limit: 2 });
    expect(first.attempts.map(({ number }) => number)).toEqual([3, 2]);
    const second = await priceHistory(world, loyverse, { limit: 2, cursor: first.next });
    expect([second.attempts.map(({ number }) => number), second.next]).toEqual([[1], undefined]);
    expect(second.refused).toEqual([]);
    await expect(priceHistory(world, loyverse, { limit: 2, cursor: 'x' })).rejects.toMatchObject({
      code: 'invalid_request',
    });
  });

  it('is not there for a POS that owns its prices, and says why', async () => {
    const { world } = priceShop();
    const alleaves = aConnection({ id: 'a', provider: 'alleaves', settings: { prices: { enabled: true } } });
    world.connectionRows.set('a', alleaves);
    await expect(triggerPrices(world, alleaves, ['manual'])).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('Alleaves owns the prices') as unknown,
    });
    await expect(changePrices(world, alleaves, { enabled: true })).rejects.toMatchObject({ code: 'refused' });
  });

  it('pushes nothing while it is switched off', async () => {
    const shop = priceShop({ enabled: false });
    const pushed = triggerPrices(shop.world, shop.connection(LOYVERSE), ['manual']);
    await expect(pushed).rejects.toMatchObject({ code: 'refused' });
  });

  it('changes the settings that are named and leaves the others', async () => {
    const shop = priceShop({ frequency: 'hourly', include: ['food'] });
    const prices = await changePrices(shop.world, shop.connection(LOYVERSE), { scope: 'everywhere' });
    expect(prices).toMatchObject({ frequency: 'hourly', include: ['food'], scope: 'everywhere' });
    expect(shop.connection(LOYVERSE).settings.prices).toEqual(prices);
  });
});

describe('the rate of pushes', () => {
  const call = { method: 'POST', path: '/', status: 200, durationMs: 1 };
  const attempt = (startedAt: number, calls: number, durationMs = 60_000) => ({
    ...anAttempt(1),
    ...{ startedAt, durationMs },
    calls: Array.from({ length: calls }, () => call),
  });

  it('is calls per minute of work, of the last hour', () => {
    expect(callsPerMinute([attempt(NOW - 1, 90), attempt(NOW - 2, 30), attempt(NOW - 4e6, 999)], NOW)).toBe(
      60,
    );
  });

  it('of a push of a moment is not blown up, and of none is none', () => {
    expect(callsPerMinute([attempt(NOW - 1, 3, 10)], NOW)).toBe(3);
    expect(callsPerMinute([], NOW)).toBe(0);
  });
});
