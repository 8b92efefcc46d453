import { readdirSync, realpathSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

/** A Firestore emulator on this machine. */
export interface EmulatorJar {
  path: string;
  source: 'FIRESTORE_EMULATOR_BINARY_PATH' | 'firebase-tools cache' | 'Cloud SDK' | 'download';
}

/** The little that the search asks of a disk; none of it throws. */
export interface Disk {
  isFile(path: string): boolean;
  /** File names in a folder; empty when there is no such folder. */
  list(folder: string): string[];
  /** With links followed; undefined when there is nothing. */
  realPath(path: string): string | undefined;
}

/** Where to search. */
export interface Machine {
  env: Readonly<Record<string, string | undefined>>;
  home: string;
  disk: Disk;
}

function orElse<T>(attempt: () => T, otherwise: T): T {
  try {
    return attempt();
  } catch {
    return otherwise;
  }
}

export const thisDisk: Disk = {
  isFile: (path) => orElse(() => statSync(path).isFile(), false),
  list: (folder) => orElse(() => readdirSync(folder), []),
  realPath: (path) => orElse<string | undefined>(() => realpathSync(path), undefined),
};

export const thisMachine = (): Machine => ({ env: process.env, home: homedir(), disk: thisDisk });

/** The folder in which firebase-tools keeps the emulators that it downloads. */
export function emulatorCache({ env, home }: Pick<Machine, 'env' | 'home'>): string {
  return env.FIREBASE_EMULATORS_PATH || join(home, '.cache', 'firebase', 'emulators');
}

const JAR_IN_SDK = join('platform', 'cloud-firestore-emulator', 'cloud-firestore-emulator.jar');

function fromEnvironment({ env, disk }: Machine): EmulatorJar | undefined {
  const path = env.FIRESTORE_EMULATOR_BINARY_PATH;
  if (!path) return undefined;
  if (!disk.isFile(path))
    throw new Error(
      `FIRESTORE_EMULATOR_BINARY_PATH names ${path}, which is not a file: correct or unset it.`,
    );
  return { path, source: 'FIRESTORE_EMULATOR_BINARY_PATH' };
}

function fromCache(machine: Machine): EmulatorJar | undefined {
  const folder = emulatorCache(machine);
  const [newest] = machine.disk
    .list(folder)
    .map((name) => ({ name, version: /^cloud-firestore-emulator-v([\d.]+)\.jar$/.exec(name)?.[1] }))
    .filter(({ version }) => version !== undefined)
    .sort((a, b) => (b.version ?? '').localeCompare(a.version ?? '', 'en', { numeric: true }));
  return newest && { path: join(folder, newest.name), source: 'firebase-tools cache' };
}

/** Folders in which a Cloud SDK may stand, the most certain first. */
function sdkRoots({ env, home, disk }: Machine): string[] {
  const beside = (env.PATH ?? '')
    .split(delimiter)
    .filter(Boolean)
    .map((folder) => disk.realPath(join(folder, 'gcloud')))
    .filter((gcloud) => gcloud !== undefined)
    .map((gcloud) => dirname(dirname(gcloud)));
  const usual = ['/usr/lib', '/usr/share', '/usr/local/share', '/opt', '/opt/homebrew/share', home];
  return [
    ...(env.CLOUDSDK_ROOT_DIR ? [env.CLOUDSDK_ROOT_DIR] : []),
    ...beside,
    ...usual.map((folder) => join(folder, 'google-cloud-sdk')),
    '/snap/google-cloud-sdk/current',
    '/snap/google-cloud-cli/current',
    '/opt/homebrew/Caskroom/google-cloud-sdk/latest/google-cloud-sdk',
    '/usr/local/Caskroom/google-cloud-sdk/latest/google-cloud-sdk',
  ];
}

function fromCloudSdk(machine: Machine): EmulatorJar | undefined {
  const path = sdkRoots(machine)
    .map((root) => join(root, JAR_IN_SDK))
    .find((candidate) => machine.disk.isFile(candidate));
  return path === undefined ? undefined : { path, source: 'Cloud SDK' };
}

/**
 * Finds a Firestore emulator that is already here: named by the environment, downloaded by firebase-tools, or part
 * of a Cloud SDK, in this order; undefined when there is none.
 * @throws Error when FIRESTORE_EMULATOR_BINARY_PATH names something that is not a file.
 */
export function locateEmulator(machine: Machine = thisMachine()): EmulatorJar | undefined {
  return fromEnvironment(machine) ?? fromCache(machine) ?? fromCloudSdk(machine);
}
