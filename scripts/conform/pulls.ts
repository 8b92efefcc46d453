import { z } from 'zod';
import type { PulledItem } from '../../functions/src/model/pulled';
import type { Operation } from '../../functions/src/providers/manifest';
import type { Page, Pull, PullRequest } from '../../functions/src/providers/pull';
import { type Checks, type Finding, NothingToLearn, Wrong } from './check';
import { problemsOf } from './problems';
import * as records from './records';
import { readerAt, type Place } from './server';

/** What makes a record one of its kind. */
const SCHEMAS = {
  pullCatalog: records.item,
  pullDiscounts: records.discount,
  pullOrders: records.order,
  pullCustomers: records.customer,
  pullStock: records.stock,
  pullMetadata: records.metadata,
} as const satisfies Partial<Record<Operation, z.ZodType>>;
type PullOperation = keyof typeof SCHEMAS;

const NEXT_BYTES = 1024;

/** Rows of one list: an id of its own for each. */
const keyOf = (record: unknown): string => {
  const { kind, id, variationId } = record as Record<string, unknown>;
  return JSON.stringify([kind, id ?? variationId]);
};

function inspect(operation: PullOperation, page: Page<unknown>): void {
  const problems = problemsOf(z.array(SCHEMAS[operation]), page.records);
  if (problems) throw new Wrong(`The records are not as promised: ${problems}.`);
  if (Buffer.byteLength(page.next ?? '') > NEXT_BYTES)
    throw new Wrong(`The place to go on from takes more than ${NEXT_BYTES} bytes.`);
  if (page.checkpoint !== undefined && !page.complete)
    throw new Wrong('A page that is not the last complete one moves the checkpoint.');
}

interface Reading {
  place: Place;
  operation: PullOperation;
}

/** The first page of a pull, in a session of its own: it knows nothing of the pages before but what is in `request`. */
async function pageOf({ place, operation }: Reading, request: PullRequest): Promise<Page<unknown>> {
  const pull: Pull<unknown> | undefined = readerAt(place)[operation];
  for await (const page of pull?.(request) ?? []) {
    inspect(operation, page);
    return page;
  }
  throw new Wrong('The pull ended without a page: an empty list is a page, too.');
}

const words = ({ records: rows, complete, full, note }: Page<unknown>) =>
  [
    `${rows.length} record(s)`,
    complete ? 'the end' : 'more to come',
    full ? 'of everything' : 'of what changed',
    ...(note ? [note] : []),
  ].join(', ');

async function read(reading: Reading): Promise<Finding<Page<unknown>>> {
  const page = await pageOf(reading, {});
  return { detail: words(page), value: page };
}

/** As after a crash: a new pull that knows only where the last one stood. */
async function resume(reading: Reading, before: Page<unknown>): Promise<Finding<Page<unknown>>> {
  if (before.next === undefined) throw new NothingToLearn('The first page was the last.');
  const page = await pageOf(reading, { from: before.next });
  const seen = new Set(before.records.map(keyOf));
  if (page.records.length > 0 && page.records.every((record) => seen.has(keyOf(record))))
    throw new Wrong('The page holds nothing that the first one did not hold.');
  return { detail: words(page), value: page };
}

async function changes(reading: Reading, before: Page<unknown>): Promise<Finding<void>> {
  if (before.checkpoint === undefined)
    throw new NothingToLearn(
      before.complete ? 'This pull has no checkpoint.' : 'The checkpoint comes with the last page.',
    );
  const page = await pageOf(reading, { since: before.checkpoint });
  return { detail: words(page), value: undefined };
}

async function checkPull(checks: Checks, reading: Reading): Promise<unknown[]> {
  const { operation } = reading;
  const first = await checks.make(operation, () => read(reading));
  const [resumed, changed] = [`${operation}, resumed`, `${operation}, changes`];
  if (!first) {
    for (const check of [resumed, changed]) checks.skip(check, 'Needs the first page.');
    return [];
  }
  const second = await checks.make(resumed, () => resume(reading, first));
  await checks.make(changed, () => changes(reading, first));
  return [...first.records, ...(second?.records ?? [])];
}

/** Every pull that the adapter has; the items that were seen in the catalog. */
export async function checkPulls(checks: Checks, place: Place): Promise<PulledItem[]> {
  const { can, cannot } = place.provider.manifest;
  let items: PulledItem[] = [];
  for (const operation of Object.keys(SCHEMAS) as PullOperation[]) {
    if (!can.includes(operation)) checks.skip(operation, cannot[operation] ?? 'The manifest lacks it.');
    else {
      const rows = await checkPull(checks, { place, operation });
      if (operation === 'pullCatalog') items = rows as PulledItem[];
    }
  }
  return items;
}

const SOON = { days: 30, minQuantity: 1 };

export async function checkExpiring(checks: Checks, place: Place): Promise<void> {
  const { cannot } = place.provider.manifest;
  const { expiringStock } = readerAt(place);
  if (!expiringStock) return checks.skip('expiringStock', cannot.expiringStock ?? 'The manifest lacks it.');
  await checks.make('expiringStock', async () => {
    const found = await expiringStock(SOON);
    const problems = problemsOf(z.array(records.batch), found);
    if (problems) throw new Wrong(`The batches are not as promised: ${problems}.`);
    return { detail: `${found.length} batch(es) run out within ${SOON.days} days.`, value: undefined };
  });
}
