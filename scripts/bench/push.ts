import { orderChanged } from '../../functions/src/deliver/orderChanged';
import { sweepPrices } from '../../functions/src/deliver/prices';
import { sweep } from '../../functions/src/deliver/wake';
import { earliest } from '../../test/support/earliest';
import { Dice } from '../simulate/dice';
import { against, figure, type Benchmark, type Measure } from './measure';
import { order } from './order';
import { pushShop, type PushShop } from './pushShop';

const PRODUCTS = 10_000;
const BAD_SHARE = 0.01;
const THROTTLED_SHARE = 0.3;
const AIM = 1.3;
const ORDER_AIM_MS = 1_000;
const SEED = 7;
const SWEEP_MS = 5 * 60_000;
const DAY_MS = 24 * 3_600_000;

interface Pushed {
  /** Of which: to see the prices as they are, to set them, and either of them answered 429. */
  calls: number;
  looks: number;
  writes: number;
  refused: number;
  /** Virtual. */
  seconds: number;
}

/** Edits every price and lets the bridge work, sweeper included, until none is due. @throws Error when it does not end. */
async function push(shop: PushShop): Promise<Pushed> {
  const { world, counts } = shop;
  const startedAt = world.clock;
  shop.editAll();
  await world.settle();
  let lastAt = startedAt;
  while (shop.due() > 0) {
    if (world.clock - startedAt > DAY_MS) throw new Error(`${shop.due()} prices are still due after a day.`);
    await world.settle(Math.min(earliest(world.tasks)?.at ?? Infinity, world.clock + SWEEP_MS));
    lastAt = world.clock;
    if (world.tasks.length > 0) continue;
    await world.settle(world.clock + SWEEP_MS);
    await sweep(world);
    await sweepPrices(world);
  }
  return { ...counts, calls: counts.looks + counts.writes, seconds: (lastAt - startedAt) / 1000 };
}

function verify(shop: PushShop, bad: ReadonlySet<number>): void {
  const untold = Array.from({ length: PRODUCTS }, (_, n) => n).filter((n) => !bad.has(n) && !shop.told(n));
  if (untold.length > 0) throw new Error(`${untold.length} good prices did not reach Square.`);
  if (shop.refusals() !== bad.size)
    throw new Error(`${shop.refusals()} prices rest as refused, not ${bad.size}.`);
}

function someBad(shop: PushShop, dice: Dice): Set<number> {
  const bad = new Set<number>();
  while (bad.size < PRODUCTS * BAD_SHARE) {
    const n = dice.below(PRODUCTS);
    if (!bad.has(n)) shop.spoil(n, bad.size % 3);
    bad.add(n);
  }
  return bad;
}

/** One push of all prices, some of them `bad`, with `onCall` at each call. */
async function run(bad: boolean, onCall: (shop: PushShop, dice: Dice) => Promise<void>): Promise<Pushed> {
  const shop = pushShop(PRODUCTS);
  const dice = new Dice(SEED);
  const spoilt = bad ? someBad(shop, dice) : new Set<number>();
  shop.hooks.onCall = () => onCall(shop, dice);
  const pushed = await push(shop);
  verify(shop, spoilt);
  return pushed;
}

const calm = async () => {};

async function throttling({ square }: PushShop, dice: Dice): Promise<void> {
  if (dice.chance(THROTTLED_SHARE)) square.faults.add({ kind: 'throttle' });
}

/** Places an order now and sees it through; how long it took until Square had it, virtual milliseconds. */
async function orderWaits({ world, square, orderPath }: PushShop, id: string): Promise<number> {
  const startedAt = world.clock;
  const before = square.orders().length;
  const path = orderPath(id);
  const after = { ...order(id), placedAt: startedAt };
  world.orderDocs.set(path, after);
  await orderChanged(world, { tenantId: 'demo', path, after });
  while (square.orders().length === before) {
    const mine = world.tasks.filter(
      ({ ref }) => 'jobId' in ref && world.jobRows.get(ref.jobId)?.job.subject === path,
    );
    const task = earliest(mine);
    if (!task) throw new Error(`Order ${id} is not under way: ${world.job(path)?.state}.`);
    world.tasks.splice(world.tasks.indexOf(task), 1);
    world.clock = Math.max(world.clock, task.at ?? 0);
    await world.run(task.ref);
  }
  return world.clock - startedAt;
}

/** Orders while prices are pushed, each begun in the middle of one of the push's calls. */
async function ordersDuringPush(): Promise<number[]> {
  const waits: number[] = [];
  let placing = false;
  await run(true, async (shop) => {
    if (placing) return;
    placing = true;
    waits.push(await orderWaits(shop, `o${waits.length}`));
    placing = false;
  });
  return waits;
}

const percent = (share: number) => `${share * 100} %`;
const NAME = `push of ${PRODUCTS} prices`;
const WHY =
  'a push that comes back after a 429 looks again before it writes, and some bad prices show only when they are written.';

function compare(ideal: Pushed, rough: Pushed): Measure[] {
  const told = ({ calls, looks, writes, refused, seconds }: Pushed) =>
    `${calls} calls (${looks} looks, ${writes} writes; ${refused} answered 429) in ${Math.round(seconds)} virtual s`;
  const note = `${told(rough)}. Ideal: ${told(ideal)}.`;
  // Nobody can do with fewer: of all calls that are made, so many are turned away.
  const least = ideal.calls / (1 - THROTTLED_SHARE);
  const name = `${NAME}, ${percent(BAD_SHARE)} bad, ${percent(THROTTLED_SHARE)} throttled`;
  return [
    against(AIM, figure(`${name}: calls`, rough.calls / least, 'x ideal, throttled', note), WHY),
    figure(`${name}: calls`, rough.calls / ideal.calls, 'x ideal, calm'),
    figure(`${name}: calls let in`, (rough.calls - rough.refused) / ideal.calls, 'x ideal, calm'),
    figure(`${name}: time`, rough.seconds / 60, 'virtual min'),
    figure(`${NAME}, ideal: calls`, ideal.calls, 'calls'),
  ];
}

export const pushing: Benchmark = {
  name: 'push',
  about: `${PRODUCTS} prices to Square with bad items and throttling, and orders in between`,
  async run() {
    const measures = compare(await run(false, calm), await run(true, throttling));
    const waits = await ordersDuringPush();
    const note = `${waits.length} orders, one at each call of a push with ${percent(BAD_SHARE)} bad prices.`;
    const longest = figure('order during the push: longest wait', Math.max(...waits), 'virtual ms', note);
    return [...measures, against(ORDER_AIM_MS, longest, 'an order waited for calls of the account.')];
  },
};
