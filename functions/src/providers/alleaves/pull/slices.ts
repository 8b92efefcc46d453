import { z } from 'zod';
import { parsed } from '../../http';
import type { Page, PullRequest } from '../../pull';

const SLICE = 250;

const position = z.object({ after: z.number() });

/** What is read in one go, page by page. Whoever goes on reads it again: it is only whole when all of it was seen. */
export interface Whole<T> {
  /** By ascending `order`. */
  entries: { order: number; record: T }[];
  complete: boolean;
  note?: string;
}

/** Why an inventory is not complete, for a person. */
export const CUT_SHORT =
  'Alleaves showed fewer rows of its inventory than it says it has: nothing is removed.';

export async function* inSlices<T>(
  request: PullRequest,
  now: number,
  read: () => Promise<Whole<T>>,
): AsyncGenerator<Page<T>> {
  const left: unknown = request.from === undefined ? undefined : parsed(request.from);
  const after = position.safeParse(left).data?.after ?? -Infinity;
  const { entries, complete, note } = await read();
  const due = entries.filter(({ order }) => order > after);
  for (let start = 0; start + SLICE < due.length; start += SLICE) {
    const slice = due.slice(start, start + SLICE);
    const next = JSON.stringify({ after: slice.at(-1)?.order });
    yield { records: slice.map(({ record }) => record), next, complete: false, full: true };
  }
  const begun = Math.max(0, Math.ceil(due.length / SLICE) - 1) * SLICE;
  const records = due.slice(begun).map(({ record }) => record);
  yield complete
    ? { records, complete, full: true, checkpoint: new Date(now).toISOString(), ...(note && { note }) }
    : { records, complete, full: true, note };
}
