import { Failure } from '../../functions/src/model/failure';
import type { ChangeResult, PriceChange } from '../../functions/src/providers/change';
import type { Operations } from '../../functions/src/providers/provider';
import type { Pull } from '../../functions/src/providers/pull';
import { square } from '../../functions/src/providers/square';
import { usd } from '../simulators/square/caller';
import type { CatalogObject } from '../simulators/square/catalog/schema';
import * as seed from '../simulators/square/seed';
import { simHttp } from '../support/simHttp';
import {
  addItems,
  edit,
  itemId,
  MINUTE,
  Mirror,
  put,
  sell,
  shop,
  START,
  variationId,
  type Shop,
} from './square/shop';

/** Runs changes until every key has its result, as a worker does: again with what is left. */
async function untilSettled<Change extends { key: string }>(
  apply: (changes: readonly Change[]) => AsyncIterable<ChangeResult>,
  changes: readonly Change[],
  afterFailure: (failure: Failure) => void,
) {
  const results = new Map<string, ChangeResult>();
  for (let run = 0; results.size < changes.length; run += 1) {
    if (run > 50) throw new Error('it does not come to an end');
    try {
      for await (const result of apply(changes.filter(({ key }) => !results.has(key)))) {
        if (results.has(result.key)) throw new Error(`${result.key} came twice`);
        results.set(result.key, result);
      }
    } catch (thrown) {
      afterFailure(Failure.from(thrown));
    }
  }
  return results;
}

const UPSERT = 'POST /v2/catalog/batch-upsert';
const READ = 'POST /v2/catalog/batch-retrieve';

/** Somebody renames dishes while we push. */
const renaming = (world: Shop, ...numbers: number[]) => {
  for (const n of numbers)
    edit(world, variationId(n), (object) => {
      if (object.item_variation_data) object.item_variation_data.name = 'Renamed';
    });
};

function spoil(world: Shop): void {
  const fault = (
    kind: 'throttle' | 'lose-reply' | 'error-500-after' | 'error-500' | 'reset',
    before = UPSERT,
  ) => world.mishaps.push({ before, what: { kind } });
  const meddle = (...numbers: number[]) =>
    world.mishaps.push({ before: UPSERT, what: () => renaming(world, ...numbers) });
  fault('throttle');
  fault('reset');
  meddle(1, 50, 250);
  fault('error-500', READ);
  meddle(3, 7, 8);
  fault('lose-reply');
  fault('error-500-after');
}

describe.each(['location', 'everywhere'] as const)('a push of 300 prices to Square (%s)', (priceScope) => {
  const prices = (world: Shop, n: number) => {
    const data = world.account.catalog.find(variationId(n))?.item_variation_data;
    const own = data?.location_overrides?.find(({ location_id }) => location_id === seed.MAIN_LOCATION);
    return { base: data?.price_money?.amount, here: (own?.price_money ?? data?.price_money)?.amount };
  };

  it('ends with every price right, whatever happens on the way, and three items refused', async () => {
    const world = shop();
    addItems(world, 300);
    await world.staff('DELETE', `/v2/catalog/object/${itemId(50)}`);
    edit(world, variationId(151), (object) => {
      object.item_variation_data = {
        item_id: itemId(151),
        name: 'Regular',
        pricing_type: 'VARIABLE_PRICING',
      };
    });
    // Square takes no such variation back: its item is not sold everywhere.
    edit(world, itemId(299), (object) => {
      Object.assign(object, {
        present_at_all_locations: false,
        present_at_location_ids: [seed.MAIN_LOCATION],
      });
    });
    edit(world, variationId(10), (object) => {
      const at = { location_id: seed.MAIN_LOCATION, price_money: usd(90), track_inventory: true };
      Object.assign(object.item_variation_data ?? {}, { location_overrides: [at] });
    });
    const changes: PriceChange[] = Array.from({ length: 300 }, (_, index) => ({
      key: String(index + 1),
      link: { variationId: variationId(index + 1) },
      price: 1000 + index,
    }));
    spoil(world);
    const failures: string[] = [];
    const { pushPrices } = world.open({ priceScope });
    const results = await untilSettled(pushPrices, changes, ({ kind }) => void failures.push(kind));
    const refused = [...results.values()].filter(({ outcome }) => outcome === 'refused');
    expect(refused.map(({ key }) => key).sort()).toEqual(['151', '299', '50']);
    const good = changes.filter(({ key }) => !['50', '151', '299'].includes(key));
    for (const { key, price } of good) {
      const { base, here } = prices(world, Number(key));
      expect([key, here, base]).toEqual([key, price, priceScope === 'everywhere' ? price : 100]);
    }
    expect(new Set(failures)).toEqual(new Set(['throttled', 'unavailable']));
    const kept = world.account.catalog.find(variationId(10))?.item_variation_data?.location_overrides;
    expect(kept).toMatchObject([{ track_inventory: true }]);
    for (const n of [1, 7, 8, 250])
      expect(world.account.catalog.find(variationId(n))?.item_variation_data?.name).toBe('Renamed');
    expect([world.mishaps, world.violations()]).toEqual([[], []]);
    expect(world.simulator.calls.length).toBeLessThan(50);
  });

  it('writes nothing the second time', async () => {
    const world = shop();
    addItems(world, 250);
    const changes = Array.from({ length: 250 }, (_, index) => ({
      key: String(index + 1),
      link: { variationId: variationId(index + 1) },
      price: 1000,
    }));
    const { pushPrices } = world.open({ priceScope });
    await untilSettled(pushPrices, changes, () => undefined);
    const before = world.simulator.calls.length;
    const again = await untilSettled(pushPrices, changes, () => undefined);
    expect(new Set([...again.values()].map(({ outcome }) => outcome))).toEqual(new Set(['unchanged']));
    expect(world.simulator.calls.slice(before).map(({ path }) => path)).toEqual([
      '/v2/catalog/batch-retrieve',
    ]);
  });

  it('waits while another application holds the catalog', async () => {
    const world = shop();
    addItems(world, 1);
    const release = world.model.holdCatalog();
    const changes = [{ key: '1', link: { variationId: variationId(1) }, price: 1000 }];
    const kinds: string[] = [];
    await untilSettled(world.open({ priceScope }).pushPrices, changes, ({ kind }) => {
      kinds.push(kind);
      release();
    });
    expect([kinds, prices(world, 1).here]).toEqual([['throttled'], 1000]);
  });
});

describe('a push of 250 counts to Square', () => {
  it('sets all but the three that Square does not know, and a later sale keeps its effect', async () => {
    const world = shop();
    addItems(world, 250);
    const bad = ['3', '120', '249'];
    for (const n of bad) await world.staff('DELETE', `/v2/catalog/object/${itemId(Number(n))}`);
    const { stock } = world.account;
    stock.count(variationId(1), seed.MAIN_LOCATION, '50', START - 60 * MINUTE);
    stock.move(variationId(1), seed.MAIN_LOCATION, '2', -1, START - 5 * MINUTE);
    const changes = Array.from({ length: 250 }, (_, index) => ({
      key: String(index + 1),
      link: { variationId: variationId(index + 1) },
      quantity: 10 + index,
      countedAt: START - 10 * MINUTE,
    }));
    const before = 'POST /v2/inventory/changes/batch-create';
    for (const kind of ['lose-reply', 'throttle', 'error-500-after'] as const)
      world.mishaps.push({ before, what: { kind } });
    const results = await untilSettled(world.session.setStock, changes, () => undefined);
    const refused = [...results.values()].filter(({ outcome }) => outcome === 'refused');
    expect(refused.map(({ key }) => key).sort()).toEqual([...bad].sort());
    for (const { key, quantity } of changes.filter(({ key: one }) => !bad.includes(one))) {
      const left = stock.at(variationId(Number(key)), seed.MAIN_LOCATION)?.quantity;
      expect([key, left]).toEqual([key, String(key === '1' ? quantity - 2 : quantity)]);
    }
    expect(world.violations()).toEqual([]);
  });
});

type Pulls = 'pullCatalog' | 'pullDiscounts' | 'pullOrders' | 'pullCustomers' | 'pullStock' | 'pullMetadata';
interface AnyRecord {
  id?: string;
  kind?: string;
  variationId?: string;
  deleted?: boolean;
}
const pullOf = (open: () => Operations, name: Pulls) => (): Pull<AnyRecord> => open()[name];
const mirror = () => new Mirror<AnyRecord>(({ kind, id, variationId: v }) => [kind, id, v].join(' '));

/** What a bridge that has just been connected would hold. */
async function everything(world: Shop, name: Pulls) {
  const fresh = mirror();
  await fresh.pull(pullOf(() => world.open(), name));
  return fresh.all();
}

const rule = (id: string, data: object): CatalogObject => ({
  type: 'PRICING_RULE',
  id,
  pricing_rule_data: { name: id, discount_id: seed.LUNCH_DISCOUNT, match_products_id: 'PRSLUNCH', ...data },
});

/** A day in the shop: of everything some is new, some changed and some gone. */
async function aDay(world: Shop): Promise<void> {
  const { clock, staff, account, model } = world;
  clock.now += 10 * MINUTE;
  edit(world, itemId(1), (object) => void Object.assign(object.item_data ?? {}, { is_archived: true }));
  edit(
    world,
    variationId(2),
    ({ item_variation_data: data }) => void Object.assign(data ?? {}, { price_money: usd(777) }),
  );
  await staff('DELETE', `/v2/catalog/object/${itemId(3)}`);
  await staff('DELETE', `/v2/catalog/object/${seed.COFFEE_VARIATIONS.large.id}`);
  await staff('DELETE', `/v2/catalog/object/${seed.MODIFIERS.cheese.id}`);
  put(world, {
    type: 'CATEGORY',
    id: 'CATNEW',
    category_data: { name: 'New', category_type: 'REGULAR_CATEGORY' },
  });
  edit(
    world,
    itemId(4),
    (object) => void Object.assign(object.item_data ?? {}, { categories: [{ id: 'CATNEW' }] }),
  );
  await staff('DELETE', '/v2/catalog/object/RULLUNCH');
  put(
    world,
    rule('RULNEW', { valid_until_date: '2026-12-31' }),
    rule('RULGROUP', { customer_group_ids_any: ['G'] }),
  );
  account.stock.count(seed.ITEMS.naan.variationId, seed.MAIN_LOCATION, '3');
  const { orderId, paymentId } = await sell(world, 'web-late', 4200);
  await staff('POST', '/v2/refunds', { idempotency_key: 'r', payment_id: paymentId, amount_money: usd(200) });
  const open = await sell(world, 'web-cancelled', 900, false);
  const order = { version: 1, state: 'CANCELED' };
  await staff('PUT', `/v2/orders/${open.orderId}`, { idempotency_key: 'c', order });
  const line = { catalog_object_id: seed.ITEMS.soup.variationId, quantity: '2' };
  model.ringUp({ location_id: seed.MAIN_LOCATION, line_items: [line] });
  await staff('PUT', '/v2/customers/CUS000001', { family_name: `van ${orderId}` });
  await staff('POST', '/v2/customers', { given_name: 'New' });
}

async function opened() {
  const world = shop({ pageCap: 5 });
  addItems(world, 40);
  for (let n = 1; n <= 12; n += 1) {
    world.clock.now += MINUTE;
    await sell(world, `web-${n}`, 1000 + n);
    await world.staff('POST', '/v2/customers', { given_name: `Guest ${n}` });
  }
  return world;
}

const ALL: Pulls[] = [
  'pullCatalog',
  'pullDiscounts',
  'pullOrders',
  'pullCustomers',
  'pullStock',
  'pullMetadata',
];

describe.each(ALL)('%s from Square', (name) => {
  it('brings what is there, then only what has changed, and ends where a fresh start would', async () => {
    const world = await opened();
    const held = mirror();
    const first = await held.pull(pullOf(() => world.open(), name));
    expect(first.every(({ full }) => full)).toBe(true);
    expect(held.all().length).toBeGreaterThan(0);
    const before = JSON.stringify(held.all());
    await held.pull(pullOf(() => world.open(), name));
    expect(JSON.stringify(held.all())).toBe(before);
    await aDay(world);
    const changes = await held.pull(pullOf(() => world.open(), name));
    expect(JSON.stringify(held.all())).not.toBe(before);
    expect(held.all()).toEqual(await everything(world, name));
    expect(changes[0]?.records.length).toBeLessThan(45);
    expect(world.violations()).toEqual([]);
  });

  it('brings the same when pages are shuffled, lost or late, and every page has a session of its own', async () => {
    const world = await opened();
    const calm = await everything(world, name);
    const ids = (records: readonly AnyRecord[]) =>
      records.map(({ kind, id, variationId: v }) => [kind, id, v].join());
    world.simulator.faults.add({ kind: 'shuffle-pages', times: 1000 });
    const held = mirror();
    let pauses = 0;
    const pause = () => {
      pauses += 1;
      if (pauses === 2) world.model.expireCursors();
      if (pauses === 3) world.simulator.faults.add({ kind: 'lose-reply' });
      if (pauses === 4) world.simulator.faults.add({ kind: 'error-500' });
    };
    await held.pull(
      pullOf(() => world.open(), name),
      true,
      pause,
    );
    expect(ids(held.all())).toEqual(ids(calm));
  });
});

describe('the catalog that is pulled from Square', () => {
  it('is Square’s own, item by item, at the prices of the location', async () => {
    const world = await opened();
    const { catalog } = world.account;
    const expected = [...catalog.objects.values()]
      .filter(({ type }) => type === 'ITEM_VARIATION')
      .map(({ id }) => [id, catalog.offer(id, seed.MAIN_LOCATION)?.price?.amount]);
    const items = (await everything(world, 'pullCatalog')) as unknown as {
      name: string;
      imageUrl?: string;
      categoryIds: string[];
      variations: { id: string; price?: number }[];
    }[];
    const pulled = items.flatMap(({ variations }) => variations.map(({ id, price }) => [id, price]));
    expect(pulled.sort()).toEqual(expected.sort());
    expect(items.find(({ name }) => name === seed.ITEMS.soup.name)).toMatchObject({
      imageUrl: seed.SOUP_IMAGE.url,
      categoryIds: [seed.SOUPS],
    });
  });
});

describe('the orders that are pulled from Square', () => {
  it('tell refunds with their sale, cancellations and sales of the till', async () => {
    const world = await opened();
    await aDay(world);
    const orders = (await everything(world, 'pullOrders')) as unknown as {
      id: string;
      reference?: string;
      refundOf?: string;
      status: string;
      total: number;
    }[];
    const late = orders.find(({ reference }) => reference === 'web-late');
    expect(late).toMatchObject({ status: 'completed', total: 4200 });
    expect(orders.find(({ refundOf }) => refundOf === late?.id)).toMatchObject({
      status: 'refunded',
      total: 200,
    });
    expect(orders.find(({ reference }) => reference === 'web-cancelled')?.status).toBe('cancelled');
    expect(orders).toHaveLength(world.account.orders.size);
  });
});

describe('signing in with Square, and what it tells us from then on', () => {
  const app = { clientId: seed.APPLICATION_ID, clientSecret: seed.APPLICATION_SECRET };
  const signedIn = async () => {
    const world = shop();
    const http = simHttp({ square: world.simulator });
    const tools = { http, baseUrl: 'http://square.sim', now: () => world.clock.now, app };
    const oauth = square.oauth!;
    const redirectUri = seed.REDIRECT_URI;
    const request = { app, baseUrl: tools.baseUrl, redirectUri, state: 's' };
    const page = new URL(oauth.authorizeUrl(request));
    const query = Object.fromEntries(page.searchParams);
    const reply = await world.simulator.handle({
      method: 'GET',
      path: page.pathname,
      query,
      headers: {},
      body: '',
    });
    const back = new URL('headers' in reply ? (reply.headers?.['location'] ?? '') : '');
    const code = back.searchParams.get('code') ?? '';
    const exchange = () => oauth.exchange({ code, redirectUri, query: {} }, tools);
    return { world, tools, oauth, exchange, credentials: await exchange() };
  };

  it('gives tokens for a code, once, renews and revokes them', async () => {
    const { world, tools, oauth, exchange, credentials } = await signedIn();
    await expect(exchange()).rejects.toMatchObject({ kind: 'unauthorized' });
    const renewed = await square.renewal!.renew(credentials, tools);
    const session = world.open({ credentials: renewed, tools });
    expect(await session.locations()).toHaveLength(2);
    await oauth.revoke(renewed, tools);
    await oauth.revoke(renewed, tools);
    await expect(session.locations()).rejects.toMatchObject({ kind: 'unauthorized' });
  });

  it('believes signed events alone, and knows when access was taken away', async () => {
    const { world, tools, oauth, credentials } = await signedIn();
    const url = 'https://bridge.example.test/webhooks/square';
    world.model.emitter.subscribe(url, 'new-key');
    await sell(world, 'web-1', 1000);
    await oauth.revoke(credentials, tools);
    const posts = await world.model.emitter.deliver(async () => 200, { twice: true, reversed: true });
    const hints = posts.flatMap(({ headers, body }) => {
      const delivery = { headers, rawBody: Buffer.from(body), url };
      expect(square.webhook?.verify(delivery, ['old-key', 'new-key'])).toBe(true);
      expect(square.webhook?.verify({ ...delivery, rawBody: Buffer.from(`${body} `) }, ['new-key'])).toBe(
        false,
      );
      return square.webhook?.read(JSON.parse(body)) ?? [];
    });
    expect(hints.some(({ revoked, accountId }) => revoked && accountId === seed.MERCHANT_ID)).toBe(true);
    expect(hints.find(({ due }) => due.includes('orders'))?.externalLocationId).toBe(seed.MAIN_LOCATION);
    expect(new Set(hints.map(({ eventId }) => eventId)).size).toBe(posts.length / 2);
  });
});
