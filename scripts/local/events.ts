import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from './clock';
import { within } from './clock';
import { answer, readBody } from './exchange';
import type { FirestoreTrigger, LocalFunction } from './functions';
import type { QueueConfig } from './queueConfig';
import { QUEUE_DEFAULTS } from './queueConfig';
import type { Attempt, QueueStats } from './taskQueue';
import { TaskQueue } from './taskQueue';

type FirestoreFunction = LocalFunction<FirestoreTrigger>;

/** An event on its way to a function. */
export interface Delivery {
  function: string;
  eventId: string;
  eventType: string;
  /** Path of the document. */
  document: string;
  /** From 1; more only where the function asks for retries. */
  attempt: number;
}

export interface EventOptions {
  /** Each event arrives twice, as in production some do. */
  duplicateEvents?: boolean;
  /** Awaited before each delivery, so that a test may watch, hold back or reorder; what it throws fails the delivery. */
  onEvent?: (delivery: Delivery) => void | Promise<void>;
  /**
   * How a failed event is delivered again where the function says `retry`. Default: after 1, 2, 4 ... 60 s, 10 times
   * in all; production goes on for a day, from 10 s to 10 min apart.
   */
  eventRetry?: Partial<QueueConfig>;
}

interface Event {
  attributes: Readonly<Record<string, string>>;
  data: Buffer;
}

const RETRIES = { maxAttempts: 10, minBackoffMs: 1000, maxBackoffMs: 60_000 };
const ROUTE = /^\/functions\/projects\/[^/]+\/triggers\/([^/]+)$/;

/** The trigger's id at the emulator. */
function idOf({ region, name }: FirestoreFunction): string {
  return `${region}-${name}`;
}

/**
 * The attributes of a CloudEvent in HTTP binary mode.
 * https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md#31-binary-content-mode
 */
function attributesOf(headers: IncomingHttpHeaders): Record<string, string> {
  const attributes: Record<string, string> = {
    datacontenttype: headers['content-type'] ?? 'application/protobuf',
  };
  for (const [name, value] of Object.entries(headers))
    if (name.startsWith('ce-') && typeof value === 'string') attributes[name.slice(3)] = value;
  return attributes;
}

/**
 * Brings Firestore events to functions. The emulator sends one at a time and waits for the answer, so it is answered
 * at once; from then on events run side by side, as they do in production.
 */
export class FirestoreEvents {
  private readonly queues = new Map<string, TaskQueue<Event>>();
  private received = 0;

  constructor(
    private readonly functions: readonly FirestoreFunction[],
    clock: Clock,
    private readonly log: (line: string) => void,
    private readonly options: EventOptions = {},
  ) {
    for (const fn of functions) {
      const limits = fn.trigger.retry ? { ...RETRIES, ...options.eventRetry } : { maxAttempts: 1 };
      const config = { ...QUEUE_DEFAULTS, maxPerSecond: 1e6, ...limits };
      this.queues.set(idOf(fn), new TaskQueue(config, clock, (attempt) => this.deliver(fn, attempt)));
    }
  }

  /** Registers the triggers at the emulator; an id that is there is replaced. Throws an Error when one is refused. */
  async register(firestoreHost: string, projectId: string): Promise<void> {
    await Promise.all(this.functions.map((fn) => this.registerOne(firestoreHost, projectId, fn)));
  }

  /** Accepts an event; false when the request is none. */
  async handle(request: IncomingMessage, response: ServerResponse, path: string): Promise<boolean> {
    const [, id = ''] = ROUTE.exec(path) ?? [];
    if (id === '') return false;
    const queue = this.queues.get(id);
    const body = await readBody(request);
    answer(response, queue ? 200 : 404);
    if (queue) this.accept(queue, { attributes: attributesOf(request.headers), data: body });
    return true;
  }

  /** By function, as `region-name`. */
  stats(): Record<string, QueueStats> {
    return Object.fromEntries([...this.queues].map(([name, queue]) => [name, queue.stats()]));
  }

  async close(): Promise<void> {
    await Promise.all([...this.queues.values()].map((queue) => queue.close()));
  }

  private async registerOne(firestoreHost: string, projectId: string, fn: FirestoreFunction): Promise<void> {
    const { eventType, database, namespace, document } = fn.trigger;
    const route = `/emulator/v1/projects/${projectId}/eventarcTrigger?eventarcTriggerId=${idOf(fn)}`;
    const reply = await fetch(`http://${firestoreHost}${route}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ eventType, database, namespace, document }),
    });
    const text = await reply.text();
    if (!reply.ok) throw new Error(`The Firestore emulator refuses the trigger of ${fn.name}: ${text}`);
  }

  private accept(queue: TaskQueue<Event>, { attributes, data }: Event): void {
    // The emulator sends the protobuf as base64 text.
    const event = { attributes, data: Buffer.from(data.toString('latin1'), 'base64') };
    for (let copy = 0; copy < (this.options.duplicateEvents ? 2 : 1); copy += 1)
      queue.add({ name: String(this.received++), payload: event });
  }

  private async deliver(fn: FirestoreFunction, { payload, retryCount }: Attempt<Event>): Promise<number> {
    const { attributes, data } = payload;
    const { id: eventId = '', type: eventType = '', document = '' } = attributes;
    const attempt = retryCount + 1;
    await nextTurn();
    try {
      await this.options.onEvent?.({ function: fn.name, eventId, eventType, document, attempt });
      await within(fn.timeoutMs, Promise.resolve(fn.handler({ ...attributes, data })));
      return 200;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.log(`${fn.name}: attempt ${attempt} of event ${eventId} on ${document} failed: ${why}`);
      return 500;
    }
  }
}
