import type { Account } from './account';
import type { Call, Endpoint, Scope } from './endpoint';
import { idList, inTime, type Keep, page } from './listing';
import { invalid, notFound } from './refusal';

export interface Row {
  created_at: string;
  updated_at?: string;
  deleted_at: string | null;
}

/** Things that are listed with filters and read one by one. */
export interface Collection<T extends Row> {
  path: string;
  key: string;
  scope: Scope;
  rows: (account: Account) => readonly T[];
  id: (row: T) => string;
  /** The parameter that takes a list of ids. */
  ids: string;
  /** Other exact filters. */
  filters?: Record<string, (query: Call['query']) => Keep<T> | undefined>;
  /** Small collections come whole and know no `limit` and no `cursor`. */
  paged: boolean;
  /** Categories have no time filters. */
  undated?: boolean;
  /** Categories can still be read by id after they are deleted. */
  readableWhenDeleted?: boolean;
  /** Deleted customers are erased: nobody can ask for them. */
  erasedWhenDeleted?: boolean;
  show?: (row: T, deletedToo: boolean) => T;
}

const TIMES = ['created_at_min', 'created_at_max', 'updated_at_min', 'updated_at_max'];
const TRUTH: Record<string, boolean> = { true: true, false: false };

function deletedToo({ show_deleted = 'false' }: Call['query']): boolean {
  const read = TRUTH[show_deleted];
  if (read === undefined) throw invalid('Must be true or false', 'show_deleted');
  return read;
}

function timed<T extends Row>(call: Call): Keep<T> {
  const keep = inTime(call);
  return ({ created_at, updated_at = created_at }) => keep({ created_at, updated_at });
}

function list<T extends Row>(collection: Collection<T>, call: Call): unknown {
  const { key, ids, id, filters = {}, paged, show = (row: T) => row } = collection;
  const all = deletedToo(call.query);
  const wanted = idList(call.query, ids);
  const inside = timed<T>(call);
  const others = Object.values(filters).flatMap((filter) => filter(call.query) ?? []);
  const keep = (row: T) =>
    (all || row.deleted_at === null) &&
    (wanted?.has(id(row)) ?? true) &&
    inside(row) &&
    others.every((other) => other(row));
  const rows = collection.rows(call.account);
  if (!paged) return { [key]: rows.filter(keep) };
  const shown = rows.map((row) => show(row, all));
  return page(call, key, shown, (row) => ({ at: row.created_at, id: id(row) }), keep);
}

function one<T extends Row>({ rows, id, readableWhenDeleted, show }: Collection<T>, call: Call): T {
  const wanted = call.params.id ?? '';
  const row = rows(call.account).find((candidate) => id(candidate) === wanted);
  if (!row || (row.deleted_at !== null && !readableWhenDeleted)) throw notFound(wanted);
  return show?.(row, false) ?? row;
}

/** DELETE /collection/{id}: soft, named together with what goes along with it. A second time finds nothing. */
export function removalOf<T extends Row>(
  { path, rows, id }: Pick<Collection<T>, 'path' | 'rows' | 'id'>,
  scope: Scope,
  takeAlong: (row: T, call: Call) => string[] = () => [],
): Endpoint {
  const handle = (call: Call) => {
    const wanted = call.params.id ?? '';
    const row = rows(call.account).find(
      (candidate) => id(candidate) === wanted && candidate.deleted_at === null,
    );
    if (!row) throw notFound(wanted);
    const along = takeAlong(row, call);
    remove(row, call.account.nowText());
    return { deleted_object_ids: [wanted, ...along] };
  };
  return { method: 'DELETE', path: `${path}/:id`, scope, handle };
}

export function remove(row: Row, at: string): void {
  row.deleted_at = at;
  if (row.updated_at !== undefined) row.updated_at = at;
}

/** The list and the single read of a collection. */
export function endpointsOf<T extends Row>(collection: Collection<T>): Endpoint[] {
  const { path, scope, ids, filters = {}, paged, undated, erasedWhenDeleted } = collection;
  const query = [ids, ...Object.keys(filters)];
  if (!erasedWhenDeleted) query.push('show_deleted');
  if (!undated) query.push(...TIMES);
  if (paged) query.push('limit', 'cursor');
  return [
    { method: 'GET', path, scope, query, handle: (call) => list(collection, call) },
    { method: 'GET', path: `${path}/:id`, scope, handle: (call) => one(collection, call) },
  ];
}
