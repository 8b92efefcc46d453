import { Failure } from '../../../functions/src/model/failure';
import type { PulledMetadata, PulledStock } from '../../../functions/src/model/pulled';
import type { Page, PullRequest } from '../../../functions/src/providers/pull';
import type { Operations } from '../../../functions/src/providers/provider';
import { anOrderOf, line } from './orders';
import type { StageOptions } from './shop';
import { orderPath, stage, type Stage } from './stage';
import type { ListFacts, PullName, Shelf } from './shelf';
import type { Subject } from './subject';

/** A list that leads to itself must end long before this. */
const MOST_PAGES = 400;
const CROWD = 5;
const ROWS = 2;

type Whatever = { id?: string; deleted?: boolean } | PulledMetadata | PulledStock;
export type Pages = Page<Whatever>[];

/** What the subject says of one pull; a subject that says nothing fails the test that asks. */
export function listOf({ pulls, manifest }: Subject, pull: PullName): ListFacts {
  const facts = pulls?.lists[pull];
  if (!facts) throw new Error(`The subject ${manifest.id} does not say how ${pull} reads its list.`);
  return facts;
}

export function shelfOf({ pos, subject }: Stage): Shelf {
  if (!pos.shelf) throw new Error(`The subject ${subject.manifest.id} does not say what its POS holds.`);
  return pos.shelf;
}

/** One key per record: the POS's id, with what else tells records apart. */
export function keyOf(record: Whatever): string {
  if ('kind' in record && 'name' in record && isMetadata(record)) return `${record.kind} ${record.id}`;
  return 'variationId' in record ? record.variationId : (record.id ?? '');
}

const METADATA: readonly string[] = [
  'brand',
  'category',
  'vendor',
  'location',
  'tax',
  'payment_type',
  'modifier_list',
];
const isMetadata = (record: Whatever): record is PulledMetadata =>
  'kind' in record && METADATA.includes(record.kind);

/** Records that stand there; tombstones are left out. */
export const liveKeys = (pages: Pages): string[] => [
  ...new Set(
    pages
      .flatMap(({ records }) => records)
      .filter((one) => !('deleted' in one && one.deleted))
      .map(keyOf),
  ),
];

/** All records by key, the last of each: how a runner keeps them. */
export const kept = (pages: Pages): Map<string, Whatever> =>
  new Map(pages.flatMap(({ records }) => records).map((one) => [keyOf(one), one]));

/** A pull, to be read page by page. */
export function pagesOf(
  session: Operations,
  pull: PullName,
  request: PullRequest = {},
): AsyncIterator<Page<Whatever>, undefined> {
  const run = session[pull] as (request: PullRequest) => AsyncIterable<Page<Whatever>, undefined>;
  return run(request)[Symbol.asyncIterator]();
}

/** All pages of a pull, and what it ended with if it broke off. */
export async function readAll(
  session: Operations,
  pull: PullName,
  request: PullRequest = {},
): Promise<{ pages: Pages; failure?: Failure }> {
  const iterator = pagesOf(session, pull, request);
  const pages: Pages = [];
  try {
    for (;;) {
      const at = await iterator.next();
      if (at.done) return { pages };
      pages.push(at.value);
      if (pages.length > MOST_PAGES) throw new Error(`${pull} does not end.`);
    }
  } catch (thrown) {
    if (thrown instanceof Failure) return { pages, failure: thrown };
    throw thrown;
  }
}

/** All pages of a pull that goes through, incomplete runs gone on with as a runner would. */
export async function drain(session: Operations, pull: PullName, request: PullRequest = {}): Promise<Pages> {
  const all: Pages = [];
  for (let from = request.from; ;) {
    const { pages, failure } = await readAll(session, pull, { ...request, from });
    if (failure) throw failure;
    all.push(...pages);
    const last = pages.at(-1);
    if (!last?.next || last.complete || last.next === from || all.length > MOST_PAGES) return all;
    from = last.next;
  }
}

export const checkpointOf = (pages: Pages): string => {
  const last = pages.at(-1);
  if (!last?.complete || last.checkpoint === undefined) throw new Error('The pull is not complete.');
  return last.checkpoint;
};

async function pushOrders(here: Stage, count: number): Promise<void> {
  const from = here.orders().length;
  for (let n = from; n < from + count; n += 1) {
    const number = `${7000 + n}`;
    const document = anOrderOf([line('plain', 1, 500 + n)], 500 + n, {
      number,
      currency: here.connection.currency,
    });
    await here.open().pushOrder(here.pushOf(document, orderPath(`crowd${n}`)));
  }
}

async function addCustomers(here: Stage, count: number): Promise<void> {
  const from = here.pos.customers().length;
  for (let n = from; n < from + count; n += 1)
    await here.open().upsertCustomer({
      name: `Crowd Number${n}`,
      email: `crowd${n}@example.test`,
      phone: `+1202555${String(1000 + n)}`,
      reference: `crowd-${n}`,
    });
}

async function setStocks(here: Stage, count: number): Promise<void> {
  here.pos.addItems('Counted', count);
  const { links } = here.subject;
  const pages = await drain(here.open(), 'pullCatalog');
  const added = pages
    .flatMap(({ records }) => records)
    .flatMap((one) => ('variations' in one ? (one.variations as { id: string }[]) : []))
    .map(({ id }) => id)
    .slice(-count);
  const links2 = added.map((variationId) => ({ ...links.plain, itemId: undefined, variationId }));
  const changes = links2.map((link, n) => ({
    key: `k${n}`,
    link,
    quantity: n + 1,
    countedAt: here.world.clock,
  }));
  const applied = here.open().setStock(changes)[Symbol.asyncIterator]();
  while (!(await applied.next()).done) continue;
}

const FILL: Partial<Record<PullName, (here: Stage, count: number) => Promise<void>>> = {
  pullCatalog: async (here, count) => here.pos.addItems('Crowded', count),
  pullOrders: pushOrders,
  pullCustomers: addCustomers,
  pullStock: setStocks,
};

/** More records for a pull. */
export async function fill(here: Stage, pull: PullName, count: number): Promise<void> {
  const own = shelfOf(here).fill?.[pull];
  if (own) own(count);
  else await FILL[pull]?.(here, count);
  // Past every limit per minute; and nothing stands on the bound of a filter, which is the POS's affair.
  here.world.clock += 61_000;
}

/** A POS whose list takes three pages, where it can. */
export async function crowded(
  subject: Subject,
  pull: PullName,
  options: StageOptions & { paged?: boolean } = {},
): Promise<Stage> {
  const here = await stage(subject, options);
  const { crowd = CROWD } = listOf(subject, pull);
  await fill(here, pull, options.paged ? crowd : CROWD);
  shelfOf(here).pageRows(ROWS);
  return here;
}

/**
 * What the next two pulls bring after a checkpoint: what the POS dates ahead of our clock is due when that time has come.
 */
export async function laterPulls(here: Stage, pull: PullName, since: string): Promise<Pages> {
  const next = await drain(here.open(), pull, { since });
  here.world.clock += 10 * 60_000;
  return [...next, ...(await drain(here.open(), pull, { since: checkpointOf(next) }))];
}

/** What a whole pull must bring. */
export function heldBy(here: Stage, pull: PullName): string[] {
  const own = shelfOf(here).held[pull];
  if (own) return own().sort();
  if (pull !== 'pullOrders') throw new Error(`The subject does not say what ${pull} must bring.`);
  const [place] = here.subject.account.locations;
  return here
    .orders()
    .filter(({ locationId }) => locationId === place)
    .map(({ id }) => id)
    .sort();
}

/** The records of a pull as a runner would keep them. */
export async function records<T>(here: Stage, pull: PullName, since?: string): Promise<T[]> {
  const pages = await drain(here.open(), pull, since === undefined ? {} : { since });
  return [...kept(pages).values()] as T[];
}
