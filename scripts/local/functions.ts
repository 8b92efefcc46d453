import type { QueueConfig } from './queueConfig';
import { queueConfig } from './queueConfig';
import { resolve } from './params';

type Env = Readonly<Record<string, string | undefined>>;

/** What an export is called with: an event, or a request and a response. */
export type Handler = (...args: unknown[]) => unknown;

export interface FirestoreTrigger {
  kind: 'firestore';
  eventType: string;
  database: string;
  namespace: string;
  document: { value: string; matchType: 'PATH_PATTERN' | 'EXACT' };
  /** A failed event is delivered again. */
  retry: boolean;
}

export type Trigger =
  | FirestoreTrigger
  | { kind: 'https' }
  | { kind: 'task'; queue: QueueConfig }
  | { kind: 'schedule'; schedule: string; timeZone: string };

/** An exported function in one region. */
export interface LocalFunction<T extends Trigger = Trigger> {
  /** As deployed: the export `deliver.square` is `deliver-square`. */
  name: string;
  region: string;
  timeoutMs: number;
  trigger: T;
  handler: Handler;
}

type Fields = Readonly<Record<string, unknown>>;

const DEFAULT_REGION = 'us-central1';
const DEFAULT_TIMEOUT_SECONDS = 60;

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

/** Every value with its params filled in; what a deploy would reset is left out. */
function resolved(value: unknown, env: Env): Fields {
  const entries = Object.entries(fieldsOf(value)).map(([key, inner]) => [key, resolve(inner, env)] as const);
  return Object.fromEntries(entries.filter(([, inner]) => inner !== null && typeof inner !== 'object'));
}

function textOf(value: unknown, fallback: string): string {
  return typeof value === 'string' && value !== '' ? value : fallback;
}

function firestoreTrigger(event: Fields, env: Env): FirestoreTrigger {
  const exact = resolved(event.eventFilters, env);
  const pattern = resolved(event.eventFilterPathPatterns, env);
  const document = textOf(pattern.document ?? exact.document, '');
  if (!/^google\.cloud\.firestore\./.test(String(event.eventType)) || document === '')
    throw new Error(`Events of type ${String(event.eventType)} do not happen locally.`);
  return {
    kind: 'firestore',
    eventType: String(event.eventType),
    database: textOf(exact.database, '(default)'),
    namespace: textOf(exact.namespace, '(default)'),
    // A path that came from a param is declared as a pattern, with wildcards or without.
    document: { value: document, matchType: pattern.document === undefined ? 'EXACT' : 'PATH_PATTERN' },
    retry: resolve(event.retry, env) === true,
  };
}

function triggerOf(endpoint: Fields, env: Env): Trigger {
  if (endpoint.httpsTrigger || endpoint.callableTrigger) return { kind: 'https' };
  if (endpoint.eventTrigger) return firestoreTrigger(fieldsOf(endpoint.eventTrigger), env);
  if (endpoint.taskQueueTrigger) {
    const { retryConfig, rateLimits } = fieldsOf(endpoint.taskQueueTrigger);
    return { kind: 'task', queue: queueConfig(resolved(retryConfig, env), resolved(rateLimits, env)) };
  }
  if (endpoint.scheduleTrigger) {
    const { schedule, timeZone } = resolved(endpoint.scheduleTrigger, env);
    return { kind: 'schedule', schedule: textOf(schedule, ''), timeZone: textOf(timeZone, 'UTC') };
  }
  throw new Error(`Its trigger is of a kind that does not run locally.`);
}

function regionsOf(endpoint: Fields, env: Env): string[] {
  const declared = Array.isArray(endpoint.region) ? (endpoint.region as unknown[]) : [endpoint.region];
  const regions = declared.map((region) => textOf(resolve(region, env), DEFAULT_REGION));
  return [...new Set(regions.length > 0 ? regions : [DEFAULT_REGION])];
}

function read(name: string, handler: Handler, endpoint: Fields, env: Env): LocalFunction[] {
  try {
    if (resolve(endpoint.omit, env) === true) return [];
    const seconds = resolve(endpoint.timeoutSeconds, env);
    const timeoutMs = (typeof seconds === 'number' ? seconds : DEFAULT_TIMEOUT_SECONDS) * 1000;
    const trigger = triggerOf(endpoint, env);
    return regionsOf(endpoint, env).map((region) => ({ name, region, timeoutMs, trigger, handler }));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`The function ${name} cannot be served: ${why}`, { cause: error });
  }
}

function handlerOf(exported: CallableFunction): Handler {
  return (...args) => Reflect.apply(exported, undefined, args) as unknown;
}

/**
 * The deployed functions of a module: its exports with an `__endpoint`, those of groups too, params filled in.
 * Throws an Error that names the function when one cannot run here.
 */
export function discover(module: unknown, env: Env, prefix = ''): LocalFunction[] {
  return Object.entries(fieldsOf(module)).flatMap(([key, value]) => {
    const name = prefix + key;
    if (typeof value === 'function' && '__endpoint' in value)
      return read(name, handlerOf(value), fieldsOf(value.__endpoint), env);
    return typeof value === 'object' ? discover(value, env, `${name}-`) : [];
  });
}

/** Narrows a function to one kind of trigger. */
export function isKind<K extends Trigger['kind']>(
  fn: LocalFunction,
  kind: K,
): fn is LocalFunction<Extract<Trigger, { kind: K }>> {
  return fn.trigger.kind === kind;
}
