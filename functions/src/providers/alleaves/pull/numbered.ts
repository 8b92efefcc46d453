import { z } from 'zod';
import { parsed } from '../../http';
import type { Page, PullRequest } from '../../pull';

export const PAGE_SIZE = 100;

const position = z.object({
  /** When the pull began, by our clock. Milliseconds since 1970. */
  startedAt: z.number(),
  /** The first day, `YYYY-MM-DD`; frozen, since pages belong to their question. */
  from: z.string().optional(),
  page: z.number().int().min(1),
  /** The first page had so many rows: a later page that is shorter is the last. */
  size: z.number().int().optional(),
});
export type Position = z.infer<typeof position>;

export interface Listing<Row, T> {
  fetch(at: Position): Promise<Row[]>;
  idOf(row: Row): number;
  records(rows: Row[]): T[];
  /** Pages in one run: the next run goes on behind them. */
  maxPages: number;
  full: boolean;
  checkpoint(at: Position): string;
  /** What the pages hold, for the note. */
  what: string;
}

export function positionOf(request: PullRequest, begin: () => Position): Position {
  const left: unknown = request.from === undefined ? undefined : parsed(request.from);
  return position.safeParse(left).data ?? begin();
}

/**
 * Pages by number until a page is empty, brings nothing new, or is shorter than the first: a first page that is short
 * may only be a server's own page size.
 */
export async function* inPages<Row, T>(listing: Listing<Row, T>, start: Position): AsyncGenerator<Page<T>> {
  const { full } = listing;
  const seen = new Set<number>();
  let at = start;
  for (let pages = 1; ; pages += 1) {
    const rows = await listing.fetch(at);
    const fresh = rows.filter((row) => !seen.has(listing.idOf(row)));
    fresh.forEach((row) => seen.add(listing.idOf(row)));
    const size = at.size ?? rows.length;
    const records = listing.records(fresh);
    if (fresh.length === 0 || rows.length < size) {
      yield { records, complete: true, full, checkpoint: listing.checkpoint(at) };
      return;
    }
    at = { ...at, size, page: at.page + 1 };
    const next = JSON.stringify(at);
    if (pages >= listing.maxPages) {
      const note = `${pages} pages of ${listing.what} were read, as many as the settings allow: the next pull goes on there.`;
      yield { records, next, complete: false, full, note };
      return;
    }
    yield { records, next, complete: false, full };
  }
}
