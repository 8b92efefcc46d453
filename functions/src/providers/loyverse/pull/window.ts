import { z } from 'zod';
import { parsed } from '../../http';
import type { PullRequest } from '../../pull';

const MINUTE_MS = 60_000;
/** Clocks differ, and whether a filter's bound itself is included is not documented. */
const OVERLAP_MS = 5 * MINUTE_MS;

export const iso = (at: number): string => new Date(at).toISOString();

const position = z.object({
  /** When the pull began, by our clock. Milliseconds since 1970. */
  startedAt: z.number(),
  /** Only what changed since; ISO 8601. Frozen for the whole pull: a cursor belongs to its filters. */
  since: z.string().optional(),
  /** Which of the lists that make up the pull. */
  list: z.number().int().min(0),
  cursor: z.string().optional(),
  /** Loyverse did not let us look as far back as we wanted. */
  shortened: z.boolean().optional(),
});
/** Where a pull stands. As JSON it is the `next` of a page. */
export type Position = z.infer<typeof position>;

/** `next` of a pull that could not look back far enough: the one after it goes on from here, whenever that is. */
const resumption = z.object({ resumeAt: z.string() });

function known(since: string | undefined): string | undefined {
  const at = Date.parse(since ?? '');
  return Number.isFinite(at) ? iso(at) : undefined;
}

/** Where to begin, or to go on. A `from` that cannot be read starts over. */
export function positionOf({ since, from }: PullRequest, now: number): Position {
  const left: unknown = from === undefined ? undefined : parsed(from);
  const exact = position.safeParse(left);
  if (exact.success) return exact.data;
  const resumed = resumption.safeParse(left).data?.resumeAt;
  return { startedAt: now, since: known(resumed ?? since), list: 0 };
}

export const checkpointOf = ({ startedAt }: Position): string => iso(startedAt - OVERLAP_MS);

export const written = (at: Position): string => JSON.stringify(at);

export const resumingAfter = (at: Position): string => JSON.stringify({ resumeAt: checkpointOf(at) });
