import type { Clock } from './clock';
import type { LocalFunction, Trigger } from './functions';
import { invoke } from './invoke';
import { parseSchedule, startTicking } from './schedule';

export type ScheduledFunction = LocalFunction<Extract<Trigger, { kind: 'schedule' }>>;

/**
 * Runs a scheduled function as Cloud Scheduler would at `at` (ms since 1970). Throws an Error when it fails.
 * https://firebase.google.com/docs/functions/schedule-functions
 */
export async function runScheduled(fn: ScheduledFunction, at: number): Promise<void> {
  const headers = {
    'x-cloudscheduler': 'true',
    'x-cloudscheduler-jobname': `firebase-schedule-${fn.name}-${fn.region}`,
    'x-cloudscheduler-scheduletime': new Date(at).toISOString(),
  };
  const { status, error } = await invoke(fn.handler, { headers, timeoutMs: fn.timeoutMs });
  if (status >= 300)
    throw new Error(`The scheduled function ${fn.name} failed with ${status}.`, { cause: error });
}

/** Lets the clock start scheduled functions, none of them while its last run goes on. The result stops it. */
export function tick(
  functions: readonly ScheduledFunction[],
  clock: Clock,
  log: (line: string) => void,
): () => void {
  const running = new Set<ScheduledFunction>();
  const schedules = functions.map((fn) => {
    const { schedule, timeZone } = fn.trigger;
    return { isDue: parseSchedule(schedule, timeZone), what: fn };
  });
  return startTicking(schedules, clock, (fn, at) => {
    if (running.has(fn)) return log(`${fn.name}: still running, so this time is left out.`);
    running.add(fn);
    runScheduled(fn, at)
      .catch((error: unknown) => log(error instanceof Error ? error.message : String(error)))
      .finally(() => running.delete(fn));
  });
}
