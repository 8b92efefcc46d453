import type { IncomingMessage, ServerResponse } from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from './clock';
import { answer, readBody, refuse } from './exchange';
import type { QueueConfig } from './queueConfig';
import { queueConfig } from './queueConfig';
import type { NewTask, Task } from './task';
import { attemptHeaders, readTask } from './task';
import type { Attempt, QueueStats } from './taskQueue';
import { TaskQueue } from './taskQueue';

/** Hands a task to the function that owns the queue; resolves with the HTTP status of its answer. */
export type Target = (task: Task, headers: Readonly<Record<string, string>>) => Promise<number>;

const QUEUE =
  /^\/(projects\/[^/]+\/locations\/[^/]+\/queues\/([A-Za-z0-9-]{1,100}))(?:\/tasks(?:\/([^/]+))?)?$/;

/** Posts the task to its URL: any server, for example a simulator of the test's own. */
async function post(url: string, task: Task, headers: Readonly<Record<string, string>>): Promise<number> {
  const { body, deadlineMs } = task;
  const signal = AbortSignal.timeout(deadlineMs);
  const reply = await fetch(url, { method: 'POST', headers, body: new Uint8Array(body), signal });
  await reply.arrayBuffer();
  return reply.status;
}

/** The part of a Cloud Tasks emulator that firebase-admin talks to, with real schedule times. */
export class CloudTasks {
  private readonly queues = new Map<string, TaskQueue<Task>>();

  constructor(
    private readonly clock: Clock,
    private readonly log: (line: string) => void,
  ) {}

  /** Makes a queue, unless it is there. `name`: projects/P/locations/L/queues/Q. */
  createQueue(name: string, config: QueueConfig, target?: Target): void {
    if (this.queues.has(name)) return;
    const id = name.slice(name.lastIndexOf('/') + 1);
    const dispatch = (attempt: Attempt<Task>) => this.dispatch(id, attempt, target);
    this.queues.set(name, new TaskQueue(config, this.clock, dispatch));
  }

  /** By full queue name. */
  stats(): Record<string, QueueStats> {
    return Object.fromEntries([...this.queues].map(([name, queue]) => [name, queue.stats()]));
  }

  async close(): Promise<void> {
    await Promise.all([...this.queues.values()].map((queue) => queue.close()));
  }

  /** Answers a request to one of the routes; false when it is none of them. */
  async handle(request: IncomingMessage, response: ServerResponse, path: string): Promise<boolean> {
    if (request.method === 'GET' && path === '/queueStats') {
      answer(response, 200, this.stats());
      return true;
    }
    const [, name, , id] = QUEUE.exec(path) ?? [];
    if (name === undefined) return false;
    if (request.method === 'DELETE' && id !== undefined) this.deleteTask(response, name, id);
    else if (request.method !== 'POST' || id !== undefined)
      refuse(response, 'NOT_FOUND', `${request.method} ${path} is not served.`);
    else if (path.endsWith('/tasks')) this.createTask(response, name, await readBody(request));
    else this.createQueueByRequest(response, name, await readBody(request));
    return true;
  }

  private createQueueByRequest(response: ServerResponse, name: string, body: Buffer): void {
    const { retryConfig, rateLimits, defaultUri } = JSON.parse(body.toString() || '{}') as Record<
      string,
      unknown
    >;
    const target: Target | undefined =
      typeof defaultUri === 'string' ? (task, headers) => post(defaultUri, task, headers) : undefined;
    this.createQueue(name, queueConfig(retryConfig, rateLimits), target);
    answer(response, 200, { name });
  }

  private createTask(response: ServerResponse, name: string, body: Buffer): void {
    const queue = this.queues.get(name);
    if (!queue) return refuse(response, 'NOT_FOUND', `There is no queue ${name}.`);
    let created: NewTask;
    try {
      created = readTask(name, JSON.parse(body.toString()), this.clock.now());
    } catch (error) {
      return refuse(response, 'INVALID_ARGUMENT', error instanceof Error ? error.message : String(error));
    }
    const { id, task, at } = created;
    if (!queue.add({ name: id, payload: task, ...(at === undefined ? {} : { at }) }))
      return refuse(response, 'ALREADY_EXISTS', 'Requested entity already exists');
    const now = new Date(this.clock.now()).toISOString();
    const scheduleTime = at === undefined ? now : new Date(at).toISOString();
    answer(response, 200, { name: `${name}/tasks/${id}`, scheduleTime, createTime: now });
  }

  private deleteTask(response: ServerResponse, name: string, id: string): void {
    if (this.queues.get(name)?.delete(id)) answer(response, 200, {});
    else refuse(response, 'NOT_FOUND', 'Requested entity was not found.');
  }

  private async dispatch(queueId: string, attempt: Attempt<Task>, target?: Target): Promise<number> {
    // Who enqueues is answered before the handler begins.
    await nextTurn();
    const { payload: task, name, retryCount } = attempt;
    const headers = attemptHeaders(queueId, attempt);
    const told = (what: string) => this.log(`${queueId}: attempt ${retryCount + 1} of task ${name} ${what}.`);
    try {
      if (task.url === undefined && !target) throw new Error('the queue has no function and the task no url');
      const status = await (task.url === undefined && target
        ? target(task, headers)
        : post(task.url ?? '', task, headers));
      if (status >= 300) told(`was answered with ${status}`);
      return status;
    } catch (error) {
      told(`failed: ${error instanceof Error ? error.message : String(error)}`);
      return 500;
    }
  }
}
