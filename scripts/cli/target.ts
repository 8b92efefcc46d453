import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runningBridge } from '../demo/announcement';
import { functionsDir, PROJECT } from '../demo/built';
import { applyEnv, parseEnv, readEnv } from '../local/env';
import { Mistake } from './command';

/** The options by which every command says which bridge it means. */
export const TARGET = {
  project: {
    type: 'string',
    value: 'P',
    help: 'Google Cloud project; without it, the bridge on this machine',
  },
  firestore: { type: 'string', value: 'HOST:PORT', help: 'Firestore emulator of the bridge on this machine' },
} as const;

export interface Target {
  project: string;
  local: boolean;
}

interface Wish {
  project?: string;
  firestore?: string;
}

const isDemo = (project: string | undefined) => project === undefined || project.startsWith('demo-');

/** Deploy parameters of a real project, as `firebase deploy` wrote them down; never its secrets. */
export function paramsOf(project: string): Record<string, string> {
  const files = ['.env', `.env.${project}`].map((name) => join(functionsDir, name));
  const texts = files.filter((file) => existsSync(file)).map((file) => readFileSync(file, 'utf8'));
  return Object.assign({}, ...texts.map(parseEnv)) as Record<string, string>;
}

async function checkEmulator(address: string): Promise<void> {
  const ok = await fetch(`http://${address}/`, { signal: AbortSignal.timeout(2_000) }).then(
    (reply) => reply.ok,
    () => false,
  );
  if (!ok)
    throw new Mistake(
      `No Firestore emulator answers at ${address}. Start the bridge in another terminal with "npm start", or name a real project with --project.`,
    );
}

function aimAtProject(project: string): Target {
  if (process.env.FIRESTORE_EMULATOR_HOST)
    throw new Mistake(
      `FIRESTORE_EMULATOR_HOST is set, so this would reach an emulator and not the project ${project}: unset it.`,
    );
  applyEnv({ ...paramsOf(project), GCLOUD_PROJECT: project, GOOGLE_CLOUD_PROJECT: project });
  return { project, local: false };
}

/**
 * Points the built code in this process at the bridge that is meant: a real project by its id, else the one on this
 * machine. @throws Mistake when none runs here.
 */
export async function aim({ project = PROJECT, firestore }: Wish): Promise<Target> {
  if (!isDemo(project)) return aimAtProject(project);
  const running = runningBridge();
  const address = firestore ?? process.env.FIRESTORE_EMULATOR_HOST ?? running?.firestore ?? '127.0.0.1:8080';
  await checkEmulator(address);
  applyEnv({
    ...readEnv(functionsDir, PROJECT),
    ...running?.env,
    FUNCTIONS_EMULATOR: 'true',
    GCLOUD_PROJECT: project,
    GOOGLE_CLOUD_PROJECT: project,
    FIREBASE_CONFIG: JSON.stringify({ projectId: project }),
    FIRESTORE_EMULATOR_HOST: address,
    METADATA_SERVER_DETECTION: 'none',
  });
  return { project, local: true };
}
