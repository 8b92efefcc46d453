import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { localDir } from '../demo/announcement';
import { PROJECT, root } from '../demo/built';
import { findEmulator } from '../local/firestore';
import { manifestOf } from '../local/jar';
import { findJava } from '../local/java';
import { onClose } from '../local/lifecycle';
import { shimJar } from '../local/shimJar';
import { suitePorts, writeConfig, type SuitePorts } from './config';

const START_TIMEOUT_MS = 90_000;
const READY = /All emulators ready/;
const LAST_LINES = 25;

export interface RunningSuite {
  ports: SuitePorts;
  /** Everything that the suite and the functions print. */
  logFile: string;
  /** Resolves when the suite has ended, by itself or because it was told to. */
  ended: Promise<void>;
  /** Ends the suite with its Java and its workers, and waits until all of it is gone. */
  close(): Promise<void>;
}

/** What firebase-tools can start: it runs `java -jar`, which the Cloud SDK's jar is not made for. */
async function startableJar(): Promise<string> {
  await findJava();
  const { path } = await findEmulator();
  return (await manifestOf(path))['Main-Class'] ? path : shimJar(path);
}

async function environment(functionsEnv: Readonly<Record<string, string>>): Promise<NodeJS.ProcessEnv> {
  return {
    ...process.env,
    ...functionsEnv,
    FIRESTORE_EMULATOR_BINARY_PATH: await startableJar(),
    // One worker process per call, up to fifty at once, would cost more than it brings.
    FUNCTIONS_EMULATOR_PARALLEL: '4',
    // Asks the functions for their manifest by a file, not by an HTTP server that takes seconds to stop.
    FIREBASE_FUNCTIONS_DISCOVERY_OUTPUT_PATH: 'true',
    METADATA_SERVER_DETECTION: 'none',
    NO_COLOR: '1',
    JDK_JAVA_OPTIONS: '-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx768m',
  };
}

/** The suite in the hands of a keeper, which ends all of it however this process ends. */
class Suite {
  readonly ended: Promise<void>;
  printed = '';

  constructor(
    private readonly keeper: ChildProcess,
    logFile: string,
  ) {
    const log = createWriteStream(logFile);
    this.ended = new Promise((resolve) => keeper.once('close', () => (log.end(), resolve())));
    for (const stream of [keeper.stdout, keeper.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.printed = (this.printed + text).slice(-20_000);
        log.write(text);
      });
  }

  /** @throws Error that quotes the suite's last words when it ends early or takes too long. */
  async ready(): Promise<void> {
    let late: NodeJS.Timeout | undefined;
    const state = await Promise.race([
      this.ended.then(() => 'stopped before it was ready'),
      new Promise<string>((resolve) => {
        late = setTimeout(
          () => resolve(`was not ready after ${START_TIMEOUT_MS / 1000} s`),
          START_TIMEOUT_MS,
        );
      }),
      new Promise<'ready'>((resolve) => {
        this.keeper.stdout?.on('data', () => READY.test(this.printed) && resolve('ready'));
      }),
    ]);
    clearTimeout(late);
    if (state === 'ready') return;
    const words = this.printed.trimEnd().split('\n').slice(-LAST_LINES).join('\n');
    await this.close();
    throw new Error(`The emulator suite ${state}. Its last words:\n${words}`);
  }

  async close(): Promise<void> {
    this.keeper.stdin?.end();
    await this.ended;
  }
}

/**
 * Starts the pinned firebase-tools with Firestore, functions, tasks and Auth, and resolves when all are ready.
 * @throws Error that says what to install, or that quotes what the suite printed when it did not start.
 */
export async function startSuite(options: {
  /** For the functions, beside their params and secrets. */
  env: Readonly<Record<string, string>>;
  log: (line: string) => void;
}): Promise<RunningSuite> {
  const env = await environment(options.env);
  const ports = await suitePorts(options.log);
  const config = writeConfig(root, ports);
  const folder = join(localDir, 'suite');
  mkdirSync(folder, { recursive: true });
  const firebase = join(root, 'scripts/suite/node_modules/firebase-tools/lib/bin/firebase.js');
  const start = ['emulators:start', '--only', 'functions,firestore,tasks,auth', '--project', PROJECT];
  const command = [process.execPath, firebase, ...start, '--config', config];
  const keeper = spawn(process.execPath, [join(root, 'scripts/suite/keeper.mjs'), config, ...command], {
    // It drops its debug logs where it stands.
    cwd: folder,
    env,
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  const logFile = join(folder, 'suite.log');
  const suite = new Suite(keeper, logFile);
  onClose('the emulator suite', () => suite.close());
  await suite.ready();
  return { ports, logFile, ended: suite.ended, close: () => suite.close() };
}
