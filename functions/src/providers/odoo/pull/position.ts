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
});
/** Where a pull stands. As JSON it is the `next` of a page. */
export type Position = z.infer<typeof position>;

const known = (since: string | undefined) =>
  since !== undefined && Number.isFinite(millisOf(since)) ? since : undefined;

/** Where to begin, or to go on. A `from` that cannot be read starts over. */
export function positionOf({ since, from }: PullRequest): Position {
  const left = position.safeParse(from === undefined ? undefined : parsed(from));
  return left.success ? left.data : { since: known(since), list: 0, lastId: 0 };
}

/** `since` of the next pull, by Odoo's own clock; without anything seen it stays where it was. */
export function checkpointOf({ since, newestAt }: Position): string | undefined {
  const next = newestAt === undefined ? undefined : odooTime(newestAt - OVERLAP_MS);
  return since !== undefined && (next === undefined || next < since) ? since : next;
}

export const written = (at: Position): string => JSON.stringify(at);
