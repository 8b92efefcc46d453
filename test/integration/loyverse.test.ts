import { Failure } from '../../functions/src/model/failure';
import type { ChangeResult, PriceChange } from '../../functions/src/providers/change';
import { loyverse } from '../../functions/src/providers/loyverse';
import type { Fault } from '../simulators/core/types';
import * as seed from '../simulators/loyverse/seed';
import { simHttp } from '../support/simHttp';
import { addItems, idOf, shop, START } from './loyverse/shop';

/** Runs changes until every key has its result, as a worker does: again with what is left. */
async function untilSettled<Change extends { key: string }>(
  apply: (changes: readonly Change[]) => AsyncIterable<ChangeResult>,
  changes: readonly Change[],
  afterFailure: (failure: Failure) => void,
) {
  const results = new Map<string, ChangeResult>();
  for (let run = 0; results.size < changes.length; run += 1) {
    if (run > 200) throw new Error('it does not come to an end');
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

const MATCH = 'POST /v1.0/variants';
const STORM: readonly Fault[] = [
  { kind: 'throttle', match: MATCH, value: 2 },
  { kind: 'lose-reply', match: MATCH },
  { kind: 'error-500-after', match: MATCH, times: 2 },
  { kind: 'error-500', match: 'GET /v1.0/variants' },
  { kind: 'reset', match: MATCH },
  { kind: 'truncated', match: MATCH },
];

describe.each([{ absentFields: 'reset' }, { absentFields: 'keep' }] as const)(
  'a push of 300 prices (fields left out: $absentFields)',
  (options) => {
    it('ends with every price right, whatever happens on the way, and three items refused', async () => {
      const world = shop(options);
      const { account, session, simulator, staff } = world;
      addItems(world, 300);
      // The other store has prices of its own.
      for (const { stores } of account.variants) if (stores[1]?.price === 1) stores[1].price = 2;
      const bad = [idOf(2, 50), idOf(2, 151), idOf(2, 299)];
      await staff('DELETE', `/items/${idOf(1, 50)}`);
      await staff('POST', '/variants', {
        variant_id: bad[1],
        sku: 'DISH-151',
        default_pricing_type: 'VARIABLE',
        stores: account.stores.map(({ id }) => ({ store_id: id, pricing_type: 'VARIABLE' })),
      });
      for (const row of account.variants.find((one) => one.variant_id === bad[2])?.stores ?? [])
        row.available_for_sale = false;
      const changes: PriceChange[] = Array.from({ length: 300 }, (_, index) => ({
        key: idOf(2, index + 1),
        link: { variationId: idOf(2, index + 1) },
        price: 1000 + index,
      }));
      world.storm.push(...STORM, ...STORM);
      const failures: string[] = [];
      const results = await untilSettled(session.pushPrices, changes, ({ kind }) => void failures.push(kind));
      const refused = [...results.values()].filter(({ outcome }) => outcome === 'refused');
      expect(refused.map(({ key }) => key).sort()).toEqual([...bad].sort());
      for (const { key, price } of changes.filter(({ key: one }) => !bad.includes(one))) {
        const stores = account.variants.find(({ variant_id }) => variant_id === key)?.stores;
        expect([key, ...(stores ?? []).map((row) => row.price)]).toEqual([key, price / 100, 2]);
      }
      expect(new Set(failures)).toEqual(new Set(['throttled', 'unavailable']));
      expect([world.storm, simulator.faults.list()]).toEqual([[], []]);
      expect(world.violated()).toEqual([]);
      expect(simulator.calls.length).toBeLessThan(720);
    });
  },
);

describe('a push of 250 stock figures', () => {
  it('sets all but the three that are not tracked', async () => {
    const world = shop();
    addItems(world, 250, 5);
    const bad = [3, 120, 249];
    for (const item of world.account.items)
      if (bad.some((n) => idOf(1, n) === item.id)) item.track_stock = false;
    const changes = Array.from({ length: 250 }, (_, index) => ({
      key: String(index + 1),
      link: { variationId: idOf(2, index + 1) },
      quantity: 7 + index,
      countedAt: START,
    }));
    world.faults.add({ kind: 'lose-reply', match: 'POST /v1.0/inventory' });
    const results = await untilSettled(world.session.setStock, changes, () => undefined);
    const refused = [...results.values()].filter(({ outcome }) => outcome === 'refused');
    expect(refused.map(({ key }) => Number(key)).sort((a, b) => a - b)).toEqual(bad);
    for (const { key, quantity } of changes)
      expect(world.account.level(idOf(2, Number(key)), seed.STORE_ID).in_stock).toBe(
        bad.includes(Number(key)) ? 5 : quantity,
      );
    expect(world.violated()).toEqual([]);
  });
});

describe('sign-in and webhooks', () => {
  const app = { clientId: seed.CLIENT_ID, clientSecret: seed.CLIENT_SECRET };

  it('a merchant agrees, the code becomes a token, and what the app registers is verified and read', async () => {
    const { account, clock, simulator } = shop();
    const now = () => clock.now;
    const tools = { http: simHttp({ loyverse: simulator }), baseUrl: 'http://loyverse.sim', now, app };
    const oauth = loyverse.oauth!;
    const page = new URL(
      oauth.authorizeUrl({ app, baseUrl: tools.baseUrl, redirectUri: seed.REDIRECT_URI, state: 's' }),
    );
    const query = Object.fromEntries(page.searchParams);
    const agreed = await simulator.handle({
      method: 'GET',
      path: page.pathname,
      query,
      headers: {},
      body: '',
    });
    const back = new URL('headers' in agreed ? (agreed.headers?.location ?? '') : '');
    const code = back.searchParams.get('code') ?? '';
    const credentials = (await oauth.exchange(
      { code, redirectUri: seed.REDIRECT_URI, query: {} },
      tools,
    )) as {
      accessToken: string;
    };
    await expect(
      oauth.exchange({ code, redirectUri: seed.REDIRECT_URI, query: {} }, tools),
    ).rejects.toMatchObject({
      kind: 'unauthorized',
    });

    const url = 'https://bridge.example/hooks/loyverse';
    const headers = {
      authorization: `Bearer ${credentials.accessToken}`,
      'content-type': 'application/json',
    };
    const body = JSON.stringify({ url, type: 'inventory_levels.update', status: 'ENABLED' });
    await simulator.handle({ method: 'POST', path: '/v1.0/webhooks/', query: {}, headers, body });
    account.moveStock(seed.ROTI_ID, seed.STORE_ID, -1000);
    const [post] = await simulator.model.emitter.deliver(async () => 200);
    const delivery = { headers: post!.headers, rawBody: Buffer.from(post!.body), url };
    expect(loyverse.webhook?.verify(delivery, [app.clientSecret])).toBe(true);
    expect(loyverse.webhook?.verify(delivery, ['another'])).toBe(false);
    expect(loyverse.webhook?.read(JSON.parse(post!.body))).toMatchObject([
      { due: ['stock'], accountId: seed.MERCHANT_ID, externalLocationId: seed.STORE_ID },
    ]);
  });
});
