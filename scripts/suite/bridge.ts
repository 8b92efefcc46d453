import { openShop } from '../demo/bridge';
import { functionsDir, PROJECT } from '../demo/built';
import { ensureSecrets } from '../demo/secrets';
import { startSimulators } from '../demo/simulators';
import { applyEnv, readEnv } from '../local/env';
import { startSuite } from './suite';

/** What the functions find in their environment, for the built code in this process. */
function asTheFunctions(ports: { firestore: number; tasks: number }): Record<string, string> {
  return {
    FUNCTIONS_EMULATOR: 'true',
    GCLOUD_PROJECT: PROJECT,
    GOOGLE_CLOUD_PROJECT: PROJECT,
    FIREBASE_CONFIG: JSON.stringify({ projectId: PROJECT }),
    FIRESTORE_EMULATOR_HOST: `127.0.0.1:${ports.firestore}`,
    CLOUD_TASKS_EMULATOR_HOST: `127.0.0.1:${ports.tasks}`,
    METADATA_SERVER_DETECTION: 'none',
  };
}

/** Simulators, the official emulator suite and a seeded shop, in this order. */
export async function startSuiteBridge(log: (line: string) => void) {
  ensureSecrets(functionsDir);
  const simulators = await startSimulators(log);
  const suite = await startSuite({ env: simulators.env, log });
  applyEnv({ ...readEnv(functionsDir, PROJECT), ...simulators.env, ...asTheFunctions(suite.ports) });
  return { ...(await openShop(simulators)), suite };
}

export type SuiteBridge = Awaited<ReturnType<typeof startSuiteBridge>>;
