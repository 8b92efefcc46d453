import type { z } from 'zod';
import { Failure } from '../../../model/failure';
import { parsed } from '../../http';
import type { Page, PullRequest } from '../../pull';
import { hasCode } from '../refusal';

/** Where a pull stands. As JSON it is the `next` of a page. */
export interface Place {
  /** `since` of the pull that the place belongs to. */
  since?: string;
  cursor?: string;
}

/** What was read at a place. */
export interface Step<T, At> {
  records: T[];
  /** Absent on the last page. */
  next?: At;
  /** What the next pull starts from, as far as this place can tell. */
  checkpoint?: string;
  note?: string;
  /** All there is, although only changes were asked for. */
  full?: boolean;
}

export interface Source<T, At extends Place> {
  place: z.ZodType<At>;
  /** The first place; or where to start over when the cursor of `lost` is no good any more. */
  begin(since: string | undefined, lost?: At): Promise<At> | At;
  read(at: At): Promise<Step<T, At>>;
}

/** Cursors live for some minutes: a pull that is slower than that three times over needs another look. */
const MAX_RESTARTS = 3;

/** The place that `from` names; undefined for what cannot be read or belongs to another pull. */
function kept<At extends Place>(place: z.ZodType<At>, { since, from }: PullRequest): At | undefined {
  const at = place.safeParse(from === undefined ? undefined : parsed(from)).data;
  return at?.since === since ? at : undefined;
}

function demandProgress(at: Place, next: Place): void {
  if (JSON.stringify(next) !== JSON.stringify(at)) return;
  throw new Failure('unexpected', 'Square gives the same page again and again.', {
    advice: 'The bridge tries again. If it stays so, report it.',
  });
}

/**
 * Reads page after page, from the beginning or from where an earlier run was. Square's cursors die within minutes:
 * then the pages come again, which repeats records and misses none.
 */
export async function* pages<T, At extends Place>(
  source: Source<T, At>,
  request: PullRequest,
): AsyncGenerator<Page<T>> {
  const { since } = request;
  let at = kept(source.place, request) ?? (await source.begin(since));
  for (let restarts = 0; ;) {
    let step: Step<T, At>;
    try {
      step = await source.read(at);
    } catch (thrown) {
      restarts += 1;
      if (!hasCode(thrown, 'INVALID_CURSOR') || at.cursor === undefined || restarts > MAX_RESTARTS)
        throw thrown;
      at = await source.begin(since, at);
      continue;
    }
    const { records, next, checkpoint, note, full = since === undefined } = step;
    if (!next) {
      yield { records, complete: true, full, checkpoint, note };
      return;
    }
    demandProgress(at, next);
    yield { records, next: JSON.stringify(next), complete: false, full, note };
    at = next;
  }
}
