import { join } from 'node:path';
import { readEnv } from '../local/env';
import { startFirestore } from '../local/firestore';
import { startHost } from '../local/host';
import { builtCode, functionsDir, PROJECT, root } from './built';
import { ensureSecrets } from './secrets';
import { seedShop } from './seed';
import { startSimulators, type Simulators } from './simulators';

/** Preferred ports; a busy one is replaced by a free one, and said. */
const PORTS = { functions: 5001, firestore: 8080 };

/** The built code on the emulators that the environment names, with the shop in it. */
export async function openShop({ counters, env }: Simulators) {
  const built = builtCode();
  const seeded = await seedShop({ ...built, counters });
  return { ...built, ...seeded, counters, env };
}

/** A seeded shop on whatever serves the functions. */
export type Shop = Awaited<ReturnType<typeof openShop>>;

/** Simulators, emulator, host and a seeded shop, in this order. */
export async function startBridge(options: { schedules: 'off' | 'run'; log: (line: string) => void }) {
  const { log, schedules } = options;
  ensureSecrets(functionsDir);
  const simulators = await startSimulators(log);
  const host = await startHost({
    projectId: PROJECT,
    libDir: join(functionsDir, 'lib'),
    // This process is the only instance: it may use all calls of a POS account.
    env: { ...readEnv(functionsDir, PROJECT), ...simulators.env, TILLBRIDGE_MAX_INSTANCES: '1' },
    port: PORTS.functions,
    schedules,
    log,
    firestore: (functionsHost) =>
      startFirestore({
        projectId: PROJECT,
        functionsHost,
        rulesFile: join(root, 'firestore.rules'),
        port: PORTS.firestore,
      }),
  });
  return { ...(await openShop(simulators)), host };
}

export type RunningBridge = Awaited<ReturnType<typeof startBridge>>;
