import { afterPull } from '../../functions/src/deliver/afterPull';
import { recordStock, StockPass } from '../../functions/src/deliver/stock';
import { productKey } from '../../functions/src/model/link';
import { anItem, MenuWorld, stockOfAll } from '../support/menu';

const all = { ids: 'all', removed: [] } as const;

function shop(settings: object = {}): MenuWorld {
  const world = new MenuWorld({ menu: { source: 'storefront', storefrontAvailability: true }, ...settings });
  world.record('catalog', anItem());
  world.linkRows.set('c1', {
    [productKey('coffee', 's')]: { itemId: 'latte', variationId: 'small' },
    [productKey('coffee', 'l')]: { variationId: 'large' },
  });
  const variations = [
    { id: 's', price: 400 },
    { id: 'l', price: 550 },
  ];
  world.productDocs.set('tenants/demo/products/coffee', { name: 'Coffee', price: 400, variations });
  return world;
}

const coffee = (world: MenuWorld) => world.productDocs.get('tenants/demo/products/coffee');
const drift = (world: MenuWorld) => world.published.driftReports.get('c1');

async function stock(world: MenuWorld, levels: Record<string, number>): Promise<void> {
  const pass = await StockPass.open(world, world.connection, { whole: false, released: true });
  await recordStock({ records: stockOfAll(levels), complete: true, full: false }, pass);
  await afterPull(world, world.connection, 'stock', { ids: [...pass.changed], removed: [] });
}

async function soldOut(world: MenuWorld, levels: Record<string, number>): Promise<void> {
  await stock(world, levels);
  world.clock += 120_000;
  await stock(world, levels);
}

describe('availability in the storefront', () => {
  it('goes when all of a product is sold out, and comes back', async () => {
    const world = shop();
    await stock(world, { small: 1, large: 1 });
    await soldOut(world, { small: 0 });
    expect(coffee(world)).not.toHaveProperty('available');
    await soldOut(world, { large: 0 });
    expect(coffee(world)).toMatchObject({ available: false });
    await stock(world, { small: 4 });
    expect(coffee(world)).toMatchObject({ available: true });
  });

  it('is written only where it is another one, and pushes no price', async () => {
    const world = shop({
      prices: { enabled: true },
      menu: { source: 'storefront', storefrontAvailability: true },
    });
    world.record('catalog', anItem({ archived: true }));
    await afterPull(world, world.connection, 'catalog', all);
    const before = coffee(world);
    await afterPull(world, world.connection, 'catalog', all);
    expect(coffee(world)).toBe(before);
    await world.settle();
    expect([before?.available, world.priceEditRows.size, world.tasks.length]).toEqual([false, 0, 0]);
  });

  it('of a product that cannot be read is no price edit, either', async () => {
    const world = shop({
      prices: { enabled: true },
      menu: { source: 'storefront', storefrontAvailability: true },
    });
    world.productDocs.set('tenants/demo/products/coffee', { price: 'four' });
    world.record('catalog', anItem({ archived: true }));
    await afterPull(world, world.connection, 'catalog', all);
    await world.settle();
    expect([coffee(world)?.available, world.priceEditRows.size]).toEqual([false, 0]);
  });

  it('is left alone unless the tenant wants it', async () => {
    const world = shop({ menu: { source: 'storefront' } });
    world.record('catalog', anItem({ archived: true }));
    await afterPull(world, world.connection, 'catalog', all);
    expect(coffee(world)).not.toHaveProperty('available');
  });
});

describe('the drift report', () => {
  it('is empty when both sides agree', async () => {
    const world = shop();
    await afterPull(world, world.connection, 'catalog', all);
    expect(drift(world)).toEqual({ counts: {}, total: 0, entries: [] });
  });

  it.each([
    ['deleted', { variations: [] }, 2],
    ['archived', { archived: true }, 2],
    ['not_at_location', { variations: anItem().variations.map((one) => ({ ...one, available: false })) }, 2],
    ['price_differs', { variations: anItem().variations.map((one) => ({ ...one, price: 999 })) }, 2],
  ])('names what is %s', async (why, overrides, count) => {
    const world = shop();
    world.forget('catalog', 'latte');
    world.record('catalog', anItem(overrides));
    await afterPull(world, world.connection, 'catalog', { ids: ['latte'], removed: [] });
    expect(drift(world)).toMatchObject({ counts: { [why]: count }, total: count });
    expect(drift(world)?.entries[0]).toMatchObject({ productId: 'coffee', name: 'Coffee', drift: why });
  });

  it('names what is sold out, and what has no link', async () => {
    const world = shop();
    await stock(world, { small: 1, large: 1 });
    await soldOut(world, { small: 0 });
    world.linkRows.set('c1', { [productKey('coffee', 's')]: { itemId: 'latte', variationId: 'small' } });
    await afterPull(world, world.connection, 'catalog', all);
    expect(drift(world)?.counts).toEqual({ sold_out: 1, unlinked: 1 });
  });

  it('names a currency that no order of the location can be sent in', async () => {
    const world = shop();
    world.publishing.storefront.currencyOf = async () => 'EUR';
    await afterPull(world, world.connection, 'catalog', all);
    expect(drift(world)?.counts).toEqual({ currency: 1 });
  });

  it('leaves out prices that the connection rounds, and products that are gone', async () => {
    const world = shop({ prices: { rounding: { mode: 'nearest', step: 50 } } });
    world.productDocs.set('tenants/demo/products/coffee', {
      price: 410,
      variations: [
        { id: 's', price: 410 },
        { id: 'l', price: 560 },
      ],
    });
    await afterPull(world, world.connection, 'catalog', all);
    expect(drift(world)?.total).toBe(0);
    world.productDocs.clear();
    world.forget('catalog', 'latte');
    await afterPull(world, world.connection, 'catalog', all);
    expect(drift(world)?.total).toBe(0);
  });

  it('counts all and lists two hundred', async () => {
    const world = shop();
    const ids = Array.from({ length: 300 }, (_, index) => `p${index}`);
    world.linkRows.set(
      'c1',
      Object.fromEntries(ids.map((id) => [productKey(id), { variationId: `gone-${id}` }])),
    );
    for (const id of ids) world.productDocs.set(`tenants/demo/products/${id}`, { name: id, price: 1 });
    await afterPull(world, world.connection, 'catalog', all);
    expect([drift(world)?.counts.deleted, drift(world)?.entries.length]).toEqual([300, 200]);
  });

  it('is written only when it is another one, and not looked into for items that nobody links', async () => {
    const world = shop();
    world.linkRows.set('c1', { [productKey('coffee')]: { itemId: 'latte', variationId: 'small' } });
    await afterPull(world, world.connection, 'catalog', all);
    const { writes } = world.published;
    await afterPull(world, world.connection, 'catalog', all);
    world.productDocs.set('tenants/demo/products/coffee', { price: 1 });
    await afterPull(world, world.connection, 'catalog', { ids: ['tea'], removed: [] });
    expect(world.published.writes).toBe(writes);
    await afterPull(world, world.connection, 'catalog', { ids: ['latte'], removed: [] });
    expect(drift(world)?.counts).toEqual({ price_differs: 1 });
  });
});
