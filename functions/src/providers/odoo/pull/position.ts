import { z } from 'zod';
import { parsed } from '../../http';
import type { PullRequest } from '../../pull';
import { millisOf, odooTime } from '../time';

/**
 * A record is stamped when its transaction begins and seen when it ends, and the wire cuts the stamp to seconds: the
 * next pull goes back a little.
 */
const OVERLAP_MS = 5 * 60_000;

const position = z.object({
  /** Only what changed since, in Odoo's words; frozen for the whole pull. */
  since: z.string().optional(),
  /** Which of the lists that make up the pull. */
  list: z.number().int().min(0),
  /** The last record seen; they come by id, which nothing can shuffle. */
  lastId: z.number().int().min(0),
  /** The newest stamp seen, by Odoo's clock. Milliseconds since 1970. */
  newestAt: z.number().optional(),
  /** When the pull began, by our clock. Milliseconds since 1970. */
  startedAt: z.number(),
});
/** Where a pull stands. As JSON it is the `next` of a page. */
export type Position = z.infer<typeof position>;

const known = (since: string | undefined) =>
  since !== undefined && Number.isFinite(millisOf(since)) ? since : undefined;

/** Where to begin, or to go on. A `from` that cannot be read starts over. */
export function positionOf({ since, from }: PullRequest, now: number): Position {
  const left = position.safeParse(from === undefined ? undefined : parsed(from));
  return left.success ? left.data : { since: known(since), list: 0, lastId: 0, startedAt: now };
}

/** Nobody's clock is off by more: what our own clock calls older than this was there when the pull began. */
const CLOCKS_DIFFER_MS = 24 * 60 * 60_000;

/**
 * `since` of the next pull: the newest stamp, by Odoo's own clock, and where nothing has changed for long, a day before
 * the pull. A pull may take long, too: what changed meanwhile behind its back is older than its last rows, so it never
 * goes past its start.
 */
export function checkpointOf({ since, newestAt = 0, startedAt }: Position): string {
  const reached = Math.min(startedAt, Math.max(newestAt, startedAt - CLOCKS_DIFFER_MS));
  const next = odooTime(reached - OVERLAP_MS);
  return since !== undefined && next < since ? since : next;
}

export const written = (at: Position): string => JSON.stringify(at);
