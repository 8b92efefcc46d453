import { BUGS } from '../../scripts/simulate/bugs';
import { CALM } from '../../scripts/simulate/chaos';
import { drill } from '../../scripts/simulate/drill';
import { openLoyverse } from '../../scripts/simulate/tills/loyverse';
import { openSquare } from '../../scripts/simulate/tills/square';

/** Enough of a day for every kind of trouble to happen; a bug that needs luck to show gets more than one day. */
const TWO = [openLoyverse, openSquare];
const DAY = { orders: 120, edits: 40, tills: TWO };
const SHORT = { ...DAY, orders: 60, edits: 20 };
const SEEDS = [11, 12, 13, 14, 15, 16];

describe('a rough day', () => {
  it('of 2,000 orders and 500 price edits ends with every order once, every price equal, everything told', async () => {
    const report = await drill({ seed: 2026, orders: 2_000, edits: 500, tills: TWO });
    expect(report.complaints).toEqual([]);
    expect(report).toMatchObject({ ok: true, duplicates: 0, losses: 0 });
    expect(report.crashes).toBeGreaterThan(50);
  }, 180_000);

  it('at every POS that has a till in the drill ends the same', async () => {
    const report = await drill({ seed: 77, orders: 150, edits: 50 });
    expect(report.complaints).toEqual([]);
  }, 120_000);

  it('without a single task arriving is mended by the sweeper alone', async () => {
    const weather = { ...CALM, loseTask: 1 };
    const report = await drill({ seed: 5, orders: 60, edits: 20, weather, faultRate: 0.1, tills: TWO });
    expect(report.complaints).toEqual([]);
  }, 60_000);

  it('is the same day again when its seed is given again', async () => {
    const [one, two] = [await drill({ seed: 3, ...DAY }), await drill({ seed: 3, ...DAY })];
    expect({ ...one, seconds: 0 }).toEqual({ ...two, seconds: 0 });
  }, 60_000);
});

describe('the drill notices a bridge that', () => {
  it.each(BUGS.map((bug) => [bug.name, bug] as const))(
    '%s',
    async (_name, { plant, day }) => {
      for (const seed of SEEDS) {
        const { ok } = await drill({ seed, ...SHORT, ...day, plant });
        if (!ok) return;
      }
      throw new Error('The bug went unnoticed.');
    },
    60_000,
  );
});
