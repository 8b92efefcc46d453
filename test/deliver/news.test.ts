import { afterPull } from '../../functions/src/deliver/afterPull';
import { sweepViews } from '../../functions/src/deliver/publish';
import { tick } from '../../functions/src/deliver/pull/tick';
import type { MemoryWorld } from '../support/memoryWorld';
import { aDiscount, anItem, MenuWorld } from '../support/menu';
import { loyverseShop } from '../support/shop';
import { OPEN, priceShop, SECOND } from './priceShop';

const MINUTE = 60_000;

/** Somebody who wants to hear of everything. */
function listen(world: MemoryWorld, tenantId = 'demo'): void {
  const endpoint = { id: 'e1', tenantId, url: 'https://hooks.shop.com', types: [], createdAt: 0 };
  const credentials = { secret: `whsec_${Buffer.from('the secret of the tests').toString('base64')}` };
  world.vaultRows.set('events~e1', { credentials, version: '1', renewingUntil: 0 });
  world.outbox.endpoints.set(`${tenantId}/e1`, { ...endpoint, status: 'active' });
}
const told = ({ outbox }: MemoryWorld) =>
  [...outbox.events.values()].map(({ type, data }) => ({ type, data }));

function aMenu(settings: object = {}) {
  const world = new MenuWorld(settings);
  world.record('catalog', anItem());
  listen(world);
  const changed = async (capability: 'catalog' | 'stock' | 'discounts', ids: string[]) => {
    world.clock += MINUTE;
    await afterPull(world, world.connection, capability, { ids, removed: [] });
  };
  return { world, changed };
}

describe('that the catalog has changed', () => {
  const NEWS = {
    type: 'catalog.updated',
    data: { connectionId: 'c1', provider: 'square', capability: 'catalog' },
  };

  it('is told once for a pull that changed items, and not for one that changed nothing', async () => {
    const { world, changed } = aMenu();
    await changed('catalog', ['latte']);
    await changed('catalog', []);
    expect(told(world)).toEqual([NEWS]);
  });

  it('is told where no menu is made of them, too', async () => {
    const { world, changed } = aMenu({ menu: { source: 'storefront' } });
    await changed('catalog', ['latte']);
    expect(told(world)).toEqual([NEWS]);
  });

  it('is told of a discount that changes the menu, and of none that does not', async () => {
    const { world, changed } = aMenu();
    await changed('catalog', ['latte']);
    world.record('discounts', aDiscount({ productIds: ['tea'] }));
    await changed('discounts', ['d1']);
    expect(told(world)).toHaveLength(1);
    world.record('discounts', aDiscount({ productIds: ['latte'] }));
    await changed('discounts', ['d1']);
    expect(told(world).at(-1)).toMatchObject({ data: { capability: 'discounts' } });
  });

  it('is told when a sale ends', async () => {
    const { world, changed } = aMenu();
    world.record('discounts', aDiscount({ endsOn: '2026-01-15T16:00:00' }));
    await changed('catalog', ['latte']);
    world.clock += 4 * 60 * MINUTE;
    await sweepViews(world);
    await sweepViews(world);
    expect(told(world).map(({ type }) => type)).toEqual(['catalog.updated', 'catalog.updated']);
  });

  it('costs nothing where nobody listens', async () => {
    const { world, changed } = aMenu();
    world.outbox.endpoints.clear();
    await changed('catalog', ['latte']);
    expect([told(world), world.tasks]).toEqual([[], []]);
  });
});

describe('that a pull keeps failing', () => {
  it('is told with the third failure of a kind, once', async () => {
    const { world, loyverse } = loyverseShop();
    listen(world);
    loyverse.faults.add({ kind: 'error-500', match: '/items', times: 10_000 });
    for (let n = 0; n < 6; n += 1) {
      await tick(world);
      await world.settle(world.clock + 30 * MINUTE);
    }
    const failed = told(world).filter(({ type }) => type === 'sync.failed');
    const data = { connectionId: 'c1', provider: 'loyverse', capability: 'catalog', code: 'unavailable' };
    expect(failed).toEqual([{ type: 'sync.failed', data }]);
  });
});

describe('that the POS will not have a price', () => {
  it('is told by product, for each POS, with ids alone', async () => {
    const shop = priceShop();
    const { tenantId = '' } = [...shop.world.connectionRows.values()][0] ?? {};
    listen(shop.world, tenantId);
    shop.edit('dish-1', { price: 501 });
    shop.edit(OPEN, { name: 'Odd one', price: 502 });
    await shop.pass(10 * SECOND);
    const refused = told(shop.world).filter(({ type }) => type === 'price.refused');
    expect(refused.map(({ data }) => [data.provider, data.productId]).sort()).toEqual([
      ['loyverse', OPEN],
      ['square', OPEN],
    ]);
    expect(JSON.stringify(refused)).not.toContain('Odd one');
  });
});
