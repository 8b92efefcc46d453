import { z } from 'zod';
import { parsed } from '../../http';
import type { Page, PullRequest } from '../../pull';
import { readRecord, type FieldMap } from '../extract';
import { firstPlace, pageOf } from '../pages';
import type { ListOperation } from '../recipe/schema';
import type { Shop } from '../shop';

const MINUTE_MS = 60_000;
/** Clocks differ, and whether the bound itself is included is not documented. */
const OVERLAP_MS = 5 * MINUTE_MS;

const position = z.object({
  /** When the pull began, by our clock. Milliseconds since 1970. */
  startedAt: z.number(),
  since: z.string().optional(),
  place: z.object({ query: z.record(z.string(), z.string()), size: z.number().optional() }).optional(),
});
type Position = z.infer<typeof position>;

export interface Listing<S extends z.ZodType, T> {
  operation: Pick<ListOperation, 'request' | 'select' | 'page' | 'sinceParam'> & { map: FieldMap };
  shape: S;
  records: (rows: z.output<S>[]) => T[];
  /** Without `since`, the pages together hold everything. */
  full: boolean;
}

/** Whether the pull goes on where an earlier run was; a `from` that cannot be read starts over. */
export const goesOn = ({ from }: PullRequest): boolean =>
  position.safeParse(from === undefined ? undefined : parsed(from)).data?.place !== undefined;

function positionOf({ since, from }: PullRequest, now: number, canSince: boolean): Position {
  const left: unknown = from === undefined ? undefined : parsed(from);
  const known = canSince && Number.isFinite(Date.parse(since ?? '')) ? since : undefined;
  return position.safeParse(left).data ?? { startedAt: now, since: known };
}

const LOOP = 'The list did not end: a page came twice. What is behind it was not seen.';

const CAPPED = (pages: number) =>
  `${pages} pages were read, as many as the recipe allows: the next pull goes on there.`;

/** Pages of a list, from its beginning or from where it was left; only changes where the list can say what changed. */
export async function* pulled<S extends z.ZodType, T>(
  shop: Shop,
  { operation, shape, records, full: holdsAll }: Listing<S, T>,
  request: PullRequest,
): AsyncGenerator<Page<T>> {
  const at = positionOf(request, shop.now(), operation.sinceParam !== undefined);
  const full = holdsAll && at.since === undefined;
  const where = { pos: shop.recipe.display.name, select: operation.select };
  let place = at.place ?? firstPlace(operation, at.since);
  const seen = new Set([JSON.stringify(place.query)]);
  const contents = new Set<string>();
  for (let pages = 1; ; pages += 1) {
    const { rows, next } = await pageOf(shop, operation, place);
    const page = records(rows.map((row) => readRecord(shape, operation.map, row, where)));
    const mark = JSON.stringify(next?.query);
    const content = JSON.stringify(rows.slice(0, 3));
    const loops = next !== undefined && (seen.has(mark) || contents.has(content));
    if (loops) yield { records: page, complete: false, full, note: LOOP };
    else if (!next) yield { records: page, complete: true, full, checkpoint: checkpointOf(at) };
    const capped = pages >= shop.recipe.limits.maxPages;
    if (next && !loops) {
      const behind = JSON.stringify({ ...at, place: next });
      yield { records: page, next: behind, complete: false, full, ...(capped && { note: CAPPED(pages) }) };
    }
    if (loops || !next || capped) return;
    seen.add(mark);
    contents.add(content);
    place = next;
  }
}

const checkpointOf = ({ startedAt }: Position): string => new Date(startedAt - OVERLAP_MS).toISOString();
