import { type Check, object, optional, type Shape, text, whole } from '../core/shape';
import type { Call } from './endpoint';
import { filterOf } from './filter';
import type { Row } from './rows';

/** The most that a client is known to have asked for. */
const KNOWN_TAKE = 5000;

/** `""` stands for every location. */
const location: Check<number | ''> = (value, field) => (value === '' ? '' : whole(1)(value, field));
const filter: Check<(row: Row) => boolean> = (value, field) =>
  value === null ? () => true : filterOf(value, field);

const fields = {
  query: optional(text(200)),
  id_location: optional(location),
  skip: optional(whole(0)),
  take: optional(whole(1, KNOWN_TAKE)),
  page: optional(whole(1)),
  pageSize: optional(whole(1, KNOWN_TAKE)),
  filter: optional(filter),
};

/** The body of a search, in any of the styles that clients use: `query`, `skip` and `take`, or a grid's. */
export const search = object(fields);
export type Search = Shape<typeof fields>;

export const contains = (row: Row, query: string): boolean =>
  [row.item, row.brand, row.sku, row.batch].some(
    (value) => typeof value === 'string' && value.toLowerCase().includes(query.toLowerCase()),
  );

/** The rows of one reply. Without `take` it is all of them, up to the server's silent cap. */
export function pageOf<T>({ switches }: Call, rows: readonly T[], { skip = 0, take, pageSize }: Search): T[] {
  const { searchPaging, searchCap } = switches;
  const wanted = take ?? pageSize;
  const honoured = searchPaging === 'honoured' && wanted !== undefined;
  return honoured ? rows.slice(skip, skip + Math.min(wanted, searchCap)) : rows.slice(0, searchCap);
}
