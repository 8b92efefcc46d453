import { inspect } from 'node:util';
import { connect } from '../../../functions/src/deliver/connect';
import { productKey } from '../../../functions/src/model/link';
import { alleaves } from '../../../functions/src/providers/alleaves';
import { createAlleaves } from '../../simulators/alleaves';
import * as seed from '../../simulators/alleaves/seed';
import type { Fault } from '../../simulators/core/types';
import { MemoryWorld } from '../../support/memoryWorld';
import { anOrder } from '../../support/orders';
import { simHttp } from '../../support/simHttp';

const LOCATION_LIST = 'GET /api/location$';
const ORDER = 'tenants/demo/orders/o1';
const CREDENTIALS = { username: seed.USERNAME, password: seed.PASSWORD };
const POS = { guestCustomerId: String(seed.GUEST_CUSTOMER_ID) };

/** A shop and its bridge; `sent` is what Alleaves really answered. */
function shop() {
  const clock: { world?: MemoryWorld } = {};
  const simulator = createAlleaves({ taxPercent: 0, now: () => clock.world?.clock ?? 0 });
  const call = simHttp({ alleaves: simulator });
  const sent: string[] = [];
  const world = new MemoryWorld(async (request) => {
    const reply = await call(request);
    sent.push(reply.text);
    return reply;
  });
  clock.world = world;
  const request = {
    tenantId: 'demo',
    connectionId: 'c1',
    provider: 'alleaves',
    locationId: 'main',
    externalLocationId: String(seed.LOCATION_ID),
    credentials: CREDENTIALS,
    settings: { pos: POS, syncCustomers: true },
  };
  return { world, simulator, sent, connect: () => connect(world, request) };
}

const leaks = (text: string) => seed.REGULATOR_CANARIES.filter((canary) => text.includes(canary));

/** Everything that a world holds, as text: rows, jobs, attempts, notices, logs, the vault. */
const held = (world: MemoryWorld) =>
  inspect(world, { depth: null, maxArrayLength: null, maxStringLength: null, breakLength: Infinity });

const line = { id: 'l1', productId: 'cart', name: 'Sour Diesel Cart 1g', quantity: 1, unitPrice: 4000 };
const cart = { itemId: String(seed.CART_ITEM_ID), variationId: String(seed.CART_ITEM_ID) };
const plain = { fees: [], tip: 0, tax: null, lines: [line], total: 4000 };

describe('the keys of regulators that come with the locations of Alleaves', () => {
  it('are nowhere after a shop was connected, sold, and took an order back', async () => {
    const { world, sent, connect: connected } = shop();
    const connection = await connected();
    await world.linkTables.save(connection, { [productKey('cart')]: cart });
    world.put(ORDER, anOrder(plain));
    await world.settle();
    expect(world.badge(ORDER, 'c1')?.status).toBe('synced');
    world.put(ORDER, { ...world.orderDocs.get(ORDER), status: 'cancelled' });
    await world.settle();
    expect(world.badge(ORDER, 'c1')?.status).toBe('cancelled');
    expect(leaks(sent.join())).toEqual(seed.REGULATOR_CANARIES);
    expect(held(world)).toContain(connection.name);
    expect(leaks(held(world))).toEqual([]);
  });

  it.each<Pick<Fault, 'kind' | 'value'>>([
    { kind: 'wrong-type', value: '0.location' },
    { kind: 'drop-field', value: '0.id_location' },
    { kind: 'truncated' },
    { kind: 'extra-field' },
    { kind: 'shuffle-pages' },
  ])('are in no failure, log or row when their reply is spoilt: %j', async (fault) => {
    const { world, simulator, sent, connect: connected } = shop();
    simulator.faults.add({ ...fault, match: LOCATION_LIST });
    const said = await connected().then(
      (connection) => JSON.stringify(connection),
      (thrown: Error) => [String(thrown), thrown.stack, JSON.stringify(thrown)].join(),
    );
    expect(leaks(sent.join())).not.toEqual([]);
    expect(leaks(said)).toEqual([]);
    expect(leaks(held(world))).toEqual([]);
  });

  it('are in nothing that is pulled', async () => {
    const { world } = shop();
    const session = alleaves.open({
      credentials: CREDENTIALS,
      externalLocationId: String(seed.LOCATION_ID),
      currency: 'USD',
      pos: POS,
      tools: { http: world.http, baseUrl: await world.baseUrl('alleaves'), now: world.now },
    });
    const pulls = [
      session.pullCatalog?.({}),
      session.pullDiscounts?.({}),
      session.pullOrders?.({}),
      session.pullCustomers?.({}),
      session.pullStock?.({}),
      session.pullMetadata?.({}),
    ];
    for (const pages of pulls) {
      expect(pages).toBeDefined();
      for await (const page of pages ?? []) expect(leaks(JSON.stringify(page))).toEqual([]);
    }
    expect(leaks(JSON.stringify(await session.expiringStock?.({ days: 365, minQuantity: 0 })))).toEqual([]);
  });
});

describe('an order that was paid at the till', () => {
  it('is not taken back: the badge and a notice leave it to a person, and the order stays as it was', async () => {
    const { world, simulator, connect: connected } = shop();
    const connection = await connected();
    await world.linkTables.save(connection, { [productKey('cart')]: cart });
    world.put(ORDER, anOrder(plain));
    await world.settle();
    const [sold] = simulator.orders();
    simulator.model.staff().takePayment(Number(sold?.id));
    world.put(ORDER, { ...world.orderDocs.get(ORDER), status: 'cancelled' });
    await world.settle(world.clock + 3_600_000);
    expect(simulator.orders()).toMatchObject([{ id: sold?.id, state: 'paid' }]);
    const badge = world.badge(ORDER, 'c1');
    expect(badge).toMatchObject({
      status: 'failed',
      error: { advice: expect.stringMatching(/till/) as string },
    });
    expect([...world.noticeRows.values()].length).toBeGreaterThan(0);
  });
});

describe('a sign-in that ends in the middle of an order', () => {
  it('is renewed once, and the order goes on where it was', async () => {
    const { world, simulator, connect: connected } = shop();
    const connection = await connected();
    await world.linkTables.save(connection, { [productKey('cart')]: cart });
    world.put('tenants/demo/orders/o0', anOrder({ ...plain, number: '1041' }));
    await world.settle();
    simulator.faults.add({ kind: 'expire-token', match: 'POST /api/order/[0-9]+/item$' });
    const signIns = () => simulator.calls.filter(({ path }) => path === '/api/auth').length;
    const before = signIns();
    world.put(ORDER, anOrder(plain));
    await world.settle(world.clock + 60_000);
    expect(world.badge(ORDER, 'c1')?.status).toBe('synced');
    expect(simulator.orders()).toMatchObject([{ total: 4000 }, { total: 4000 }]);
    expect(signIns() - before).toBe(1);
  });
});
