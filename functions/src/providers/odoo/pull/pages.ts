import { z } from 'zod';
import { Failure } from '../../../model/failure';
import type { Page, PullRequest } from '../../pull';
import type { Client, Domain } from '../client';
import type { Shop } from '../shop';
import { id, moment } from '../wire';
import { checkpointOf, positionOf, written, type Position } from './position';

/** Every row has an id, by which the pages go on, and mostly a stamp. */
export const stamped = z.looseObject({ id, write_date: moment.optional() });
type Stamped = z.infer<typeof stamped>;

/** One list of Odoo's, as records of ours. */
export interface List<T> {
  page(at: Position, limit: number): Promise<{ records: T[]; rows: readonly Stamped[] }>;
}

interface Source<S extends z.ZodType<Stamped>> {
  model: string;
  domain: Domain;
  /** `write_date` and those that the model may lack on this server are the caller's to find out. */
  fields: readonly string[];
  reply: S;
  context?: Readonly<Record<string, unknown>>;
}

/** A model whose rows become records. */
export function list<S extends z.ZodType<Stamped>, T>(
  client: Client,
  source: (at: Position) => Source<S> | Promise<Source<S>>,
  records: (rows: z.output<S>[], at: Position) => T[] | Promise<T[]>,
): List<T> {
  return {
    page: async (at, limit) => {
      const { model, domain, ...rest } = await source(at);
      const after = [['id', '>', at.lastId] as const, ...domain];
      const rows = await client.find(model, { ...rest, domain: after, limit, order: 'id asc' });
      return { records: await records(rows, at), rows };
    },
  };
}

/** The newest stamp so far. */
const seen = (at: Position, rows: readonly Stamped[]): Position => ({
  ...at,
  newestAt: rows.reduce<number | undefined>(
    (newest, { write_date: stamp }) => (stamp === undefined ? newest : Math.max(newest ?? 0, stamp)),
    at.newestAt,
  ),
});

/** Where the next page is; undefined behind the last. @throws Failure `unexpected` for a list that leads in a circle. */
function behind(at: Position, rows: readonly Stamped[], { limit, lists }: { limit: number; lists: number }) {
  const ids = rows.map((row) => row.id);
  if (ids.some((id) => id <= at.lastId))
    throw new Failure('unexpected', 'Odoo gives rows again that were there before: its list does not end.', {
      advice:
        'The bridge tries again. If it stays so, something between the bridge and Odoo answers from a cache.',
    });
  if (rows.length >= limit) return { ...at, lastId: Math.max(...ids) };
  return at.list + 1 < lists ? { ...at, list: at.list + 1, lastId: 0 } : undefined;
}

/** How the pages of a pull are read. */
interface Reading {
  /** Rows of a page. */
  limit: number;
  now: number;
  /** They hold everything, not only changes; absent: unless the pull asks for changes. */
  isFull?: boolean;
}

/** As the connection's settings want it. */
export const pagesOf = (shop: Shop): Reading => ({ limit: shop.settings().pullPageSize, now: shop.now() });

/** Pages of a pull, from its beginning or from where it was left. */
export async function* pulled<T>(
  lists: readonly List<T>[],
  request: PullRequest,
  { limit, now, isFull }: Reading,
): AsyncGenerator<Page<T>> {
  const start = positionOf(request, now);
  let at = lists[start.list] ? start : { ...start, list: 0, lastId: 0 };
  for (;;) {
    const { records, rows } = (await lists[at.list]?.page(at, limit)) ?? { records: [], rows: [] };
    const after = seen(at, rows);
    const next = behind(after, rows, { limit, lists: lists.length });
    const full = isFull ?? at.since === undefined;
    if (!next) {
      yield { records, complete: true, full, checkpoint: checkpointOf(after) };
      return;
    }
    yield { records, next: written(next), complete: false, full };
    at = next;
  }
}

/** Only what changed since; everything without it. */
export const changedSince = ({ since }: Position): Domain =>
  since === undefined ? [] : [['write_date', '>=', since]];

/** Archived records vanish from Odoo's answers unless they are asked for. */
export const ARCHIVED_TOO = ['active', 'in', [true, false]] as const;
