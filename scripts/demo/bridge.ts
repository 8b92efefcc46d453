import { createRequire } from 'node:module';
import { join } from 'node:path';
import type * as FirestoreModule from 'firebase-admin/firestore';
import type * as ConnectModule from '../../functions/src/deliver/connect';
import type * as WorldModule from '../../functions/src/entry/world';
import { createLoyverse } from '../../test/simulators/loyverse';
import { createSquare } from '../../test/simulators/square';
import { serve } from '../../test/simulators/core/simulator';
import { readEnv } from '../local/env';
import { startFirestore } from '../local/firestore';
import { startHost, type Host } from '../local/host';
import { onClose } from '../local/lifecycle';
import { freePort } from '../local/ports';
import { ensureSecrets } from './secrets';
import { seedShop } from './seed';

export const PROJECT = 'demo-tillbridge';
const root = join(__dirname, '../..');

/** Preferred ports; a busy one is replaced by a free one, and said. */
const PORTS = { functions: 5001, firestore: 8080, loyverse: 9101, square: 9102 };

async function startSimulators(say: (line: string) => void) {
  const [loyverse, square] = [createLoyverse(), createSquare()];
  const portOf = (name: keyof typeof PORTS) =>
    freePort({ port: PORTS[name], name: `the ${name} simulator`, log: say });
  const running = [
    await serve(loyverse, await portOf('loyverse')),
    await serve(square, await portOf('square')),
  ];
  for (const simulator of running)
    onClose(`the ${simulator.simulator.name} simulator`, () => simulator.close());
  const [loyverseAt, squareAt] = running.map(({ url }) => url);
  return { loyverse, square, urls: { loyverse: loyverseAt ?? '', square: squareAt ?? '' } };
}

/** The built code of the running host: what is seeded and checked with is what is deployed. */
function builtWith(host: Host) {
  const load = createRequire(join(root, 'functions/lib/index.js'));
  const { theWorld } = load('./entry/world') as typeof WorldModule;
  const { connect } = load('./deliver/connect') as typeof ConnectModule;
  const { getFirestore } = load('firebase-admin/firestore') as typeof FirestoreModule;
  return { world: theWorld(), connect, db: getFirestore(), host };
}

/** Simulators, emulator, host and a seeded shop, in this order. */
export async function startBridge(options: { schedules: 'off' | 'run'; log: (line: string) => void }) {
  const { log, schedules } = options;
  const functionsDir = join(root, 'functions');
  ensureSecrets(functionsDir);
  const { loyverse, square, urls } = await startSimulators(log);
  const env = {
    ...readEnv(functionsDir, PROJECT),
    TILLBRIDGE_URL_LOYVERSE: urls.loyverse,
    TILLBRIDGE_URL_SQUARE: urls.square,
  };
  const host = await startHost({
    projectId: PROJECT,
    libDir: join(functionsDir, 'lib'),
    env,
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
  const built = builtWith(host);
  const connections = await seedShop({ ...built, loyverse: loyverse.model, squareUrl: urls.square });
  return { ...built, loyverse, square, urls, connections };
}

export type RunningBridge = Awaited<ReturnType<typeof startBridge>>;
