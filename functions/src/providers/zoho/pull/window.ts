import { z } from 'zod';
import { parsed } from '../../http';
import type { PullRequest } from '../../pull';

const MINUTE_MS = 60_000;
/** Clocks differ, and whether a filter's bound itself is included is not documented. */
const OVERLAP_MS = 5 * MINUTE_MS;

const position = z.object({
  /** When the pull began, by our clock. Milliseconds since 1970. */
  startedAt: z.number(),
  /** Only what changed since. Milliseconds since 1970; frozen for the whole pull. */
  since: z.number().optional(),
  /** Which of the lists that make up the pull. */
  list: z.number().int().min(0),
  /** From 1. */
  page: z.number().int().min(1),
});
/** Where a pull stands. As JSON it is the `next` of a page. */
export type Position = z.infer<typeof position>;

/**
 * Where to begin, or to go on. A `from` that cannot be read starts over.
 * @param historyMs how far the first pull looks back; absent: to the beginning
 */
export function positionOf({ since, from }: PullRequest, now: number, historyMs?: number): Position {
  const left = position.safeParse(from === undefined ? undefined : parsed(from));
  if (left.success) return left.data;
  const at = Date.parse(since ?? '');
  const beginning = historyMs === undefined ? undefined : now - historyMs;
  return { startedAt: now, since: Number.isFinite(at) ? at : beginning, list: 0, page: 1 };
}

export const checkpointOf = ({ startedAt }: Position): string =>
  new Date(startedAt - OVERLAP_MS).toISOString();

/** `2026-01-05T00:00:00+0000`, as the `last_modified_time` filter wants it. */
export const stamp = (at: number): string => new Date(at).toISOString().replace(/\.\d{3}Z$/, '+0000');
