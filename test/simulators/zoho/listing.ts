import type { Call, Endpoint, Scope } from './endpoint';
import type { Filters, Keep } from './filters';
import type { Organization } from './organization';
import { doesNotExist, invalid } from './refusal';

/** `A` rising, `D` falling. */
type Order = 'A' | 'D';

/** Things that are listed page by page. */
export interface Listing<T> {
  path: string;
  key: string;
  /** `report_name` of the page context. */
  report: string;
  scope: Scope;
  rows: (organization: Organization) => Iterable<T>;
  show: (call: Call, row: T) => object;
  filters?: Filters<T>;
  /** Values of `filter_by`; those without a rule are known and have no effect. `usual` holds unasked. */
  filterBy?: { usual: string; rules: Record<string, Keep<T> | undefined> };
  sorts?: Record<string, (row: T, organization: Organization) => string | number>;
  usualSort: { column: string; order: Order; by: (row: T) => string | number };
}

function wholeNumber(text: string, name: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw invalid(name);
  return Number(text);
}

function kept<T>({ filters = {} }: Listing<T>, { query, switches, organization }: Call): Keep<T> {
  const keeps = Object.entries(filters).flatMap(([name, filter]) => {
    const value = query[name];
    return value === undefined || switches.ignoredFilters.includes(name)
      ? []
      : [filter(value, name, organization)];
  });
  return (row) => keeps.every((keep) => keep(row));
}

/** The named filter and what it keeps; where it has no effect, the page context says what held instead. */
function named<T>({ filterBy }: Listing<T>, { query, switches }: Call): { name: string; keep: Keep<T> } {
  const everything = { name: 'Status.All', keep: () => true };
  if (!filterBy) return everything;
  const ignored = switches.ignoredFilters.includes('filter_by');
  const name = (ignored ? undefined : query.filter_by) ?? filterBy.usual;
  if (!(name in filterBy.rules)) throw invalid('filter_by');
  const keep = filterBy.rules[name];
  return keep ? { name, keep } : everything;
}

function sorted<T>(
  listing: Listing<T>,
  { query, organization }: Call,
  rows: T[],
): { rows: T[]; column: string; order: Order } {
  const { sorts = {}, usualSort } = listing;
  const { sort_column: column = usualSort.column, sort_order: order = usualSort.order } = query;
  const by = query.sort_column === undefined ? usualSort.by : sorts[column];
  if (!by) throw invalid('sort_column');
  if (order !== 'A' && order !== 'D') throw invalid('sort_order');
  const sign = order === 'A' ? 1 : -1;
  const keyed = rows.map((row, index) => ({ row, index, key: by(row, organization) }));
  keyed.sort((one, other) => {
    if (one.key === other.key) return sign * (one.index - other.index);
    return one.key < other.key ? -sign : sign;
  });
  return { rows: keyed.map(({ row }) => row), column, order };
}

function list<T>(listing: Listing<T>, call: Call): object {
  const { query, organization, switches } = call;
  const most = switches.pageRows;
  const page = wholeNumber(query.page ?? '1', 'page');
  const per_page = Math.min(most, wholeNumber(query.per_page ?? String(most), 'per_page'));
  const [keep, filter] = [kept(listing, call), named(listing, call)];
  const all = [...listing.rows(organization)].filter((row) => keep(row) && filter.keep(row));
  const { rows, column, order } = sorted(listing, call, all);
  const shown = rows.slice((page - 1) * per_page, page * per_page);
  return {
    [listing.key]: shown.map((row) => listing.show(call, row)),
    page_context: {
      page,
      per_page,
      has_more_page: rows.length > page * per_page,
      report_name: listing.report,
      applied_filter: filter.name,
      sort_column: column,
      sort_order: order,
    },
  };
}

/** The list of a collection. There is no total; filters, sorting and pages are worked out anew for each page. */
export function listed<T>(listing: Listing<T>): Endpoint {
  const { path, scope, filters = {}, filterBy, sorts } = listing;
  const query = ['page', 'per_page', ...Object.keys(filters)];
  if (filterBy) query.push('filter_by');
  if (sorts) query.push('sort_column', 'sort_order');
  return { method: 'GET', path, scopes: [scope], query, handle: (call) => list(listing, call) };
}

/** The record that a path names, or 404. */
export function found<T>(rows: ReadonlyMap<string, T>, id: string | undefined, thing: string): T {
  const row = rows.get(id ?? '');
  if (row === undefined) throw doesNotExist(thing, 404);
  return row;
}

/** The record that a body names. */
export function referred<T>(call: Call, row: T | undefined, field: string): T {
  if (row === undefined) throw doesNotExist(field, call.switches.unknownReference);
  return row;
}
