import type { Answer, Call } from './endpoint';
import { Refused } from './refusal';
import type { Switches } from './switches';

const MOST_ROWS = 200;
const USUAL_ROWS = 50;

/** The parameters that read a list on. */
const PARAMETERS: Record<Switches['paging'], readonly string[]> = {
  cursor: ['cursor', 'limit'],
  page: ['page', 'limit'],
  offset: ['offset', 'limit'],
  link: ['cursor', 'limit'],
};

export const pagingParameters = ({ paging }: Readonly<Switches>): readonly string[] => PARAMETERS[paging];

function numberIn({ query }: Call, name: string, otherwise: number, min: number, max = Infinity): number {
  const given = query[name];
  if (given === undefined) return otherwise;
  const read = /^\d+$/.test(given) ? Number(given) : -1;
  if (read < min || read > max) throw new Refused(400, 'invalid_request', `${name} is out of range`, name);
  return read;
}

function startOf(call: Call, limit: number): number {
  const { paging } = call.switches;
  if (paging === 'page') return (numberIn(call, 'page', 1, 1) - 1) * limit;
  if (paging === 'offset') return numberIn(call, 'offset', 0, 0);
  const { cursor } = call.query;
  if (cursor === undefined) return 0;
  const at = /^at (\d+)$/.exec(Buffer.from(cursor, 'base64url').toString('utf8'))?.[1];
  if (at === undefined) throw new Refused(400, 'invalid_cursor', 'The cursor is not one of ours', 'cursor');
  return Number(at);
}

const cursorTo = (start: number) => Buffer.from(`at ${start}`).toString('base64url');

function linkTo({ path, query }: Call, cursor: string): string {
  return `<${path}?${new URLSearchParams({ ...query, cursor }).toString()}>; rel="next"`;
}

/** One page of a list, and how to go on. */
export function page(call: Call, rows: readonly unknown[]): Answer {
  const { paging, limits, cursors, pageRows } = call.switches;
  const most = limits === 'ignored' ? MOST_ROWS : pageRows;
  const limit = Math.min(most, numberIn(call, 'limit', USUAL_ROWS, 1, MOST_ROWS));
  const start = startOf(call, limit);
  const data = limits === 'ignored' ? rows : rows.slice(start, start + limit);
  const more = start + limit < rows.length;
  const next = cursors === 'repeating' ? cursorTo(start) : more ? cursorTo(start + limit) : null;
  if (paging === 'page' || paging === 'offset') return { body: { data, total: rows.length, has_more: more } };
  if (paging === 'cursor') return { body: { data, next_cursor: next } };
  return { body: { data }, ...(next !== null && { headers: { link: linkTo(call, next) } }) };
}
