import type { Attempt } from '../model/attempt';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** Calls per minute of work, by the attempts of the last hour; 0 while there were none. */
export function callsPerMinute(attempts: readonly Attempt[], now: number): number {
  const recent = attempts.filter(({ startedAt, calls }) => startedAt > now - HOUR_MS && calls.length > 0);
  const calls = recent.reduce((sum, attempt) => sum + attempt.calls.length, 0);
  const workedMs = recent.reduce((sum, { durationMs }) => sum + durationMs, 0);
  // A push of a moment says how many calls there were, not how many there could have been.
  return Math.round((calls * MINUTE_MS) / Math.max(workedMs, MINUTE_MS));
}
