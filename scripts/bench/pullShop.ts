import type * as AppModule from 'firebase-admin/app';
import type * as FirestoreModule from 'firebase-admin/firestore';
import { pull } from '../../functions/src/deliver/pull/pull';
import { freshState, type PullState } from '../../functions/src/model/pullState';
import { grantFrom } from '../../functions/src/plan/budget';
import { budgetsIn } from '../../functions/src/records/budgets';
import { connectionsIn } from '../../functions/src/records/connections';
import { integrationsIn } from '../../functions/src/records/integrations';
import { noticesIn } from '../../functions/src/records/notices';
import { pullsIn } from '../../functions/src/records/pulls';
import { MemoryWorld } from '../../test/support/memoryWorld';
import { aConnection } from '../../test/support/orders';
import { PROJECT, requireBuilt } from '../demo/built';
import { Till } from './pullTill';

const TIE = { tenantId: 'demo', connectionId: 'c1' };
const DAY_MS = 25 * 3_600_000;
/** How long a call takes by the virtual clock. */
const CALL_MS = 250;

/** Firestore by the SDK that the functions use. */
export function openStore(name: string) {
  const { initializeApp, deleteApp } = requireBuilt('firebase-admin/app') as typeof AppModule;
  const { getFirestore } = requireBuilt('firebase-admin/firestore') as typeof FirestoreModule;
  const app = initializeApp({ projectId: `${PROJECT}-${name}` }, name);
  return { db: getFirestore(app), close: () => deleteApp(app) };
}
export type Store = ReturnType<typeof openStore>;

/** Pulls are recorded in the emulator. */
export function recordIn({ db }: Store, world: MemoryWorld): void {
  world.connections = connectionsIn(db);
  world.pulls = pullsIn(db, () => world.clock);
  world.integrations = integrationsIn(db);
  world.notices = noticesIn(db);
  world.budgets = budgetsIn(db, grantFrom);
}

/** A shop with a long menu at the till, on a virtual clock; `wire` says where its pulls are recorded. */
export async function pullShop(items: number, wire: (world: MemoryWorld) => void) {
  const till = new Till(items);
  const world: MemoryWorld = new MemoryWorld((request) => {
    world.clock += CALL_MS;
    return till.http(request);
  });
  const connection = aConnection({ provider: 'loyverse', environment: 'production' });
  world.connectionRows.set(connection.id, connection);
  wire(world);
  const credentials = { accessToken: 'bench' };
  world.vaultRows.set(connection.id, { credentials, version: '1', renewingUntil: 0 });
  await world.connections.save(connection);

  const state = async (): Promise<PullState> => (await world.pulls.read(TIE))?.value ?? freshState();
  return {
    till,
    /** A day later everything is read again, in as many tasks as it takes; how many that were. */
    async pullAll(): Promise<number> {
      world.clock += DAY_MS;
      const begunAt = world.clock;
      for (let tasks = 1; ; tasks += 1) {
        const end = await pull(world, TIE);
        if (end !== 'continues') return tasks;
        // Each waits for its turn at the POS.
        world.clock = Math.max(world.clock, world.tasks.shift()?.at ?? 0);
        if (world.clock - begunAt > DAY_MS) throw new Error(`A pull of ${items} items does not end.`);
      }
    },
    known: async () => (await state()).capabilities.catalog?.records ?? 0,
  };
}
