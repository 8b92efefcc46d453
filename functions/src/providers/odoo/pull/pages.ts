import { z } from 'zod';
import type { Page, PullRequest } from '../../pull';
import type { Client, Domain } from '../client';
import { id, moment } from '../wire';
import { checkpointOf, positionOf, written, type Position } from './position';

/** Big enough that a pull takes few calls, small enough for a slow server. */
const PAGE = 200;

/** Every row has an id, by which the pages go on, and mostly a stamp. */
export const stamped = z.looseObject({ id, write_date: moment.optional() });
type Stamped = z.infer<typeof stamped>;

/** One list of Odoo's, as records of ours. */
export interface List<T> {
  page(at: Position): Promise<{ records: T[]; rows: readonly Stamped[] }>;
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
  records: (rows: z.output<S>[]) => T[] | Promise<T[]>,
): List<T> {
  return {
    page: async (at) => {
      const { model, domain, ...rest } = await source(at);
      const after = [['id', '>', at.lastId] as const, ...domain];
      const rows = await client.find(model, { ...rest, domain: after, limit: PAGE, order: 'id asc' });
      return { records: await records(rows), rows };
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

/** Where the next page is; undefined behind the last. */
function behind(at: Position, rows: readonly Stamped[], lists: number): Position | undefined {
  const last = rows.at(-1)?.id;
  // An id that does not grow would never end.
  if (rows.length >= PAGE && last !== undefined && last > at.lastId) return { ...at, lastId: last };
  return at.list + 1 < lists ? { ...at, list: at.list + 1, lastId: 0 } : undefined;
}

/** Pages of a pull, from its beginning or from where it was left. `full`: they hold everything, not only changes. */
export async function* pulled<T>(
  lists: readonly List<T>[],
  request: PullRequest,
  isFull: (at: Position) => boolean = ({ since }) => since === undefined,
): AsyncGenerator<Page<T>> {
  const start = positionOf(request);
  let at = lists[start.list] ? start : { ...start, list: 0, lastId: 0 };
  for (;;) {
    const { records, rows } = (await lists[at.list]?.page(at)) ?? { records: [], rows: [] };
    const now = seen(at, rows);
    const next = behind(now, rows, lists.length);
    const full = isFull(at);
    if (!next) {
      yield { records, complete: true, full, checkpoint: checkpointOf(now) };
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
