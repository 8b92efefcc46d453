import { tick } from '../../functions/src/deliver/pull/tick';
import { connectionsIn } from '../../functions/src/records/connections';
import { pullsIn } from '../../functions/src/records/pulls';
import { MemoryWorld } from '../../test/support/memoryWorld';
import { aConnection } from '../../test/support/orders';
import { startFirestore } from '../local/firestore';
import { PROJECT } from '../demo/built';
import { against, figure, type Benchmark, type Measure } from './measure';
import { meter } from './meter';
import { countInMemory } from './pullMemory';
import { openStore, pullShop, recordIn, type Store } from './pullShop';
import { Tally } from './tally';
import type { Till } from './pullTill';
import { inUse, watched, type Weight } from './weigh';

interface Menu {
  size: number;
  /** Every so many-eth item, in turn. */
  changed: readonly number[];
  /** The emulator keeps all it ever held, and has no room for more: counted at the stores in memory. */
  inMemory?: boolean;
}
const MENUS: readonly Menu[] = [
  { size: 1_000, changed: [100, 2] },
  { size: 10_000, changed: [100, 2] },
  { size: 100_000, changed: [100, 2], inMemory: true },
];
/** Counted in both ways, which must agree. */
const PROVEN = 1_000;
/** An unchanged pull’s reads at most, for a menu of up to so many items. */
const AIM_READS = { most: 25, upTo: 10_000 };
/** At most so much of a rewrite’s operations, from so many items on: what a pull costs at all weighs more in a small one. */
const AIM_SHARE = { most: 1 / 400, from: 10_000 };
const TENANTS = 1_000;

const OPERATIONS = ['reads', 'writes', 'deletes'] as const;
const operationsOf = (tally: Tally) => OPERATIONS.reduce((sum, one) => sum + tally.of(one), 0);

type Shop = Awaited<ReturnType<typeof pullShop>>;

const secondsOf = async (act: () => Promise<unknown>): Promise<number> => {
  const startedAt = performance.now();
  await act();
  return (performance.now() - startedAt) / 1000;
};

/** Parses the same menu as one text: what a pull that holds all of it in memory would begin with. */
function parsing(till: Till): Weight {
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

/** What one shop’s pulls cost, counted in the emulator. */
class Account {
  readonly measures: Measure[] = [];

  constructor(
    readonly tally: Tally,
    readonly size: number,
  ) {}

  name = (what: string) => `pull of ${this.size} items, ${what}`;

  /** Operations of an act; how many, and what they were spent on as a note. */
  async count(what: string, act: () => Promise<unknown>): Promise<number> {
    const { tally } = this;
    tally.reset();
    await act();
    const spread = OPERATIONS.map((one) => `${one}: ${tally.spread(one, 1) || 'none'}`).join('; ');
    const count = operationsOf(tally);
    this.measures.push(figure(this.name(`${what}: operations`), count, 'operations', spread));
    return count;
  }

  /** Of an unchanged pull; with the aims where they are for this size. */
  compare(reads: number, share: number): void {
    const aimed = (aim: number, holds: boolean, measure: Measure) =>
      holds ? against(aim, measure, 'its spread by collection stands with the operations.') : measure;
    const [read, ofRewrite] = [
      figure(this.name('unchanged: reads'), reads, 'reads'),
      figure(this.name('unchanged: operations, against'), share, 'of the rewrite'),
    ];
    this.measures.push(
      aimed(AIM_READS.most, this.size <= AIM_READS.upTo, read),
      aimed(AIM_SHARE.most, this.size >= AIM_SHARE.from, ofRewrite),
    );
  }

  /** Beside parsing the same menu as one text. */
  weigh(pull: Weight, parsed: Weight): void {
    const [seconds, megabytes] = [pull.seconds / parsed.seconds, pull.megabytes / parsed.megabytes];
    const note = (unit: string, one: number, other: number) =>
      `${one.toFixed(2)} ${unit}; parsing ${other.toFixed(2)} ${unit}.`;
    this.measures.push(
      figure(this.name('unchanged: time'), seconds, 'x parsing', note('s', pull.seconds, parsed.seconds)),
      figure(this.name('unchanged: seconds'), pull.seconds, 's'),
      figure(
        this.name('unchanged: memory'),
        megabytes,
        'x parsing',
        note('MB', pull.megabytes, parsed.megabytes),
      ),
      figure(this.name('unchanged: megabytes'), pull.megabytes, 'MB'),
    );
  }
}

async function measured(account: Account, { till, pullAll, known }: Shop, changed: readonly number[]) {
  const { size } = account;
  await account.count('first', pullAll);
  if ((await known()) !== size) throw new Error(`${await known()} of ${size} items were recorded.`);
  let unchanged = 0;
  const seconds = await secondsOf(async () => (unchanged = await account.count('unchanged', pullAll)));
  const reads = account.tally.of('reads');
  const peak = watched(till);
  await pullAll();
  const megabytes = peak();
  // Last: what it leaves behind would be taken for the pull's, or hide it.
  account.weigh({ seconds, megabytes }, parsing(till));
  for (const every of changed) {
    till.changedEvery = every;
    await account.count(`${100 / every} % changed`, pullAll);
  }
  return { unchanged, reads };
}

async function inMemory({ size, changed }: Menu): Promise<Measure[]> {
  const account = new Account(new Tally(), size);
  const shop = await pullShop(size, (world) => countInMemory(world, account.tally));
  const { unchanged, reads } = await measured(account, shop, changed);
  // It writes each item once, whatever it is: that needs no trying out.
  account.compare(reads, unchanged / size);
  return account.measures;
}

async function inEmulator({ size, changed }: Menu): Promise<Measure[]> {
  const store = openStore(`pull${size}`);
  const account = new Account(new Tally(), size);
  const stop = meter(account.tally, store.db);
  try {
    const shop = await pullShop(size, (world) => recordIn(store, world));
    const { unchanged, reads } = await measured(account, shop, changed);
    const naive = await account.count('rewritten as a whole', () => rewrite(store, shop.till));
    account.compare(reads, unchanged / naive);
    return account.measures;
  } finally {
    stop();
    await store.close();
  }
}

/** @throws Error when the stores in memory do not count what the emulator does. */
async function prove(measures: readonly Measure[]): Promise<void> {
  const counted = (await inMemory({ size: PROVEN, changed: [100, 2] })).filter(
    ({ unit }) => unit === 'operations',
  );
  for (const { name, value } of counted) {
    const real = measures.find((one) => one.name === name)?.value;
    if (real !== value) throw new Error(`${name}: ${value} counted in memory, ${real} in the emulator.`);
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
      for (const menu of MENUS) measures.push(...(await (menu.inMemory ? inMemory : inEmulator)(menu)));
      await prove(measures);
      return [...measures, ...(await manyTenants())];
    } finally {
      delete process.env.FIRESTORE_EMULATOR_HOST;
      await firestore.close();
    }
  },
};
