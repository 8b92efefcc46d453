import type { z } from 'zod';
import { hashOf } from '../../../model/hash';
import type { Page, PullRequest } from '../../pull';
import type { Client } from '../client';
import type { Shop } from '../shop';
import { checkpointOf, positionOf, stamp, type Position } from './window';

/** Rows as a list of Zoho gives them, and whether more are behind. */
export interface Rows<Row> {
  rows: Row[];
  hasMore: boolean;
}

/** One list of Zoho, as records of ours. */
export interface List<T> {
  /** `mark`: the same for the same rows. */
  fetch(page: number): Promise<{ records: T[]; hasMore: boolean; mark: string }>;
}

export interface Plan<T> {
  /** The lists that make up the pull, one after the other; the same for every page of it. */
  lists(at: Position): List<T>[];
  /** See Page.full. */
  full(at: Position): boolean;
  /** How far the first pull looks back; absent: to the beginning. Milliseconds. */
  historyMs?: number;
}

/** The most that Zoho gives at once. */
const PER_PAGE = 200;

interface Source<Row> {
  path: string;
  reply: z.ZodType<Rows<Row>>;
  query?: Record<string, string>;
  perPage?: number;
}

type Records<Row, T> = (rows: Row[]) => T[] | Promise<T[]>;

/** A list that is always read whole, in an order in which nothing moves forward. */
export function whole<Row, T>(client: Client, source: Source<Row>, records: Records<Row, T>): List<T> {
  const { path, reply, query, perPage: per_page = PER_PAGE } = source;
  return {
    fetch: async (page) => {
      const { rows, hasMore } = await client.get(path, reply, { ...query, page, per_page });
      return { records: await records(rows), hasMore: hasMore && rows.length > 0, mark: hashOf(rows) };
    },
  };
}

const isDescending = (times: readonly number[]) =>
  times.every((time, index) => index === 0 || (times[index - 1] ?? 0) >= time);

/**
 * A list that knows when its rows changed. What changed is asked for newest first and checked: if Zoho ignores the
 * filter, as it does with some without a word, the list ends where its rows are older.
 */
export function changed<Row extends { last_modified_time?: number }, T>(
  client: Client,
  source: Source<Row>,
  { since }: Position,
  records: Records<Row, T>,
): List<T> {
  if (since === undefined)
    return whole(
      client,
      { ...source, query: { ...source.query, sort_column: 'created_time', sort_order: 'A' } },
      records,
    );
  const { path, reply, perPage: per_page = PER_PAGE } = source;
  const query = {
    ...source.query,
    last_modified_time: stamp(since),
    sort_column: 'last_modified_time',
    sort_order: 'D',
    per_page,
  };
  return {
    fetch: async (page) => {
      const { rows, hasMore } = await client.get(path, reply, { ...query, page });
      const fresh = rows.filter(({ last_modified_time = Infinity }) => last_modified_time >= since);
      const times = rows.map(({ last_modified_time = Infinity }) => last_modified_time);
      const isThrough = fresh.length < rows.length && isDescending(times);
      return {
        records: await records(fresh),
        hasMore: hasMore && rows.length > 0 && !isThrough,
        mark: hashOf(rows),
      };
    },
  };
}

const LOOP = 'Zoho’s list did not end: a page came twice. What is behind it was not seen.';
const SCARCE =
  'The Zoho organization’s calls of this day are nearly used up, and the rest is kept for orders: the pull goes on later.';

function behind(lists: number, at: Position, hasMore: boolean): Position | undefined {
  if (hasMore) return { ...at, page: at.page + 1 };
  return at.list + 1 < lists ? { ...at, list: at.list + 1, page: 1 } : undefined;
}

const NOTHING = { records: [], hasMore: false, mark: '' };

/** Pages of a pull, from its beginning or from where it was left. */
export async function* pulled<T>(shop: Shop, plan: Plan<T>, request: PullRequest): AsyncGenerator<Page<T>> {
  let at = positionOf(request, shop.now(), plan.historyMs);
  // A list that is no more (an earlier version had another plan): from the beginning.
  if (plan.lists(at).length <= at.list) at = { ...at, list: 0, page: 1 };
  const lists = plan.lists(at);
  const full = plan.full(at);
  let last = '';
  for (;;) {
    const { records, hasMore, mark } = (await lists[at.list]?.fetch(at.page)) ?? NOTHING;
    // By the rows: what a page brings may be nothing although its rows come again and again.
    const content = `${at.list} ${mark}`;
    const loops = hasMore && content === last;
    last = content;
    const next = behind(lists.length, at, hasMore);
    if (loops) yield { records: [], complete: false, full, note: LOOP };
    else if (!next) yield { records, complete: true, full, checkpoint: checkpointOf(at) };
    else {
      const isScarce = shop.client.quota.isScarce();
      const page = { records, next: JSON.stringify(next), complete: false, full };
      yield isScarce ? { ...page, note: SCARCE } : page;
      at = next;
      if (!isScarce) continue;
    }
    return;
  }
}
