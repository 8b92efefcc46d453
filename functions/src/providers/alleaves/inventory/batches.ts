import { Failure } from '../../../model/failure';
import type { Shop } from '../shop';
import { batch as batchReply, type Row } from '../wire';
import { expiryOf } from './sellable';

const DAY_MS = 24 * 60 * 60_000;
/** Look-ups in one run: batches that nobody looked at yet come in the next one. */
const MAX_LOOKUPS = 100;
const AT_ONCE = 2;
/** Of all companies that this process serves. */
const MAX_REMEMBERED = 20_000;

/** What a row may lack and its batch may know. */
export interface BatchDetail {
  /** `YYYY-MM-DD`. */
  expiresOn?: string;
  metrcTag?: string;
}

/** Details by company and batch. The label of a package never changes and its expiry hardly does: a day is fresh enough. */
export class BatchMemory {
  private readonly known = new Map<string, { at: number; detail: BatchDetail }>();

  get(key: string, now: number): BatchDetail | undefined {
    const entry = this.known.get(key);
    return entry && now - entry.at < DAY_MS ? entry.detail : undefined;
  }

  set(key: string, detail: BatchDetail, now: number): void {
    this.known.delete(key);
    this.known.set(key, { at: now, detail });
    const [oldest] = this.known.keys();
    if (this.known.size > MAX_REMEMBERED && oldest !== undefined) this.known.delete(oldest);
  }
}

/** Shared by the sessions of this process. */
export const memory = new BatchMemory();

const ownDetail = (row: Row): BatchDetail => ({
  expiresOn: expiryOf(row),
  metrcTag: row.metrc_package_label,
});

const lacksSomething = ({ expiresOn, metrcTag }: BatchDetail) =>
  expiresOn === undefined || metrcTag === undefined;

/** GET /inventory/batch/{id_batch} */
async function lookUp(shop: Shop, id: number): Promise<BatchDetail> {
  const reply = await shop.client.get(`/inventory/batch/${id}`, batchReply);
  return { expiresOn: expiryOf(reply), metrcTag: reply.metrc_package_label };
}

/** About the whole account, not about this endpoint: whoever runs the session must hear of it. */
const isForCaller = (failure: Failure) => failure.kind === 'throttled' || failure.kind === 'unauthorized';

/**
 * Asks for each id, two at a time, until all are asked or one fails: then the endpoint is taken to be down.
 * @throws Failure `throttled` or `unauthorized`: with half of the answers, stock would seem not to expire.
 */
async function askFor(shop: Shop, ids: readonly number[], learnt: (id: number, detail: BatchDetail) => void) {
  const waiting = [...ids];
  let down = false;
  const worker = async () => {
    for (let id = waiting.shift(); id !== undefined && !down; id = waiting.shift()) {
      try {
        learnt(id, await lookUp(shop, id));
      } catch (thrown) {
        const failure = Failure.from(thrown);
        if (isForCaller(failure)) throw failure;
        // What rows say themselves still counts: an extra that cannot be had is left out.
        down = true;
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** What is known of each batch, by its id: from its row, else from memory, else (the first hundred) by asking. */
export async function detailsOf(
  shop: Shop,
  rows: readonly Row[],
  remembered = memory,
): Promise<ReadonlyMap<number, BatchDetail>> {
  const details = new Map<number, BatchDetail>();
  const unknown = new Set<number>();
  const keyOf = (id: number) => `${shop.company} ${id}`;
  const merge = (id: number, own: BatchDetail, more: BatchDetail) =>
    details.set(id, { expiresOn: own.expiresOn ?? more.expiresOn, metrcTag: own.metrcTag ?? more.metrcTag });
  for (const row of rows) {
    const own = { ...ownDetail(row) };
    const kept = remembered.get(keyOf(row.id_batch), shop.now());
    merge(row.id_batch, own, kept ?? details.get(row.id_batch) ?? {});
    if (lacksSomething(own) && !kept) unknown.add(row.id_batch);
  }
  await askFor(shop, [...unknown].slice(0, MAX_LOOKUPS), (id, detail) => {
    remembered.set(keyOf(id), detail, shop.now());
    merge(id, details.get(id) ?? {}, detail);
  });
  return details;
}
