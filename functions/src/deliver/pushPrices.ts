import type { PriceEdit, PriceRefusal } from '../model/priceEdit';
import type { Links } from '../model/link';
import { readProduct } from '../model/product';
import type { Outcome } from '../plan/ending';
import { refusalNews } from '../plan/events';
import { changesOf, lacksLink, pricesAt } from '../plan/prices';
import { stop } from '../plan/relevance';
import type { ChangeResult, PriceChange } from '../providers/change';
import { announce } from './events/announce';
import { withSession } from './session';
import type { Task } from './task';
import type { Stamped } from './world';

const DEFAULT_BATCH = 50;
/** What is certain is written down so often: a crash repeats at most so many items, and repeating changes nothing. */
const RECORD_EVERY = 100;
/** A new task goes on when less is left. */
const ENOUGH_MS = 30_000;

type Edit = Stamped<PriceEdit>;

/** Edits with what they come to, and what is still open of each. */
interface Batch {
  changes: PriceChange[];
  /** Link-table key -> its edit. */
  owners: Map<string, Edit>;
  open: Map<Edit, Set<string>>;
  refusals: Map<Edit, PriceRefusal[]>;
  /** Products of which something has no POS item. */
  unlinked: Set<Edit>;
}

/** Tells the POS the prices that were edited: a few hundred products per try, until none is left. */
export async function pushPrices(task: Task): Promise<Outcome> {
  const { world, job, connection, access, recorder } = task;
  const { priceBatch = DEFAULT_BATCH } = access.provider.manifest;
  for (;;) {
    const edits = await world.priceEdits.due(job.tenantId, connection.id, world.now(), priceBatch);
    if (edits.length === 0) return through(task);
    const batch = await planned(task, edits);
    const outcome = await withSession(world, access, async (session): Promise<Outcome | undefined> => {
      if (!session.pushPrices) return stop('parked', 'not_supported');
      if (batch.changes.length > 0) await apply(task, batch, session.pushPrices(batch.changes));
      return undefined;
    });
    if (outcome) return outcome;
    await record(task, batch, new Map());
    if (recorder.leftMs < ENOUGH_MS)
      return { is: 'deferred', until: world.now(), why: 'More prices are to come.' };
  }
}

/** Nothing is left to push. Refusals that people were told of are over when no edit rests refused. */
async function through({ world, job, connection }: Task): Promise<Outcome> {
  const refused = await world.priceEdits.rests(job.tenantId, connection.id, 'refused');
  if (!refused) await world.notices.settle(job.tenantId, causeOfRefusals(connection.id), world.now());
  return { is: 'done' };
}

/** Reads the products as they are now: the newest price wins, whatever the edit said. */
async function planned({ world, connection }: Task, edits: readonly Edit[]): Promise<Batch> {
  const documents = await world.products.read(edits.map(({ value }) => value.product));
  const reads = edits.map((edit, index) => ({
    edit,
    read: documents[index] && readProduct(documents[index]),
  }));
  const keysOf = ({ edit, read }: (typeof reads)[number]) =>
    read?.ok ? [...pricesAt(read.product, edit.value.productId, connection.locationId).keys()] : [];
  const keys = reads.flatMap(keysOf);
  const links: Links = keys.length > 0 ? await world.linkTables.read(connection, keys) : {};
  const batch: Batch = {
    changes: [],
    owners: new Map(),
    open: new Map(),
    refusals: new Map(),
    unlinked: new Set(),
  };
  for (const one of reads) {
    const { edit, read } = one;
    const wanted = keysOf(one);
    if (wanted.length > 0 && read?.ok && lacksLink(read.product, edit.value.productId, links))
      batch.unlinked.add(edit);
    const changes = read?.ok ? changesOf(read.product, edit.value.productId, links, connection) : [];
    batch.changes.push(...changes);
    batch.open.set(edit, new Set(changes.map(({ key }) => key)));
    for (const { key } of changes) batch.owners.set(key, edit);
    if (read && !read.ok)
      batch.refusals.set(
        edit,
        read.issues.map(({ path, message }) => ({ key: path, reason: `${path} ${message}` })),
      );
  }
  return batch;
}

/** Takes results as they become certain; what was certain before a failure is kept. */
async function apply(task: Task, batch: Batch, results: AsyncIterable<ChangeResult>): Promise<void> {
  let told = new Map<string, number>();
  const prices = new Map(batch.changes.map(({ key, price }) => [key, price]));
  try {
    for await (const result of results) {
      const edit = batch.owners.get(result.key);
      const price = prices.get(result.key);
      if (!edit || price === undefined) continue;
      if (result.outcome === 'refused') {
        const { key, reason, advice } = result;
        batch.refusals.set(edit, [...(batch.refusals.get(edit) ?? []), { key, reason, advice }]);
      } else told.set(result.key, price);
      batch.open.get(edit)?.delete(result.key);
      if (told.size < RECORD_EVERY) continue;
      await record(task, batch, told);
      told = new Map();
    }
  } finally {
    await record(task, batch, told);
  }
}

/** Writes down what is certain: prices told, edits done with, edits refused. */
async function record(
  { world, job, connection }: Task,
  batch: Batch,
  told: ReadonlyMap<string, number>,
): Promise<void> {
  if (told.size > 0) await world.linkTables.pushed(connection, told);
  const over = [...batch.open].filter(([, open]) => open.size === 0).map(([edit]) => edit);
  for (const edit of over) batch.open.delete(edit);
  const refused = over.filter((edit) => batch.refusals.has(edit));
  const unlinked = over.filter((edit) => batch.unlinked.has(edit) && !batch.refusals.has(edit));
  const { tenantId } = job;
  const resting = new Set([...refused, ...unlinked]);
  await world.priceEdits.settle(
    tenantId,
    over.filter((edit) => !resting.has(edit)),
  );
  for (const edit of unlinked) await world.priceEdits.shelve(tenantId, edit, 'unlinked', []);
  for (const edit of refused)
    await world.priceEdits.shelve(tenantId, edit, 'refused', batch.refusals.get(edit) ?? []);
  if (refused.length > 0 && connection.settings.prices.notifyOnError)
    await world.notices.tell(job.tenantId, refusalNotice(connection.id, refused, batch), world.now());
  await announce(
    world,
    refused.map(({ value, version }) => refusalNews(connection, value, version)),
  );
}

const causeOfRefusals = (connectionId: string) => `price_refused:${connectionId}`;

function refusalNotice(connectionId: string, refused: readonly Edit[], batch: Batch) {
  const [first] = refused;
  const [why] = (first && batch.refusals.get(first)) ?? [];
  const more = refused.length > 1 ? ` and ${refused.length - 1} more` : '';
  return {
    cause: causeOfRefusals(connectionId),
    connectionId,
    subject: first?.value.product,
    severity: 'warning',
    title: 'The POS does not take some prices',
    message: `${first?.value.productId ?? ''}${more}: ${why?.reason ?? ''} ${why?.advice ?? ''}`.trim(),
    action: 'none',
  } as const;
}
