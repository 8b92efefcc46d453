import { systemClock, within } from './clock';
import { applyEnv } from './env';
import type { EventOptions } from './events';
import { FirestoreEvents } from './events';
import type { LocalFunction } from './functions';
import { isKind } from './functions';
import { HttpFunctions, expressOf } from './https';
import { invoke } from './invoke';
import { onClose } from './lifecycle';
import { loadFunctions } from './load';
import { router } from './router';
import { runScheduled, tick } from './scheduled';
import { openServer } from './server';
import type { QueueStats } from './taskQueue';
import { CloudTasks } from './tasks';

/** A running Firestore emulator. */
export interface Firestore {
  /** With or without its port. */
  host: string;
  port: number;
  close(): Promise<void>;
}

export interface HostOptions extends EventOptions {
  projectId: string;
  /** Absolute path of the built functions (`functions/lib`), or of a module. */
  libDir: string;
  /** Params, secrets, base URLs; see readEnv. */
  env?: Readonly<Record<string, string>>;
  /**
   * Starts the emulator, given our host:port for its `--functions_emulator`; the host then closes it too. Or an
   * emulator that was started for exactly this `port`, and stays its starter's.
   */
  firestore: Firestore | ((functionsHost: string) => Promise<Firestore>);
  /** When it is in use, the next free one is taken. Default: any. */
  port?: number;
  /** Whether the clock starts scheduled functions. Default off: they run by POST or `runSchedule`. */
  schedules?: 'off' | 'run';
  log?: (line: string) => void;
}

export interface Host {
  port: number;
  projectId: string;
  firestore: Firestore;
  functions: readonly LocalFunction[];
  /** The URL of a function. Throws an Error when there is none of that name. */
  url(name: string): string;
  /** Runs a scheduled function now. Throws an Error when it fails. */
  runSchedule(name: string): Promise<void>;
  /** What waits and runs: queues by full name, Firestore triggers as `region-name`. */
  stats(): { queues: Record<string, QueueStats>; events: Record<string, QueueStats> };
  /** Ends what runs and gives everything back. */
  close(): Promise<void>;
}

/** How to take back what was done, in order. */
type Undo = (() => unknown)[];
type Log = (line: string) => void;

const LOOPBACK = '127.0.0.1';
/** Handlers that still run are waited for so long. */
const GRACE_MS = 3000;

function addressOf({ host, port }: Firestore): string {
  return host.includes(':') ? host : `${host}:${port}`;
}

/** What a deployed function finds in its environment, and where the emulators are. */
function hostEnv(
  { projectId, env }: HostOptions,
  port: number,
  firestoreHost: string,
): Record<string, string> {
  return {
    ...env,
    FUNCTIONS_EMULATOR: 'true',
    GCLOUD_PROJECT: projectId,
    GOOGLE_CLOUD_PROJECT: projectId,
    FIREBASE_CONFIG: JSON.stringify({ projectId }),
    FIRESTORE_EMULATOR_HOST: firestoreHost,
    CLOUD_TASKS_EMULATOR_HOST: `${LOOPBACK}:${port}`,
    METADATA_SERVER_DETECTION: 'none',
    TZ: 'UTC',
  };
}

/** The queues of the task functions; each hands its tasks to its function, in this process. */
function openTasks(projectId: string, functions: readonly LocalFunction[], log: Log, undo: Undo): CloudTasks {
  const tasks = new CloudTasks(systemClock, log);
  for (const fn of functions) {
    if (!isKind(fn, 'task')) continue;
    const name = `projects/${projectId}/locations/${fn.region}/queues/${fn.name}`;
    tasks.createQueue(name, fn.trigger.queue, async ({ body, deadlineMs }, headers) => {
      const timeoutMs = Math.min(fn.timeoutMs, deadlineMs);
      const parsed: unknown = JSON.parse(body.toString());
      return (await invoke(fn.handler, { headers, body: parsed, rawBody: body, timeoutMs })).status;
    });
  }
  undo.push(() => within(GRACE_MS, tasks.close()).catch(() => log('A task still runs; it is left behind.')));
  return tasks;
}

function openEvents(
  functions: readonly LocalFunction[],
  options: HostOptions,
  log: Log,
  undo: Undo,
): FirestoreEvents {
  const triggers = functions.filter((fn) => isKind(fn, 'firestore'));
  const events = new FirestoreEvents(triggers, systemClock, log, options);
  undo.push(() =>
    within(GRACE_MS, events.close()).catch(() => log('An event still runs; it is left behind.')),
  );
  return events;
}

function named<T extends LocalFunction>(functions: readonly T[], name: string): T {
  const found = functions.find((fn) => fn.name === name);
  if (found) return found;
  const names = functions.map((fn) => fn.name).join(', ');
  throw new Error(`There is no function ${name} of this kind. There are: ${names}.`);
}

async function openFirestore({ firestore }: HostOptions, port: number, undo: Undo): Promise<Firestore> {
  if (typeof firestore !== 'function') return firestore;
  const started = await firestore(`${LOOPBACK}:${port}`);
  undo.push(() => started.close());
  return started;
}

async function open(options: HostOptions, undo: Undo): Promise<Omit<Host, 'close'>> {
  const { projectId, log = console.error } = options;
  const exact = typeof options.firestore !== 'function';
  const server = await openServer({ port: options.port ?? 0, exact, name: 'the functions host', log });
  undo.push(() => server.close());
  const { port } = server;
  const firestore = await openFirestore(options, port, undo);
  undo.push(applyEnv(hostEnv(options, port, addressOf(firestore))));
  const { functions, file, restore } = loadFunctions(options.libDir);
  undo.push(restore);
  const tasks = openTasks(projectId, functions, log, undo);
  const events = openEvents(functions, options, log, undo);
  server.answerWith(
    router({ projectId, functions, events, tasks, http: new HttpFunctions(expressOf(file)) }),
  );
  await events.register(addressOf(firestore), projectId);
  const scheduled = functions.filter((fn) => isKind(fn, 'schedule'));
  if (options.schedules === 'run') undo.push(tick(scheduled, systemClock, log));
  const served = functions.filter((fn) => !isKind(fn, 'firestore'));
  return {
    port,
    projectId,
    firestore,
    functions,
    url: (name) => `http://${LOOPBACK}:${port}/${projectId}/${named(served, name).region}/${name}`,
    runSchedule: async (name) => runScheduled(named(scheduled, name), systemClock.now()),
    stats: () => ({ queues: tasks.stats(), events: events.stats() }),
  };
}

async function takeBack(undo: Undo): Promise<void> {
  for (let last = undo.pop(); last; last = undo.pop()) await last();
}

/**
 * Runs the built functions in this process against a Firestore emulator: HTTP functions at /PROJECT/REGION/NAME,
 * tasks with real schedule times, Firestore triggers side by side. One host per process, as params and addresses live
 * in its environment and the module is loaded once. Throws an Error that says what is missing; nothing stays open then.
 */
export async function startHost(options: HostOptions): Promise<Host> {
  const undo: Undo = [];
  try {
    const host = await open(options, undo);
    const forget = onClose('the functions host', () => takeBack(undo));
    const close = async () => {
      forget();
      await takeBack(undo);
    };
    return { ...host, close };
  } catch (error) {
    await takeBack(undo);
    throw error;
  }
}
