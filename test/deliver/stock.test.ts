import fc from 'fast-check';
import { expiringStock, lowStock } from '../../functions/src/deliver/stockLists';
import { recordStock, StockPass, type StockPassOptions } from '../../functions/src/deliver/stock';
import type { PulledStock } from '../../functions/src/model/pulled';
import { MenuWorld, stockOfAll } from '../support/menu';

const MINUTES = 60_000;

async function pass(
  world: MenuWorld,
  records: Record<string, number> | PulledStock[],
  {
    full = false,
    complete = true,
    ...options
  }: Partial<StockPassOptions> & Partial<Record<'full' | 'complete', boolean>> = {},
): Promise<StockPass> {
  const opened = await StockPass.open(world, world.connection, { whole: true, released: false, ...options });
  await recordStock(
    { records: Array.isArray(records) ? records : stockOfAll(records), complete, full },
    opened,
  );
  if (!complete) await opened.save();
  return opened;
}

const rows = (world: MenuWorld) =>
  new Map((world.published.stockTables.get('c1') ?? []).flatMap((table) => [...table.rows]));
const left = (world: MenuWorld, id: string) => rows(world).get(id)?.a;

/** `count` variations with one piece each. */
const pieces = (count: number, each = 1) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`v${index}`, each]));

describe('recording stock', () => {
  it('keeps available and on hand apart', async () => {
    const world = new MenuWorld({ menu: {} });
    await pass(world, [{ variationId: 'v', available: 3, onHand: 5, lowAt: 2 }]);
    expect(rows(world).get('v')).toEqual({ a: 3, h: 5, l: 2 });
  });

  it('writes nothing when nothing moved', async () => {
    const world = new MenuWorld({ menu: {} });
    await pass(world, { v: 3, w: 0 });
    const { writes } = world.published;
    const again = await pass(world, { v: 3, w: 0 }, { full: true });
    expect([world.published.writes - writes, again.changed.size]).toEqual([0, 0]);
  });

  it('packs ten thousand variations into seven documents', async () => {
    const world = new MenuWorld({ menu: {} });
    await pass(world, pieces(10_000), { full: true });
    expect([world.published.writes, rows(world).size]).toEqual([7, 10_000]);
    await pass(world, { v17: 9 });
    expect(world.published.writes).toBe(8);
  });

  it('does not save half a page series by itself, and saves what it is told to', async () => {
    const world = new MenuWorld({ menu: {} });
    const opened = await StockPass.open(world, world.connection, { whole: true, released: false });
    await recordStock({ records: stockOfAll({ v: 1 }), complete: false, full: true, next: '2' }, opened);
    expect([opened.isSaved, rows(world).size]).toEqual([false, 0]);
    await opened.save();
    expect([opened.isSaved, left(world, 'v')]).toEqual([true, 1]);
  });

  it('gives way to somebody who recorded meanwhile', async () => {
    const world = new MenuWorld({ menu: {} });
    await pass(world, { v: 3 });
    const slow = await StockPass.open(world, world.connection, { whole: true, released: false });
    await pass(world, { v: 2 });
    slow.take(stockOfAll({ v: 7 }));
    await expect(slow.save()).rejects.toMatchObject({ kind: 'conflict' });
    expect(left(world, 'v')).toBe(2);
  });
});

describe('something that turns to nothing', () => {
  it('is believed at the second reading', async () => {
    const world = new MenuWorld({ menu: {} });
    await pass(world, { v: 3 });
    const first = await pass(world, { v: 0 });
    expect([left(world, 'v'), first.changed.size, first.askAgainAt]).toEqual([
      3,
      0,
      world.clock + 2 * MINUTES,
    ]);
    world.clock += 2 * MINUTES;
    const second = await pass(world, { v: 0 });
    expect([left(world, 'v'), [...second.changed], second.askAgainAt]).toEqual([0, ['v'], undefined]);
  });

  it('was a phantom when the second reading has some', async () => {
    const world = new MenuWorld({ menu: {} });
    await pass(world, { v: 3 });
    await pass(world, { v: 0 });
    world.clock += 2 * MINUTES;
    await pass(world, { v: 3 });
    expect(rows(world).get('v')).toEqual({ a: 3 });
  });

  it('is not confirmed by the same page read twice in a row', async () => {
    const world = new MenuWorld({ menu: {} });
    await pass(world, { v: 3 });
    await pass(world, { v: 0 });
    await pass(world, { v: 0 });
    expect(left(world, 'v')).toBe(3);
  });

  it('is confirmed by changes that take nothing back', async () => {
    const world = new MenuWorld({ menu: {} });
    await pass(world, { v: 3 });
    await pass(world, { v: 0 });
    world.clock += 2 * MINUTES;
    await pass(world, {});
    expect(left(world, 'v')).toBe(0);
  });

  it('is not confirmed by a series that was cut off', async () => {
    const world = new MenuWorld({ menu: {} });
    await pass(world, { v: 3 });
    await pass(world, { v: 0 });
    world.clock += 2 * MINUTES;
    await pass(world, {}, { complete: false });
    expect(left(world, 'v')).toBe(3);
  });

  it('is taken as it is where nothing was known', async () => {
    const world = new MenuWorld({ menu: {} });
    await pass(world, { v: 0 });
    expect(rows(world).get('v')).toEqual({ a: 0 });
  });

  it('for a fifth of the shop is not believed until a person says so', async () => {
    const world = new MenuWorld({ menu: {} });
    await pass(world, pieces(20));
    await pass(world, { ...pieces(20), ...pieces(6, 0) });
    world.clock += 2 * MINUTES;
    const held = await pass(world, { ...pieces(20), ...pieces(6, 0) });
    expect([held.braked, left(world, 'v0')]).toEqual([6, 1]);
    expect([...world.noticeRows.values()].map(({ cause, open }) => [cause, open])).toEqual([
      ['brake_pulled:c1:stock', true],
    ]);
    const released = await pass(world, { ...pieces(20), ...pieces(6, 0) }, { released: true, braked: 6 });
    expect([released.braked, left(world, 'v0'), left(world, 'v6')]).toEqual([undefined, 0, 1]);
  });

  it('never happens on one reading, whatever the POS says', async () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: -2, max: 5 })), {
            maxLength: 4,
          }),
        ),
        async (readings) => {
          const world = new MenuWorld({ menu: {} });
          const before = new Map<string, number>();
          for (const reading of readings) {
            const levels = Object.fromEntries(reading);
            await pass(world, levels);
            for (const [id, { a }] of rows(world)) {
              expect((before.get(id) ?? 0) > 0 && a <= 0).toBe(false);
              before.set(id, a);
            }
          }
        },
      ),
      { numRuns: 50 },
    ));
});

describe('variations that are no longer shown', () => {
  it('go when two complete passes over everything miss them', async () => {
    const world = new MenuWorld({ menu: {} });
    await pass(world, { v: 1, w: 1 }, { full: true });
    await pass(world, { v: 1 }, { full: true });
    expect(left(world, 'w')).toBe(1);
    const gone = await pass(world, { v: 1 }, { full: true });
    expect([rows(world).has('w'), [...gone.removed]]).toEqual([false, ['w']]);
  });

  it.each([
    ['changes', { full: false }],
    ['a cut-off pass', { full: true, complete: false }],
    ['the second half of a pass', { full: true, whole: false }],
  ])('stay whatever is missed by %s', async (_what, options) => {
    const world = new MenuWorld({ menu: {} });
    await pass(world, { v: 1, w: 1 }, { full: true });
    for (let time = 0; time < 3; time += 1) await pass(world, { v: 1 }, options);
    expect(left(world, 'w')).toBe(1);
  });

  it('are there again when they are shown in between', async () => {
    const world = new MenuWorld({ menu: {} });
    await pass(world, { v: 1, w: 1 }, { full: true });
    await pass(world, { v: 1 }, { full: true });
    await pass(world, { v: 1, w: 1 }, { full: true });
    await pass(world, { v: 1 }, { full: true });
    expect(left(world, 'w')).toBe(1);
  });
});

describe('lists', () => {
  it('name what is low, the scarcest first', async () => {
    const world = new MenuWorld({ menu: {} });
    await pass(world, [
      { variationId: 'enough', available: 9, lowAt: 5 },
      { variationId: 'low', available: 5, lowAt: 5 },
      { variationId: 'lower', available: 1, lowAt: 5 },
      { variationId: 'unwatched', available: 0 },
    ]);
    expect((await lowStock(world, world.connection)).map(({ variationId }) => variationId)).toEqual([
      'lower',
      'low',
    ]);
  });

  it('say why there is none of what expires', async () => {
    const world = new MenuWorld({ menu: {} });
    await expect(expiringStock(world, world.connection, { days: 30, minQuantity: 1 })).rejects.toMatchObject({
      kind: 'rejected',
      message: expect.stringContaining('batches') as string,
    });
  });
});
