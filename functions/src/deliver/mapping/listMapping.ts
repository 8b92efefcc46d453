import type { Connection } from '../../model/connection';
import { Problem } from '../../model/problem';
import { cursorAt, positionOf } from '../../plan/cursor';
import { classify, countsOf, type MappingRow, type MappingStatus } from '../../plan/mapping/classify';
import { foldName } from '../../plan/mapping/fold';
import { fullName } from '../../plan/mapping/sellable';
import { suggest, type Suggestion } from '../../plan/mapping/suggest';
import { tiesAsCsv } from '../../plan/mapping/ties';
import type { World } from '../world';
import { shelfOf, type Shelf } from './shelf';

export interface MappingQuery {
  status?: MappingStatus;
  /** All words of it stand in the name, or it is the SKU. */
  text?: string;
  cursor?: string;
  limit: number;
}

export interface MappingPage {
  rows: (MappingRow & { suggestions: Suggestion[] })[];
  counts: Record<MappingStatus, number>;
  /** For the next page; absent on the last one. */
  next?: string;
  /** When the POS's catalog was last pulled completely. */
  pulledAt?: number;
  /** False: the menus are too large to suggest anything. */
  complete: boolean;
}

/** A POS item may be suggested a few times over; more is no help. */
const MOST_SUGGESTIONS = 3;

/** Rows of everything, with both sides. */
export async function mappingRows(
  world: World,
  connection: Connection,
  fresh = false,
): Promise<{ shelf: Shelf; rows: MappingRow[] }> {
  const [shelf, links] = await Promise.all([
    shelfOf(world, connection, fresh),
    world.publishing.storefront.links(connection),
  ]);
  return { shelf, rows: classify({ ...shelf, links }) };
}

/** Suggestions for rows; none where a key cannot be known to be one of its kind. */
export function suggestionsFor(rows: readonly MappingRow[], shelf: Shelf): Map<string, Suggestion[]> {
  if (!shelf.complete) return new Map();
  const wanted = rows.flatMap(({ sellable, status }) => (status === 'mapped' ? [] : [sellable]));
  return suggest(wanted, shelf.sellables.values(), shelf.offers.values());
}

function matching({ status, text }: MappingQuery): (row: MappingRow) => boolean {
  const words = foldName(text ?? '')
    .split(' ')
    .filter(Boolean);
  return (row) => {
    if (status !== undefined && row.status !== status) return false;
    const { sku = '' } = row.sellable;
    const name = `${foldName(fullName(row.sellable))} ${foldName(sku)}`;
    return words.every((word) => name.includes(word));
  };
}

/** What is mapped, unmapped and suspicious, in pages, with suggestions for what is not mapped well. @throws Problem */
export async function listMapping(
  world: World,
  connection: Connection,
  query: MappingQuery,
): Promise<MappingPage> {
  const list = ['mapping', connection.tenantId, connection.id, query.status, query.text];
  const [after] = query.cursor === undefined ? [''] : (positionOf(list, query.cursor) ?? []);
  if (typeof after !== 'string')
    throw new Problem('invalid_request', 'The cursor is not of this list.', { advice: 'Begin without one.' });
  const { shelf, rows } = await mappingRows(world, connection);
  const wanted = rows.filter(matching(query)).filter(({ sellable }) => sellable.key > after);
  const page = wanted.slice(0, query.limit);
  const suggestions = suggestionsFor(page, shelf);
  const last = page.at(-1);
  const { pulledAt, complete } = shelf;
  return {
    rows: page.map((row) => ({
      ...row,
      suggestions: (suggestions.get(row.sellable.key) ?? []).slice(0, MOST_SUGGESTIONS),
    })),
    counts: countsOf(rows),
    ...(last && wanted.length > page.length && { next: cursorAt(list, [last.sellable.key]) }),
    ...(pulledAt !== undefined && { pulledAt }),
    complete,
  };
}

/** The whole mapping as a file. */
export async function exportMapping(world: World, connection: Connection): Promise<string> {
  return tiesAsCsv((await mappingRows(world, connection)).rows);
}
