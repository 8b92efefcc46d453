import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { functionsDir } from '../demo/built';
import { Counter } from './counter';
import { openDesk, type Desk } from './desk';
import { against, type Benchmark, type Measure } from './measure';
import { order } from './order';
import { quieten } from './quiet';
import { openShop, synced, type Pos, type Shop } from './shop';

const DISHES = 100;
const LONG = 100;
const AIMS = { reads: 5, writes: 5, tasks: 1, invocations: 2 };
/** Slower than the POS's queue lets tasks pass. */
const PACE_MS = { square: 110, loyverse: 220 };
const WINDOW_MS = 2_000;

const BUDGET_WHY =
  'of an order’s calls beyond the walk-ins (3 calls in 10 s per instance at Square), every eighth asks the budget row.';

/** Sets the aims of an order on its measures. */
function aimed(measures: Measure[], reads = AIMS.reads): Measure[] {
  const aims: Readonly<Record<string, number>> = { ...AIMS, reads };
  return measures.map((measure) => {
    const aim = aims[measure.name.split(': ')[1] ?? ''];
    return aim === undefined ? measure : against(aim, measure, BUDGET_WHY);
  });
}

async function place(shop: Shop, id: string, lines?: number): Promise<void> {
  await shop.order(id).set(order(id, lines));
  await synced(shop, id);
}

/** One after the other, each at least so long after the one before. */
async function placeAll(shop: Shop, name: string, count: number, paceMs: number, before: () => void) {
  for (let n = 0; n < count; n += 1) {
    const startedAt = performance.now();
    before();
    await place(shop, `${name}-${n}`);
    await pause(Math.max(0, paceMs - (performance.now() - startedAt)));
  }
}

async function orders(desk: Desk, shop: Shop, counter: Counter, count: number): Promise<Measure[]> {
  const paceMs = PACE_MS[shop.pos];
  await placeAll(shop, 'warm', 3, paceMs, () => {});
  const happy = await counter.count('order', () => placeAll(shop, 'quiet', count, paceMs, quieten), count);
  const long = await counter.count(`order of ${LONG} lines`, () => (quieten(), place(shop, 'long', LONG)));
  const simulator = desk[shop.pos];
  simulator.faults.add({ kind: 'error-500', match: 'POST /(v2/orders|v1.0/receipts)$' });
  const retried = await counter.count('order, one retry', () => (quieten(), place(shop, 'retried')));
  if (simulator.faults.list().length > 0) throw new Error('The fault for the retry hit no call.');
  return [...aimed(happy), ...aimed(long, AIMS.reads + Math.ceil(LONG / 100)), ...retried];
}

/** Faster than the account lets an instance go without asking. */
async function rush(shop: Shop, counter: Counter): Promise<Measure[]> {
  const count = 10;
  const all = () => placeAll(shop, 'busy', count, 1_000, () => {});
  return aimed(await counter.count('order, one a second', all, count));
}

/** Edits come at the start of a window, so that a burst is never cut in two. */
async function windowStart(): Promise<void> {
  await pause(WINDOW_MS - (Date.now() % WINDOW_MS) + 50);
}

let price = 1_000;

async function edit(shop: Shop, dishes: readonly number[]): Promise<void> {
  await windowStart();
  await Promise.all(dishes.map((n) => shop.product(n).update({ price: (price += 1) })));
}

async function bursts(shop: Shop, counter: Counter): Promise<Measure[]> {
  const all = Array.from({ length: DISHES }, (_, n) => n);
  return [
    ...(await counter.count('burst of 10 edits of a product', () => edit(shop, Array(10).fill(2)), 1, 10)),
    ...(await counter.count(`burst of ${DISHES} products, each`, () => edit(shop, all), DISHES)),
  ];
}

/** `more`: also what comes in bursts, of orders and of prices; for a POS that takes many prices in one call. */
async function measure(desk: Desk, pos: Pos, count: number, more: boolean): Promise<Measure[]> {
  const shop = await openShop(desk, pos, DISHES);
  const counter = new Counter(desk, pos);
  try {
    const ordered = await orders(desk, shop, counter, count);
    if (more) ordered.push(...(await rush(shop, counter)));
    await edit(shop, [0]);
    const edited = await counter.count('price edit alone', () => edit(shop, [1]));
    return [...ordered, ...edited, ...(more ? await bursts(shop, counter) : [])];
  } finally {
    counter.close();
  }
}

export const operations: Benchmark = {
  name: 'operations',
  about: 'what an order and a price edit cost in Firestore, Cloud Tasks and Cloud Functions, counted',
  async run() {
    const desk = await openDesk(join(functionsDir, 'lib'));
    try {
      return [...(await measure(desk, 'square', 50, true)), ...(await measure(desk, 'loyverse', 10, false))];
    } finally {
      await desk.close();
    }
  },
};
