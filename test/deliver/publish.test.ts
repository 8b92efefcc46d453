import { afterPull } from '../../functions/src/deliver/afterPull';
import { publishItems, sweepViews } from '../../functions/src/deliver/publish';
import { recordStock, StockPass } from '../../functions/src/deliver/stock';
import { publishAll } from '../../functions/src/deliver/wholeMenu';
import { aDiscount, anItem, MenuWorld, stockOfAll } from '../support/menu';

const HOUR = 3_600_000;
const all = { ids: 'all', removed: [] } as const;

async function shop(settings?: object): Promise<MenuWorld> {
  const world = new MenuWorld(settings);
  world.record('catalog', anItem(), anItem({ id: 'tea', name: 'Tea', variations: [] }));
  await publishAll(world, world.connection);
  return world;
}

async function stock(world: MenuWorld, levels: Record<string, number>): Promise<void> {
  const pass = await StockPass.open(world, world.connection, { whole: false, released: false });
  await recordStock({ records: stockOfAll(levels), complete: true, full: false }, pass);
  const changes = { ids: [...pass.changed], removed: [...pass.removed] };
  await afterPull(world, world.connection, 'stock', changes);
}

describe('the public menu', () => {
  it('shows what a shopper may know, and nothing else', async () => {
    const world = await shop();
    expect(world.view()).toEqual({
      itemId: 'latte',
      connectionId: 'c1',
      locationId: 'main',
      currency: 'USD',
      name: 'Latte',
      categoryIds: ['hot'],
      variations: [
        { id: 'small', name: 'Small', price: 400, isOnSale: false, available: true },
        { id: 'large', name: 'Large', price: 550, isOnSale: false, available: true },
      ],
      price: 400,
      isOnSale: false,
      available: true,
    });
    expect(JSON.stringify(world.view())).not.toMatch(/cost|vendor|V1/);
  });

  it('writes nothing, and moves no version, when nothing reads otherwise', async () => {
    const world = await shop();
    const { writes } = world.published;
    const version = world.catalogVersion;
    expect(await publishAll(world, world.connection)).toEqual({ changed: 0 });
    world.record('catalog', anItem({ vendorId: 'V2', updatedAt: 5 }));
    await afterPull(world, world.connection, 'catalog', { ids: ['latte'], removed: [] });
    expect([world.published.writes - writes, world.catalogVersion]).toEqual([1, version]);
  });

  it('changes only the items that changed', async () => {
    const world = await shop();
    world.record('catalog', anItem({ name: 'Flat white' }));
    expect(await publishItems(world, world.connection, ['latte', 'tea'])).toBe(1);
    expect(world.view()?.name).toBe('Flat white');
  });

  it('withdraws an item that the POS no longer has, or has archived', async () => {
    const world = await shop();
    world.forget('catalog', 'latte');
    world.record('catalog', anItem({ id: 'tea', archived: true }));
    await afterPull(world, world.connection, 'catalog', { ids: ['tea'], removed: ['latte'] });
    expect(world.published.viewRows.size).toBe(0);
  });

  it('withdraws what has no item, when everything is published anew', async () => {
    const world = await shop();
    world.forget('catalog', 'latte');
    expect(await publishAll(world, world.connection)).toEqual({ changed: 1 });
    expect(world.view()).toBeUndefined();
  });

  it('is the storefront’s own matter where the storefront keeps the menu', async () => {
    const world = await shop({ menu: { source: 'storefront' } });
    await afterPull(world, world.connection, 'catalog', all);
    expect(world.published.viewRows.size).toBe(0);
  });

  it('is published by default for a POS whose manifest says so', async () => {
    const world = new MenuWorld({ menu: {} });
    world.record('catalog', anItem());
    expect(await publishAll(world, { ...world.connection, provider: 'alleaves' })).toEqual({ changed: 1 });
  });

  it('goes through many pages', async () => {
    const world = new MenuWorld();
    const many = Array.from({ length: 1_001 }, (_, index) => anItem({ id: `i${10_000 + index}` }));
    world.record('catalog', ...many);
    expect(await publishAll(world, world.connection)).toEqual({ changed: 1_001 });
    expect(await publishAll(world, world.connection)).toEqual({ changed: 0 });
  });
});

describe('a sale', () => {
  it('stands on the view and is gone when the discount is', async () => {
    const world = await shop();
    world.record('discounts', aDiscount());
    await afterPull(world, world.connection, 'discounts', { ids: ['d1'], removed: [] });
    expect(world.view()).toMatchObject({
      price: 400,
      isOnSale: true,
      salePrice: 320,
      saleBadgeText: '20 % off',
    });
    world.forget('discounts', 'd1');
    await afterPull(world, world.connection, 'discounts', { ids: [], removed: ['d1'] });
    expect(world.view()).toMatchObject({ price: 400, isOnSale: false });
    expect(world.view()).not.toHaveProperty('salePrice');
  });

  it('begins and ends between pulls', async () => {
    const world = new MenuWorld();
    world.record('catalog', anItem());
    const sale = { startsOn: '2026-01-15T14:00:00', endsOn: '2026-01-15T16:00:00' };
    world.record('discounts', aDiscount(sale));
    await publishAll(world, world.connection);
    expect(world.view()).toMatchObject({ isOnSale: false, nextChangeAt: world.clock + 2 * HOUR });
    expect(await sweepViews(world)).toBe(0);
    world.clock += 2 * HOUR;
    expect(await sweepViews(world)).toBe(1);
    expect(world.view()).toMatchObject({ isOnSale: true, saleEndsAt: world.clock + 2 * HOUR });
    world.clock += 2 * HOUR;
    expect(await sweepViews(world)).toBe(1);
    expect(world.view()).toMatchObject({ isOnSale: false });
    expect(world.view()).not.toHaveProperty('nextChangeAt');
  });

  it('that is over is cleared once: whatever runs a second time changes nothing', async () => {
    const world = new MenuWorld();
    world.record('catalog', anItem(), anItem({ id: 'tea' }));
    world.record('discounts', aDiscount({ endsOn: '2026-01-15T16:00:00' }));
    await publishAll(world, world.connection);
    expect(world.view()).toMatchObject({ isOnSale: true, saleEndsAt: world.clock + 4 * HOUR });
    world.clock += 4 * HOUR;
    expect(await sweepViews(world)).toBe(2);
    for (const field of ['salePrice', 'saleBadgeText', 'saleEndsAt'])
      expect(world.view()).not.toHaveProperty(field);
    const before = [world.published.writes, world.catalogVersion];
    expect(await sweepViews(world)).toBe(0);
    for (const capability of ['metadata', 'catalog', 'discounts', 'stock'] as const)
      await afterPull(world, world.connection, capability, all);
    const drift = 1;
    expect([world.published.writes - drift, world.catalogVersion]).toEqual(before);
    for (const capability of ['metadata', 'catalog', 'discounts', 'stock'] as const)
      await afterPull(world, world.connection, capability, all);
    expect([world.published.writes - drift, world.catalogVersion]).toEqual(before);
  });

  it('ends for all items of a shop in one sweep', async () => {
    const world = new MenuWorld();
    const many = Array.from({ length: 40 }, (_, index) => anItem({ id: `i${index}` }));
    world.record('catalog', ...many);
    world.record('discounts', aDiscount({ endsOn: '2026-01-15' }));
    await publishAll(world, world.connection);
    world.clock += 12 * HOUR;
    expect(await sweepViews(world, 15)).toBe(40);
  });

  it('that nobody keeps any more goes with its view', async () => {
    const world = new MenuWorld();
    world.record('catalog', anItem());
    world.record('discounts', aDiscount({ endsOn: '2026-01-15' }));
    await publishAll(world, world.connection);
    world.connectionRows.clear();
    world.clock += 12 * HOUR;
    await sweepViews(world);
    expect(world.published.viewRows.size).toBe(0);
  });

  it('for categories by name waits for the names', async () => {
    const world = await shop();
    world.record('discounts', aDiscount({ categoryNames: ['hot drinks'] }));
    await afterPull(world, world.connection, 'discounts', all);
    expect(world.view()?.isOnSale).toBe(false);
    world.record('metadata', { id: 'hot', kind: 'category', name: 'Hot Drinks' } as never);
    await afterPull(world, world.connection, 'metadata', { ids: ['category:hot'], removed: [] });
    expect(world.view()?.isOnSale).toBe(true);
  });
});

describe('stock on the menu', () => {
  it('shows what is left, and greys out what is sold out once that is certain', async () => {
    const world = await shop();
    await stock(world, { small: 3, large: 2 });
    expect(world.view()).toMatchObject({ available: true, stock: 5 });
    await stock(world, { small: 0 });
    expect(world.view()).toMatchObject({ stock: 5, price: 400 });
    world.clock += 120_000;
    await stock(world, { small: 0 });
    expect(world.view()).toMatchObject({
      available: true,
      stock: 2,
      price: 550,
      variations: [
        { id: 'small', available: false, stock: 0 },
        { id: 'large', available: true, stock: 2 },
      ],
    });
  });

  it('is shown although the one who recorded it crashed before', async () => {
    const world = await shop();
    const open = () => StockPass.open(world, world.connection, { whole: false, released: false });
    await recordStock({ records: stockOfAll({ small: 3 }), complete: true, full: false }, await open());
    expect(world.view()).not.toHaveProperty('stock');
    await stock(world, {});
    expect(world.view()).toMatchObject({ stock: 3 });
    expect((await open()).changed.size).toBe(0);
  });

  it('that the POS does not count leaves an item for sale', async () => {
    const world = await shop();
    await stock(world, { other: 0 });
    expect(world.view()).toMatchObject({ available: true });
    expect(world.view()).not.toHaveProperty('stock');
  });
});
