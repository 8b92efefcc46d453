/** How a queue tries again and how fast it goes. Milliseconds throughout. */
export interface QueueConfig {
  /** The first attempt counts; -1: no limit. */
  maxAttempts: number;
  /** Time for retries since the first attempt; 0: no limit. With `maxAttempts`, both must be used up. */
  maxRetryMs: number;
  minBackoffMs: number;
  maxBackoffMs: number;
  /** So many times the interval doubles; from then on it grows by the last step. */
  maxDoublings: number;
  maxConcurrent: number;
  maxPerSecond: number;
}

/** What a deploy gives the queue of a task function that says nothing. */
export const QUEUE_DEFAULTS: QueueConfig = {
  maxAttempts: 3,
  maxRetryMs: 0,
  minBackoffMs: 100,
  maxBackoffMs: 3_600_000,
  maxDoublings: 16,
  maxConcurrent: 1000,
  maxPerSecond: 500,
};

function numberAt(record: unknown, key: string): number | undefined {
  if (typeof record !== 'object' || record === null) return undefined;
  const value: unknown = Reflect.get(record, key);
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/**
 * The queue of an endpoint's `retryConfig` and `rateLimits` (seconds, as the SDK and the create-queue route write
 * them). What they leave out, and a deploy would reset, is the default.
 * https://firebase.google.com/docs/reference/functions/2nd-gen/node/firebase-functions.tasks.taskqueueoptions
 */
export function queueConfig(retryConfig: unknown, rateLimits: unknown): QueueConfig {
  const retry = (key: string, factor: number) => {
    const value = numberAt(retryConfig, key);
    return value === undefined ? undefined : value * factor;
  };
  const given = {
    maxAttempts: retry('maxAttempts', 1),
    maxRetryMs: retry('maxRetrySeconds', 1000),
    minBackoffMs: retry('minBackoffSeconds', 1000),
    maxBackoffMs: retry('maxBackoffSeconds', 1000),
    maxDoublings: retry('maxDoublings', 1),
    maxConcurrent: numberAt(rateLimits, 'maxConcurrentDispatches'),
    maxPerSecond: numberAt(rateLimits, 'maxDispatchesPerSecond'),
  };
  const said = Object.entries(given).filter(([, value]) => value !== undefined);
  return { ...QUEUE_DEFAULTS, ...(Object.fromEntries(said) as Partial<QueueConfig>) };
}

/**
 * How long to wait before a retry; the first retry is 1. With 10 s, 300 s and 3 doublings: 10, 20, 40, 80, 160,
 * 240, 300, 300 s.
 * https://cloud.google.com/tasks/docs/reference/rest/v2/projects.locations.queues#RetryConfig
 */
export function backoffMs(config: QueueConfig, retry: number): number {
  const doublings = Math.min(retry - 1, config.maxDoublings);
  const steps = 1 + Math.max(0, retry - 1 - config.maxDoublings);
  return Math.min(config.maxBackoffMs, config.minBackoffMs * 2 ** doublings * steps);
}

/** No further attempt is due: every limit that is set is used up. */
export function exhausted(config: QueueConfig, attempts: number, sinceFirstMs: number): boolean {
  const limits = [
    config.maxAttempts >= 0 ? attempts >= config.maxAttempts : undefined,
    config.maxRetryMs > 0 ? sinceFirstMs >= config.maxRetryMs : undefined,
  ].filter((used) => used !== undefined);
  return limits.length > 0 && limits.every(Boolean);
}
