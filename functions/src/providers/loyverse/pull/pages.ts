import type { z } from 'zod';
import { Failure } from '../../../model/failure';
import type { Call } from '../../http';
import type { Page, PullRequest } from '../../pull';
import type { Client } from '../client';
import { checkpointOf, iso, positionOf, resumingAfter, written, type Position } from './window';

type Query = NonNullable<Call<z.ZodType>['query']>;

/** One list of Loyverse, as records of ours. */
export interface List<T> {
  /** Collections that do not page ignore `limit` and `cursor`. */
  pages: boolean;
  fetch(query: Query): Promise<{ records: T[]; cursor?: string }>;
}

export interface Plan<T> {
  /** The lists that make up the pull, one after the other; the same for every page of it. */
  lists(at: Position): List<T>[];
  /** See Page.full. */
  full(at: Position): boolean;
  /** Where to go on after a refusal; undefined where there is no way round it. */
  retreat?(failure: Failure, at: Position): Position | undefined;
  /** Why a shortened pull is short, for a person. */
  shortened?: string;
}

/** A list whose rows become records. */
export function list<Row, T>(
  client: Client,
  source: {
    path: string;
    reply: z.ZodType<{ rows: Row[]; cursor?: string }>;
    query?: Query;
    pages?: boolean;
  },
  records: (rows: Row[]) => T[] | Promise<T[]>,
): List<T> {
  const { path, reply, query: filters, pages = true } = source;
  return {
    pages,
    fetch: async (query) => {
      const { rows, cursor } = await client.get(path, reply, { ...filters, ...query });
      return { records: await records(rows), cursor: pages ? cursor : undefined };
    },
  };
}

/** Filters of a list that knows when its rows changed: what was deleted meanwhile comes, too, where it can. */
export function changedIn({ since, startedAt }: Position): Query {
  return since === undefined ? {} : { updated_at_min: since, updated_at_max: iso(startedAt) };
}

/** How often a pull may begin again because its cursor was forgotten. */
const MAX_RESTARTS = 3;

const forgotten = (failure: Failure, at: Position): Position | undefined =>
  failure.detail.code === 'INVALID_CURSOR' && at.cursor !== undefined
    ? { ...at, cursor: undefined }
    : undefined;

const LOOP = 'Loyverse’s list did not end: a page came twice. What is behind it was not seen.';

function lastPage<T>(plan: Plan<T>, at: Position, records: T[]): Page<T> {
  const full = plan.full(at);
  if (at.shortened) return { records, complete: false, full, note: plan.shortened, next: resumingAfter(at) };
  return { records, complete: true, full, checkpoint: checkpointOf(at) };
}

/** One page; or, where the position is no good any more, where to begin again. */
async function read<T>(plan: Plan<T>, at: Position) {
  const current = plan.lists(at)[at.list];
  if (!current) return { back: { ...at, list: 0, cursor: undefined } };
  try {
    return await current.fetch(current.pages ? { limit: 250, cursor: at.cursor } : {});
  } catch (thrown) {
    const failure = Failure.from(thrown);
    const back = forgotten(failure, at) ?? plan.retreat?.(failure, at);
    if (!back) throw failure;
    return { back, failure };
  }
}

function behind<T>(plan: Plan<T>, at: Position, cursor: string | undefined): Position | undefined {
  if (cursor !== undefined) return { ...at, cursor };
  const list = at.list + 1;
  return list < plan.lists(at).length ? { ...at, list, cursor: undefined } : undefined;
}

const markOf = ({ list, cursor = '' }: Position) => `${list} ${cursor}`;

/** Pages of a pull, from its beginning or from where it was left. */
export async function* pulled<T>(plan: Plan<T>, request: PullRequest, now: number): AsyncGenerator<Page<T>> {
  let at = positionOf(request, now);
  let restarts = 0;
  const seen = new Set([markOf(at)]);
  for (;;) {
    const page = await read(plan, at);
    if ('back' in page) {
      restarts += 1;
      if (page.failure && restarts > MAX_RESTARTS) throw page.failure;
      at = page.back;
      seen.clear();
      continue;
    }
    const { records, cursor } = page;
    const full = plan.full(at);
    const next = behind(plan, at, cursor);
    const loops = next !== undefined && seen.has(markOf(next));
    if (loops) yield { records, complete: false, full, note: LOOP };
    else if (next) yield { records, next: written(next), complete: false, full };
    else yield lastPage(plan, at, records);
    if (loops || !next) return;
    seen.add(markOf(next));
    at = next;
  }
}
