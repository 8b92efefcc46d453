import { sweep } from '../../functions/src/deliver/wake';
import { routes } from '../../functions/src/entry/http/api/connections';
import type { Http } from '../../functions/src/providers/http';
import { memorySite } from '../support/memorySite';
import { loyverseShop } from '../support/shop';

const PATH = '/v1/tenants/demo/connections/c1/go-live-check';
const HOUR_MS = 3_600_000;
const SOUP = { productId: 'soup', unitPrice: 650 };

function aSite() {
  const shop = loyverseShop();
  const site = memorySite('api', routes, shop.world);
  shop.world.memberRows.set('demo/ada', 'admin');
  const token = site.identities.add('ada');
  const check = (body: object) => site.call({ method: 'POST', path: PATH, token, body });
  return { ...shop, check };
}

describe('the go-live check', () => {
  it('sends an order, holds its total against ours, and takes it back', async () => {
    const { check, loyverse, world } = aSite();
    const { status, body } = await check(SOUP);
    expect([status, body.ok]).toEqual([200, true]);
    expect(body.steps).toMatchObject([{ step: 'push' }, { step: 'total' }, { step: 'cancel' }]);
    expect(loyverse.orders()).toMatchObject([{ total: 650, state: 'refunded' }]);
    expect([...world.orderDocs.keys()].filter((path) => path.includes('/orders/'))).toEqual([]);
    world.clock += HOUR_MS;
    expect(await sweep(world)).toBe(0);
    expect(loyverse.orders()).toHaveLength(1);
  });

  it('takes back an order that stands in the POS when the bridge dies on the way', async () => {
    const { check, loyverse, world } = aSite();
    const { http } = world;
    (world as { http: Http }).http = (request) => {
      if (loyverse.orders().length > 0) throw new Error('The instance is gone.');
      return http(request);
    };
    expect((await check(SOUP)).body.ok).not.toBe(true);
    expect(loyverse.orders()).not.toMatchObject([{ state: 'refunded' }]);
    (world as { http: Http }).http = http;
    await world.settle(world.clock + HOUR_MS);
    await sweep(world);
    await world.settle();
    expect(loyverse.orders()).toMatchObject([{ total: 650, state: 'refunded' }]);
  });

  it('takes back an order whose reply was lost', async () => {
    const { check, loyverse } = aSite();
    loyverse.faults.add({ kind: 'lose-reply', match: 'POST /v1.0/receipts$' });
    const { body } = await check(SOUP);
    expect(body.ok).toBe(false);
    expect(loyverse.orders()).toMatchObject([{ state: 'refunded' }]);
  });

  it('sends nothing for a product without a link', async () => {
    const { check, loyverse } = aSite();
    expect((await check({ productId: 'unknown', unitPrice: 1 })).body.code).toBe('unmapped');
    expect(loyverse.orders()).toEqual([]);
  });
});
