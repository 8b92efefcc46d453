import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { downloadEmulator } from './downloadEmulator';
import { emulatorCache, locateEmulator, thisMachine } from './emulatorJar';
import type { EmulatorJar } from './emulatorJar';
import { manifestOf } from './jar';
import { findJava } from './java';
import { freePort } from './ports';
import { Program } from './program';
import { EMULATOR_CLASS } from './shimJar';

export { locateEmulator };

const LOOPBACK = '127.0.0.1'; /** Small and quick to start rather than fast at its peak. */
const JVM_FLAGS = ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Xmx768m', '-Duser.language=en'];
const START_TIMEOUT_MS = 60_000;
const POLL_MS = 50;
const PORT_TRIES = 5;
const LAST_LINES = 12;
const STACK_LINE = /^\s+(at |\.\.\. )/;

export interface FirestoreOptions {
  /** Whose triggers and rules it starts with; any other project id works beside it, as a store of its own. */
  projectId: string;
  /** host:port of whoever takes the Firestore trigger events. */
  functionsHost?: string;
  /** Without rules every client may do everything. */
  rulesFile?: string;
  /** 0 or absent: a free one. */
  port?: number;
}

export interface RunningFirestore {
  host: string;
  port: number;
  pid: number;
  /** Ends the emulator and waits until it is gone; what it stored is gone with it. */
  close(): Promise<void>;
}

/** A Firestore emulator: one that is here, else downloaded. @throws Error that says what to install. */
export async function findEmulator(): Promise<EmulatorJar> {
  const machine = thisMachine();
  const found = locateEmulator(machine);
  if (found) return found;
  const path = await downloadEmulator({ folder: emulatorCache(machine) });
  if (path !== undefined) return { path, source: 'download' };
  throw new Error(
    'No Firestore emulator is installed and storage.googleapis.com does not answer: install the Cloud SDK component "cloud-firestore-emulator", or connect to the internet once, or set FIRESTORE_EMULATOR_BINARY_PATH to its jar.',
  );
}

async function commandLine(options: FirestoreOptions, port: number): Promise<[string, string[]]> {
  const java = await findJava();
  const { path } = await findEmulator();
  const start = (await manifestOf(path))['Main-Class'] ? ['-jar', path] : ['-cp', path, EMULATOR_CLASS];
  const optional = { '--functions_emulator': options.functionsHost, '--rules': options.rulesFile };
  const given = Object.entries(optional).flatMap(([flag, value]) =>
    value === undefined ? [] : [flag, value],
  );
  const fixed = ['--host', LOOPBACK, '--port', String(port), '--project_id', options.projectId];
  return [java.command, [...JVM_FLAGS, ...start, ...fixed, ...given]];
}

function diedEarly(program: Program): Error {
  const lines = program.printed.split('\n').filter((line) => line.trim() !== '' && !STACK_LINE.test(line));
  return new Error(
    `The Firestore emulator stopped before it was ready. Its last words:\n${lines.slice(-LAST_LINES).join('\n')}`,
  );
}

async function answers(port: number): Promise<boolean> {
  return fetch(`http://${LOOPBACK}:${port}/`, { signal: AbortSignal.timeout(1_000) }).then(
    (reply) => reply.ok,
    () => false,
  );
}

/** Resolves when it answers. It must also have printed its address: another program may answer on a port it lost. */
async function ready(program: Program, port: number): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!(program.printed.includes(`${LOOPBACK}:${port}`) && (await answers(port)))) {
    if (!program.running) throw diedEarly(program);
    if (Date.now() > deadline)
      throw new Error(`The Firestore emulator was not ready after ${START_TIMEOUT_MS / 1000} s.`);
    await Promise.race([pause(POLL_MS), program.ended]);
  }
}

/** Sets the rules once more over HTTP: rules that do not compile are refused here, but silently dropped at start. */
async function checkRules(port: number, { projectId, rulesFile }: FirestoreOptions): Promise<void> {
  if (rulesFile === undefined) return;
  const files = [{ name: 'firestore.rules', content: await readFile(rulesFile, 'utf8') }];
  const reply = await fetch(`http://${LOOPBACK}:${port}/emulator/v1/projects/${projectId}:securityRules`, {
    method: 'PUT',
    body: JSON.stringify({ rules: { files } }),
  });
  if (!reply.ok) throw new Error(`The emulator refuses ${rulesFile}: ${await reply.text()}`);
}

async function startOn(port: number, options: FirestoreOptions): Promise<RunningFirestore> {
  const program = await Program.start(...(await commandLine(options, port)));
  try {
    await ready(program, port);
    await checkRules(port, options);
  } catch (error) {
    await program.stop();
    throw error;
  }
  return { host: LOOPBACK, port, pid: program.pid, close: () => program.stop() };
}

const lostThePort = (error: unknown) =>
  error instanceof Error && /BindException|address already in use/i.test(error.message);

/** The port asked for or nothing; without a wish, any free one. */
const pickPort = (port = 0) => freePort({ port, exact: true, name: 'the Firestore emulator' });

/**
 * Starts a Firestore emulator on loopback and resolves when it answers. It ends with `close()`, or with this process.
 * @throws Error that says what to install when Java or the emulator is missing, that names the port when the one
 *   asked for is taken, that quotes the rules' first mistake, or that quotes what the emulator printed when it stopped.
 */
export async function startFirestore(
  options: FirestoreOptions,
  pick: typeof pickPort = pickPort,
): Promise<RunningFirestore> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await startOn(await pick(options.port), options);
    } catch (error) {
      // Somebody took the port between our look and the emulator's: look again.
      if (!lostThePort(error) || tries === PORT_TRIES) throw error;
    }
  }
}
