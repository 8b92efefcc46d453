import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { tick } from '../../functions/src/deliver/pull/tick';
import { connectionsIn } from '../../functions/src/records/connections';
import { pullsIn } from '../../functions/src/records/pulls';
import { MemoryWorld } from '../../test/support/memoryWorld';
import { aConnection } from '../../test/support/orders';
import { startFirestore } from '../local/firestore';
import { PROJECT } from '../demo/built';
import { against, figure, type Benchmark, type Measure } from './measure';
import { meter } from './meter';
import { openStore, pullShop } from './pullShop';
import { Tally } from './tally';
import type { Till } from './pullTill';

const SIZES = [1_000, 10_000] as const;
/** At most so much of a rewrite's operations. */
const AIM_SHARE = 1 / 400;
const TENANTS = 1_000;
/** Pages between two looks at the memory. */
const LOOK_EVERY = 20;
const MEGABYTE = 1024 * 1024;

type Store = ReturnType<typeof openStore>;

const operationsOf = (tally: Tally) => tally.of('reads') + tally.of('writes') + tally.of('deletes');

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Megabytes that are really in use. */
function inUse(): number {
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / MEGABYTE;
}

/** The most that was in use at any page, above what was in use before. */
function watched(till: Till) {
  const before = inUse();
  let most = before;
  let pages = 0;
  till.onPage = () => {
    pages += 1;
    if (pages % LOOK_EVERY === 0) most = Math.max(most, inUse());
  };
  return () => {
    till.onPage = () => {};
    return most - before;
  };
}

const secondsOf = async (act: () => Promise<unknown>): Promise<number> => {
  const startedAt = performance.now();
  await act();
  return (performance.now() - startedAt) / 1000;
};

/** Parses the same menu as one text: what a pull that holds all of it in memory would begin with. */
function parsing(till: Till): { seconds: number; megabytes: number } {
  const text = till.text();
  const before = inUse();
  const startedAt = performance.now();
  const parsed: unknown[] = JSON.parse(text) as unknown[];
  const seconds = (performance.now() - startedAt) / 1000;
  const megabytes = inUse() - before;
  // The text is in use until here: what parsing adds is what it made.
  if (parsed.length !== till.items || text.length === 0) throw new Error('The menu is not whole.');
  return { seconds, megabytes };
}

/** What everybody writes first: every item, every time. */
async function rewrite({ db }: Store, till: Till): Promise<void> {
  for (let from = 0; from < till.items; from += 250) {
    const batch = db.batch();
    for (const [n, item] of till.page(from).entries())
      batch.set(db.doc(`naive/demo/items/${from + n}`), item);
    await batch.commit();
  }
}

async function sized(size: number): Promise<Measure[]> {
  const store = openStore(`pull${size}`);
  const tally = new Tally();
  const stop = meter(tally, store.db);
  const measures: Measure[] = [];
  const name = (what: string) => `pull of ${size} items, ${what}`;
  try {
    const shop = await pullShop(store, size);
    const counted = async (what: string, act: () => Promise<unknown>) => {
      tally.reset();
      await act();
      const spread = (['reads', 'writes', 'deletes'] as const).map(
        (one) => `${one}: ${tally.spread(one, 1)}`,
      );
      measures.push(
        figure(name(`${what}: operations`), operationsOf(tally), 'operations', spread.join('; ')),
      );
      return operationsOf(tally);
    };
    await counted('first', shop.pullAll);
    if ((await shop.known()) !== size)
      throw new Error(`${await shop.known()} of ${size} items were recorded.`);
    const parsed = parsing(shop.till);
    const peak = watched(shop.till);
    const unwatched = await secondsOf(() => counted('unchanged', shop.pullAll));
    const megabytes = peak();
    const unchanged = operationsOf(tally);
    for (const every of [100, 2]) {
      shop.till.changedEvery = every;
      await counted(`${100 / every} % changed`, shop.pullAll);
    }
    const naive = await counted('rewritten as a whole', () => rewrite(store, shop.till));
    const share = figure(name('unchanged: operations'), unchanged / naive, 'of the rewrite');
    const times = against(AIM_SHARE, share, 'what a pull costs at all is spread over few items.');
    measures.push(
      times,
      figure(
        name('unchanged: time'),
        unwatched / parsed.seconds,
        'x parsing',
        `${unwatched.toFixed(2)} s, its looks at the memory included.`,
      ),
      figure(
        name('unchanged: memory'),
        megabytes / parsed.megabytes,
        'x parsing',
        `${megabytes.toFixed(1)} MB above rest; parsing ${parsed.megabytes.toFixed(1)} MB.`,
      ),
    );
    return measures;
  } finally {
    stop();
    await store.close();
  }
}

/** The clock with a thousand tenants of one connection each. */
async function manyTenants(): Promise<Measure[]> {
  const store = openStore('tick');
  const connections = connectionsIn(store.db);
  for (let n = 0; n < TENANTS; n += 50)
    await Promise.all(
      Array.from({ length: 50 }, (_, i) => connections.save(aConnection({ tenantId: `t${n + i}` }))),
    );
  const world = new MemoryWorld(async () => ({ status: 500, headers: {}, text: '' }));
  world.pulls = pullsIn(store.db, () => world.clock);
  const tally = new Tally();
  const stop = meter(tally, store.db);
  try {
    const seconds = await secondsOf(() => tick(world));
    return [
      figure(`tick of ${TENANTS} tenants: tasks`, world.tasks.length, 'tasks'),
      figure(`tick of ${TENANTS} tenants: reads`, tally.of('reads'), 'reads'),
      figure(
        `tick of ${TENANTS} tenants: time`,
        seconds,
        's',
        'Enqueueing in memory; Cloud Tasks takes its own time.',
      ),
    ];
  } finally {
    stop();
    await store.close();
  }
}

export const pulling: Benchmark = {
  name: 'pull',
  about: 'what a pull of the catalog costs: first, unchanged, changed, beside writing all of it every time',
  async run() {
    const firestore = await startFirestore({ projectId: PROJECT });
    process.env.FIRESTORE_EMULATOR_HOST = `${firestore.host}:${firestore.port}`;
    try {
      const measures: Measure[] = [];
      for (const size of SIZES) measures.push(...(await sized(size)));
      return [...measures, ...(await manyTenants())];
    } finally {
      delete process.env.FIRESTORE_EMULATOR_HOST;
      await firestore.close();
    }
  },
};
