import { randomUUID } from 'node:crypto';
import type { Attempt } from './taskQueue';

/** An HTTP task: what its handler gets, and where it is sent. */
export interface Task {
  /** Absent: to the function that owns the queue. */
  url?: string;
  body: Buffer;
  headers: Readonly<Record<string, string>>;
  /** The handler's time for an attempt. */
  deadlineMs: number;
}

export interface NewTask {
  /** The last part of its name. */
  id: string;
  task: Task;
  /** Not before; ms since 1970. */
  at?: number;
}

const DEFAULT_DEADLINE_MS = 600_000;
const MOST_BYTES = 100 * 1024;
const FURTHEST_MS = 30 * 24 * 3_600_000;
const TASK_ID = /^[\w-]{1,500}$/;

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function secondsText(value: unknown): number | undefined {
  const [, seconds] = (typeof value === 'string' && /^(\d+(?:\.\d+)?)s$/.exec(value)) || [];
  return seconds === undefined ? undefined : Number(seconds) * 1000;
}

/** A timestamp as JSON writes it: an RFC 3339 text, or {seconds, nanos}. */
function timeOf(value: unknown): number | undefined {
  if (value === undefined || value === null) return undefined;
  const { seconds, nanos } = fieldsOf(value);
  const time =
    typeof value === 'string' ? Date.parse(value) : Number(seconds) * 1000 + Number(nanos ?? 0) / 1e6;
  if (Number.isNaN(time)) throw new Error('scheduleTime is not a timestamp.');
  return time;
}

function idOf(name: unknown, queue: string): string {
  if (name === undefined || name === '') return randomUUID();
  const prefix = `${queue}/tasks/`;
  const id = typeof name === 'string' && name.startsWith(prefix) ? name.slice(prefix.length) : '';
  if (!TASK_ID.test(id))
    throw new Error(`The task name must be ${prefix}ID, with letters, digits, - and _ in ID.`);
  return id;
}

/**
 * Reads the body of a create-task request for a queue (its full name). Throws an Error for what Cloud Tasks would
 * refuse as INVALID_ARGUMENT.
 * https://cloud.google.com/tasks/docs/reference/rest/v2/projects.locations.queues.tasks
 */
export function readTask(queue: string, request: unknown, now: number): NewTask {
  const task = fieldsOf(fieldsOf(request).task);
  const http = fieldsOf(task.httpRequest);
  if (task.httpRequest === undefined) throw new Error('The task has no httpRequest.');
  const body = Buffer.from(typeof http.body === 'string' ? http.body : '', 'base64');
  const headers = fieldsOf(http.headers) as Record<string, string>;
  const bytes = body.length + Buffer.byteLength(JSON.stringify(headers));
  if (bytes > MOST_BYTES) throw new Error(`The task has ${bytes} bytes; ${MOST_BYTES} is the most.`);
  const at = timeOf(task.scheduleTime);
  if (at !== undefined && at > now + FURTHEST_MS) throw new Error('scheduleTime is more than 30 days away.');
  const deadlineMs = secondsText(task.dispatchDeadline) ?? DEFAULT_DEADLINE_MS;
  const url = typeof http.url === 'string' && http.url !== '' ? { url: http.url } : {};
  return {
    id: idOf(task.name, queue),
    task: { ...url, body, headers, deadlineMs },
    ...(at === undefined ? {} : { at }),
  };
}

/**
 * The headers of an attempt, lowercase.
 * https://cloud.google.com/tasks/docs/creating-http-target-tasks#handler
 */
export function attemptHeaders(queueId: string, attempt: Attempt<Task>): Record<string, string> {
  const { previousStatus } = attempt;
  return {
    ...Object.fromEntries(
      Object.entries(attempt.payload.headers).map(([name, value]) => [name.toLowerCase(), value]),
    ),
    'user-agent': 'Google-Cloud-Tasks',
    'x-cloudtasks-queuename': queueId,
    'x-cloudtasks-taskname': attempt.name,
    'x-cloudtasks-taskretrycount': String(attempt.retryCount),
    'x-cloudtasks-taskexecutioncount': String(attempt.executionCount),
    'x-cloudtasks-tasketa': (attempt.dueAt / 1000).toFixed(6),
    ...(previousStatus === undefined ? {} : { 'x-cloudtasks-taskpreviousresponse': String(previousStatus) }),
  };
}
