import { linksChanged } from '../../functions/src/deliver/linksChanged';
import { releasePrices, sweepPrices } from '../../functions/src/deliver/prices';
import { productKey } from '../../functions/src/model/link';
import { GONE, MINUTE, openNotices, priceShop, SECOND, SIZED, SQUARE } from './priceShop';

describe('prices that a POS refused', () => {
  it('are a notice until the last of them is told or mended', async () => {
    const shop = priceShop();
    shop.edit(GONE, { price: 502 });
    await shop.pass(10 * SECOND);
    const open = () => openNotices(shop).map(({ cause }) => cause);
    expect(open()).toContain(`price_refused:${SQUARE}`);
    const links = shop.world.linkRows.get(SQUARE) ?? {};
    const mended = links[productKey('dish-9')];
    const after = { ...links, ...(mended && { [productKey(GONE)]: mended }) };
    shop.world.linkRows.set(SQUARE, after);
    await linksChanged(shop.world, 'demo', SQUARE, links, after);
    await shop.pass(10 * SECOND);
    expect(shop.priceOf('dish-9')[SQUARE]).toBe(502);
    expect(open()).not.toContain(`price_refused:${SQUARE}`);
  });
});

describe('prices of a connection that was switched off meanwhile', () => {
  it('keep, cost no calls, and go when it is switched on again', async () => {
    const shop = priceShop({ frequency: 'every_5_minutes' });
    const { settings } = shop.connection(SQUARE);
    shop.edit('dish-1', { price: 999 });
    await shop.pass(SECOND);
    shop.reconnect(SQUARE, { settings: { ...settings, prices: { ...settings.prices, enabled: false } } });
    await shop.pass(10 * MINUTE);
    await sweepPrices(shop.world);
    await shop.pass(MINUTE);
    expect(shop.writes(SQUARE)).toEqual([]);
    expect(shop.waiting(SQUARE)).toEqual({ 'dish-1': 'due' });
    shop.reconnect(SQUARE, { settings });
    await shop.pass(5 * MINUTE);
    expect(await sweepPrices(shop.world)).toBe(1);
    await shop.pass(MINUTE);
    expect(shop.priceOf('dish-1')[SQUARE]).toBe(999);
  });
});

describe('a product of which one variation is not linked yet', () => {
  it('has the price of the other told at once, and of this one when it is linked', async () => {
    const shop = priceShop();
    const links = shop.world.linkRows.get(SQUARE) ?? {};
    const { [productKey(SIZED, 'large')]: large, ...others } = links;
    expect(large).toBeDefined();
    shop.world.linkRows.set(SQUARE, others);
    shop.edit(SIZED, {
      variations: [
        { id: 'small', price: 325 },
        { id: 'large', price: 475 },
      ],
    });
    await shop.pass(10 * SECOND);
    expect(shop.priceOf(SIZED, 'small')[SQUARE]).toBe(325);
    expect(shop.waiting(SQUARE)).toEqual({ [SIZED]: 'unlinked' });
    shop.world.linkRows.set(SQUARE, links);
    await linksChanged(shop.world, 'demo', SQUARE, others, links);
    await shop.pass(10 * SECOND);
    expect(shop.priceOf(SIZED, 'large')[SQUARE]).toBe(475);
    expect(shop.waiting(SQUARE)).toEqual({});
  });
});

describe('a push that is turned away again and again', () => {
  it('goes on within a minute as long as prices get through in between', async () => {
    const shop = priceShop();
    let calls = 0;
    shop.onWrite.after = () => {
      calls += 1;
      if (calls % 2 === 1) shop.square.faults.add({ kind: 'throttle', match: '/v2/catalog' });
    };
    const startedAt = shop.world.clock;
    for (let round = 0; round < 8; round += 1) {
      shop.edit(`dish-${round}`, { price: 600 + round });
      await shop.pass(2 * MINUTE);
      expect(shop.priceOf(`dish-${round}`)[SQUARE]).toBe(600 + round);
    }
    expect(shop.world.clock - startedAt).toBeLessThanOrEqual(16 * MINUTE);
    expect(openNotices(shop)).toEqual([]);
  });
});

it('prices that wait for a person go when released, and only those of this connection', async () => {
  const shop = priceShop({ frequency: 'manual' });
  shop.edit('dish-1', { price: 640 });
  await shop.pass(MINUTE);
  expect(await releasePrices(shop.world, shop.connection(SQUARE))).toBe(1);
  await shop.pass(MINUTE);
  expect(shop.priceOf('dish-1')).toMatchObject({ [SQUARE]: 640 });
  expect(shop.waiting(SQUARE)).toEqual({});
});
