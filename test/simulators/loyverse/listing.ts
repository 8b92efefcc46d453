import { createHash } from 'node:crypto';
import { timestamp, uuid } from './checks';
import type { Call } from './endpoint';
import { invalid, Refused } from './refusal';
import type { Switches } from './switches';

const MOST_ROWS = 250;
const USUAL_ROWS = 50;

export type Keep<T> = (row: T) => boolean;

/** The values of a comma-separated list of ids, or undefined when the parameter is absent. */
export function idList(query: Call['query'], name: string): Set<string> | undefined {
  const given = query[name];
  return given === undefined ? undefined : new Set(given.split(',').map((one) => uuid(one, name)));
}

function moment(query: Call['query'], name: string): number | undefined {
  const given = query[name];
  return given === undefined ? undefined : Date.parse(timestamp(given, name));
}

export interface Range {
  min?: number;
  max?: number;
}

/** `<field>_min` and `<field>_max` of a query, in milliseconds. */
export function rangeOf(query: Call['query'], field: 'created_at' | 'updated_at'): Range {
  const [min, max] = [moment(query, `${field}_min`), moment(query, `${field}_max`)];
  if (min !== undefined && max !== undefined && min > max)
    throw new Refused(400, 'INVALID_RANGE', `${field}_min is after ${field}_max`, `${field}_min`);
  return { min, max };
}

export function within(text: string, { min, max }: Range, bounds: Switches['timeBounds']): boolean {
  const at = Date.parse(text);
  const edge = bounds === 'inclusive';
  if (min !== undefined && (edge ? at < min : at <= min)) return false;
  return max === undefined || (edge ? at <= max : at < max);
}

export function inTime<T extends { created_at: string; updated_at: string }>(call: Call): Keep<T> {
  const [created, updated] = [rangeOf(call.query, 'created_at'), rangeOf(call.query, 'updated_at')];
  const { timeBounds } = call.switches;
  return (row) => within(row.created_at, created, timeBounds) && within(row.updated_at, updated, timeBounds);
}

function limitOf({ limit }: Call['query']): number {
  if (limit === undefined) return USUAL_ROWS;
  const read = Number(limit);
  if (!/^\d+$/.test(limit) || read < 1 || read > MOST_ROWS)
    throw invalid(`Must be between 1 and ${MOST_ROWS}`, 'limit');
  return read;
}

/** A cursor belongs to an account, a collection and its filters. */
function bindingOf({ account, path, query }: Call): string {
  const filters = Object.entries(query).filter(([name]) => name !== 'cursor');
  const text = JSON.stringify([account.merchant.id, path.replace(/\/$/, ''), filters.sort()]);
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** Where a row stands: newest first, and by id among rows of the same moment. */
export interface Place {
  at: string;
  id: string;
}

function placeOf(cursor: string, binding: string): Place {
  const [bound, at, id] = Buffer.from(cursor, 'base64url').toString('utf8').split(' ');
  if (bound !== binding || at === undefined || id === undefined)
    throw new Refused(400, 'INVALID_CURSOR', 'Cursor is not valid for this request', 'cursor');
  return { at, id };
}

const isAfter = (row: Place, place: Place) => row.at < place.at || (row.at === place.at && row.id < place.id);

/** One page of rows. `cursor` is absent on the last page, not null. */
export function page<T>(
  call: Call,
  key: string,
  rows: readonly T[],
  place: (row: T) => Place,
  keep: Keep<T>,
): unknown {
  const limit = Math.min(limitOf(call.query), call.switches.pageRows);
  const binding = bindingOf(call);
  const from = call.query.cursor === undefined ? undefined : placeOf(call.query.cursor, binding);
  const ordered = rows
    .filter(keep)
    .map((row) => ({ row, ...place(row) }))
    .filter((placed) => !from || isAfter(placed, from))
    .sort((one, other) => (isAfter(one, other) ? 1 : -1));
  const shown = ordered.slice(0, limit);
  const last = shown.at(-1);
  const more = last !== undefined && ordered.length > limit;
  const cursor = last && Buffer.from(`${binding} ${last.at} ${last.id}`).toString('base64url');
  return { [key]: shown.map(({ row }) => row), ...(more && { cursor }) };
}
