import { linksChanged } from '../../functions/src/deliver/linksChanged';
import { releasePrices } from '../../functions/src/deliver/prices';
import { replay } from '../../functions/src/deliver/wake';
import { productKey } from '../../functions/src/model/link';
import * as kitchen from '../simulators/square/seed';
import {
  both,
  BOTH,
  DISH_PRICE,
  GONE,
  LOYVERSE,
  MINUTE,
  OPEN,
  openNotices,
  priceShop,
  SECOND,
  SIZED,
  SQUARE,
} from './priceShop';

describe('an edited price', () => {
  it('stands in both POS systems once its window has closed', async () => {
    const shop = priceShop();
    shop.edit('dish-1', { name: 'Dish 1', price: 455 });
    await shop.pass(10 * SECOND);
    expect(shop.priceOf('dish-1')).toEqual(both(455));
    expect(BOTH.map(shop.waiting)).toEqual([{}, {}]);
  });

  it('that is one of ten in a burst is pushed once, as the last', async () => {
    const shop = priceShop();
    for (let cent = 1; cent <= 10; cent += 1) {
      shop.edit('dish-1', { price: 500 + cent });
      await shop.pass(100);
    }
    await shop.pass(10 * SECOND);
    expect(shop.priceOf('dish-1')).toEqual(both(510));
    expect(BOTH.map((id) => shop.writes(id).length)).toEqual([1, 1]);
  });

  it('once more, while it is being pushed, ends as the newest', async () => {
    const shop = priceShop();
    shop.onWrite.after = async (nth) => {
      if (nth !== 1) return;
      shop.edit('dish-1', { price: 777 });
      await shop.world.settle();
    };
    shop.edit('dish-1', { price: 700 });
    await shop.pass(30 * SECOND);
    expect(shop.priceOf('dish-1')).toEqual(both(777));
    expect(BOTH.map(shop.waiting)).toEqual([{}, {}]);
  });

  it('of a variation leaves its sister alone', async () => {
    const shop = priceShop();
    const large = shop.priceOf(SIZED, 'large');
    shop.edit(SIZED, { variations: [{ id: 'small', price: 325 }] });
    await shop.pass(10 * SECOND);
    expect(shop.priceOf(SIZED, 'small')).toEqual(both(325));
    expect(shop.priceOf(SIZED, 'large')).toEqual(large);
  });

  it('for one location goes there and nowhere else', async () => {
    const shop = priceShop();
    shop.reconnect(SQUARE, { locationId: 'park', externalLocationId: kitchen.PARK_LOCATION });
    shop.edit('dish-1', { price: 400, locationPrices: { main: 450 } });
    await shop.pass(10 * SECOND);
    const atThePark = () => shop.priceOf('dish-1', undefined, kitchen.PARK_LOCATION);
    expect(atThePark()).toEqual({ [LOYVERSE]: 450, [SQUARE]: 400 });
    shop.edit('dish-1', { locationPrices: { main: 450, park: 390 } });
    await shop.pass(10 * SECOND);
    expect(atThePark()).toEqual({ [LOYVERSE]: 450, [SQUARE]: 390 });
    expect(shop.priceOf('dish-1')[SQUARE]).toBe(DISH_PRICE);
    expect(shop.writes(LOYVERSE)).toHaveLength(1);
  });

  it('is rounded as the connection wants it', async () => {
    const shop = priceShop({ rounding: { mode: 'nearest', step: 5 } });
    shop.edit('dish-1', { price: 1232 });
    shop.edit('dish-2', { price: 1233 });
    await shop.pass(10 * SECOND);
    expect(shop.priceOf('dish-1')).toEqual(both(1230));
    expect(shop.priceOf('dish-2')).toEqual(both(1235));
  });

  it('is pushed in the categories that the connection includes, unless it excludes them', async () => {
    const shop = priceShop({ include: ['food', 'drinks'], exclude: ['alcohol'] });
    shop.edit('dish-1', { price: 901, categoryId: 'food' });
    shop.edit('dish-2', { price: 902, categoryId: ['drinks', 'alcohol'] });
    shop.edit('dish-3', { price: 903 });
    await shop.pass(10 * SECOND);
    expect(shop.priceOf('dish-1')).toEqual(both(901));
    expect(shop.priceOf('dish-2')).toEqual(both(DISH_PRICE));
    expect(shop.priceOf('dish-3')).toEqual(both(DISH_PRICE));
  });

  it('that equals what the POS has costs a look and no write', async () => {
    const shop = priceShop();
    shop.edit('dish-1', { price: DISH_PRICE });
    await shop.pass(10 * SECOND);
    expect(BOTH.map((id) => shop.writes(id).length)).toEqual([0, 0]);
    expect(BOTH.map(shop.waiting)).toEqual([{}, {}]);
  });
});

describe('when prices go', () => {
  it('is up to a person where the frequency is manual', async () => {
    const shop = priceShop({ frequency: 'manual' });
    shop.edit('dish-1', { price: 999 });
    await shop.pass(2 * 60 * MINUTE);
    expect(shop.writes(SQUARE)).toEqual([]);
    expect(shop.waiting(SQUARE)).toEqual({ 'dish-1': 'manual' });
    expect(await releasePrices(shop.world, shop.connection(SQUARE))).toBe(1);
    await shop.pass(10 * SECOND);
    expect(shop.priceOf('dish-1')).toEqual({ [LOYVERSE]: DISH_PRICE, [SQUARE]: 999 });
  });

  it('is the end of the five minutes where that is the frequency', async () => {
    const shop = priceShop({ frequency: 'every_5_minutes' });
    shop.edit('dish-1', { price: 999 });
    await shop.pass(4 * MINUTE);
    expect(shop.writes(SQUARE)).toEqual([]);
    await shop.pass(2 * MINUTE);
    expect(shop.priceOf('dish-1')).toEqual(both(999));
  });
});

describe('a price that the POS told us', () => {
  it('is not sent back there, and reaches the others', async () => {
    const shop = priceShop();
    shop.edit('dish-1', { price: 640 });
    await shop.pass(10 * SECOND);
    const writes = shop.writes(LOYVERSE).length;
    shop.edit('dish-1', { price: 655, priceOrigin: { connectionId: LOYVERSE, at: shop.world.clock } });
    await shop.pass(10 * SECOND);
    expect(shop.writes(LOYVERSE)).toHaveLength(writes);
    expect(shop.priceOf('dish-1')[SQUARE]).toBe(655);
  });

  const pulled = (price: number) => {
    const shop = priceShop({ rounding: { mode: 'up', step: 100 } });
    for (const id of BOTH) {
      const links = shop.world.linkRows.get(id) ?? {};
      const link = { ...links[productKey('dish-1')], pulledPrice: price } as { variationId: string };
      shop.world.linkRows.set(id, { ...links, [productKey('dish-1')]: link });
    }
    return shop;
  };

  it('is not rounded back into it', async () => {
    const shop = pulled(DISH_PRICE);
    shop.edit('dish-1', { price: DISH_PRICE });
    await shop.pass(10 * SECOND);
    expect(BOTH.map((id) => shop.writes(id).length)).toEqual([0, 0]);
    expect(BOTH.map(shop.waiting)).toEqual([{}, {}]);
  });

  it('is pushed all the same once we have told it another one since', async () => {
    const shop = pulled(400);
    shop.edit('dish-1', { price: 800 });
    await shop.pass(10 * SECOND);
    shop.edit('dish-1', { price: 400 });
    await shop.pass(10 * SECOND);
    expect(shop.priceOf('dish-1')).toEqual(both(400));
  });
});

describe('a product that the POS will not have', () => {
  it.each([
    ['has an open price', OPEN, /open price|variable price/],
    ['was deleted', GONE, /not found|does not have this item/],
  ])('because it %s rests with the reason, and the others go', async (_why, product, words) => {
    const shop = priceShop();
    shop.edit('dish-1', { price: 501 });
    shop.edit(product, { name: 'Odd one', price: 502 });
    shop.edit('dish-2', { price: 503 });
    await shop.pass(10 * SECOND);
    expect(shop.priceOf('dish-1')).toEqual(both(501));
    expect(shop.priceOf('dish-2')).toEqual(both(503));
    for (const id of BOTH) expect(shop.waiting(id)).toEqual({ [product]: 'refused' });
    const rows = [...shop.world.priceEditRows.values()].map(({ edit }) => edit.refusals[0]);
    for (const refusal of rows) expect(refusal).toMatchObject({ key: productKey(product) });
    for (const refusal of rows) expect(refusal?.reason).toMatch(words);
    const notices = openNotices(shop).map(({ cause, message }) => [cause, message.startsWith(product)]);
    expect(notices).toEqual(BOTH.map((id) => [`price_refused:${id}`, true]));
  });

  it('says nothing where the merchant does not want to hear of it', async () => {
    const shop = priceShop({ notifyOnError: false });
    shop.edit(OPEN, { price: 502 });
    await shop.pass(10 * SECOND);
    expect(shop.waiting(SQUARE)).toEqual({ [OPEN]: 'refused' });
    expect(openNotices(shop)).toEqual([]);
  });

  it('because its price is no price is named, field by field, and is right after the next edit', async () => {
    const shop = priceShop();
    shop.edit('dish-1', { price: 4.5, variations: [{ id: 'small', price: -1 }] });
    await shop.pass(10 * SECOND);
    const [row] = [...shop.world.priceEditRows.values()];
    expect(row?.edit).toMatchObject({
      state: 'refused',
      refusals: [{ key: 'price' }, { key: 'variations.0.price' }],
    });
    shop.edit('dish-1', { price: 450, variations: [] });
    await shop.pass(10 * SECOND);
    expect(shop.priceOf('dish-1')).toEqual(both(450));
    expect(BOTH.map(shop.waiting)).toEqual([{}, {}]);
  });

  it('is tried again when a person asks', async () => {
    const shop = priceShop();
    shop.edit(GONE, { price: 502 });
    await shop.pass(10 * SECOND);
    const links = shop.world.linkRows.get(SQUARE) ?? {};
    const mended = links[productKey('dish-9')];
    shop.world.linkRows.set(SQUARE, { ...links, ...(mended && { [productKey(GONE)]: mended }) });
    expect(await releasePrices(shop.world, shop.connection(SQUARE))).toBe(1);
    await shop.pass(10 * SECOND);
    expect(shop.priceOf('dish-9')[SQUARE]).toBe(502);
    expect(shop.waiting(SQUARE)).toEqual({});
  });
});

describe('a product without a link', () => {
  it('waits for it, and its price goes by itself when it is there', async () => {
    const shop = priceShop();
    const before = shop.world.linkRows.get(SQUARE) ?? {};
    const { [productKey('dish-4')]: link, ...others } = before;
    shop.world.linkRows.set(SQUARE, others);
    shop.edit('dish-4', { price: 444 });
    await shop.pass(10 * SECOND);
    expect(shop.priceOf('dish-4')).toEqual({ [LOYVERSE]: 444, [SQUARE]: DISH_PRICE });
    expect(shop.waiting(SQUARE)).toEqual({ 'dish-4': 'unlinked' });
    expect(openNotices(shop)).toEqual([]);
    expect(link).toBeDefined();
    shop.world.linkRows.set(SQUARE, before);
    await linksChanged(shop.world, 'demo', SQUARE, others, before);
    await shop.pass(10 * SECOND);
    expect(shop.priceOf('dish-4')).toEqual(both(444));
    expect(shop.waiting(SQUARE)).toEqual({});
  });

  it('is not woken by what we note about prices ourselves', async () => {
    const shop = priceShop();
    const before = shop.world.linkRows.get(SQUARE) ?? {};
    shop.edit('dish-1', { price: 640 });
    await shop.pass(10 * SECOND);
    const after = shop.world.linkRows.get(SQUARE) ?? {};
    expect(after[productKey('dish-1')]).toMatchObject({ pushedPrice: 640 });
    await linksChanged(shop.world, 'demo', SQUARE, before, after);
    expect(shop.world.tasks).toEqual([]);
  });
});

describe('a connection that takes nothing', () => {
  it('while it is paused gets its prices when it is resumed', async () => {
    const shop = priceShop();
    shop.reconnect(SQUARE, { status: 'paused' });
    shop.edit('dish-1', { price: 610 });
    shop.edit('dish-1', { price: 620 });
    await shop.pass(MINUTE);
    expect(shop.priceOf('dish-1')).toEqual({ [LOYVERSE]: 620, [SQUARE]: DISH_PRICE });
    shop.reconnect(SQUARE, { status: 'active' });
    expect(await replay(shop.world, shop.connection(SQUARE), ['paused'])).toBe(1);
    await shop.pass(10 * SECOND);
    expect(shop.priceOf('dish-1')).toEqual(both(620));
  });

  it('because its sign-in is refused tells a person once, and goes on after the next sign-in', async () => {
    const shop = priceShop();
    shop.world.vaultRows.set(SQUARE, {
      credentials: { accessToken: 'revoked' },
      version: '1',
      renewingUntil: 0,
    });
    shop.edit('dish-1', { price: 610 });
    await shop.pass(10 * SECOND);
    shop.edit('dish-2', { price: 620 });
    await shop.pass(10 * SECOND);
    expect(shop.connection(SQUARE).status).toBe('auth_failed');
    expect(openNotices(shop)).toMatchObject([{ cause: `auth_failed:${SQUARE}`, action: 'reconnect' }]);
    const credentials = { accessToken: kitchen.ACCESS_TOKEN };
    shop.world.vaultRows.set(SQUARE, { credentials, version: '2', renewingUntil: 0 });
    shop.reconnect(SQUARE, { status: 'active' });
    await replay(shop.world, shop.connection(SQUARE), ['auth_failed']);
    await shop.pass(10 * SECOND);
    expect(shop.priceOf('dish-1')).toEqual(both(610));
    expect(shop.priceOf('dish-2')).toEqual(both(620));
    expect(openNotices(shop)).toEqual([]);
  });
});
