import type { Connection } from '../model/connection';
import { Failure } from '../model/failure';
import type { Job, JobKind } from '../model/job';
import type { Order } from '../model/order';
import type { Lane } from '../plan/budget';
import { heldUntil, probing } from '../plan/circuit';
import type { Outcome } from '../plan/ending';
import { connectionStops, readForJob } from '../plan/relevance';
import { cancelOrder } from './cancelOrder';
import { discreet } from './discretion';
import { Paced } from './pacer';
import { payOrder } from './payOrder';
import { pushOrder } from './pushOrder';
import { pushPrices } from './pushPrices';
import type { Recorder } from './recorder';
import { accessTo, Renewing } from './session';
import type { OrderTask, Task } from './task';
import type { World } from './world';

const ABOUT_ORDERS: Readonly<Partial<Record<JobKind, (task: OrderTask) => Promise<Outcome>>>> = {
  pushOrder,
  cancelOrder,
  payOrder,
};

/** Whose turn a job's calls are. */
export const LANES: Readonly<Record<JobKind, Lane>> = {
  pushOrder: 'orders',
  cancelOrder: 'orders',
  payOrder: 'orders',
  pushPrices: 'prices',
};
/** When an account opens again, orders come first. */
const STAGGER_MS: Readonly<Record<Lane, number>> = { orders: 0, stock: 1_000, prices: 2_000, pulls: 5_000 };

export const isAboutOrder = (kind: JobKind): boolean => ABOUT_ORDERS[kind] !== undefined;

/** What the world says about the job before anything is asked of the POS. */
async function notNow(world: World, job: Job, connection: Connection): Promise<Outcome | undefined> {
  const now = world.now();
  const { throttledUntilAt = 0, circuit } = connection;
  if (throttledUntilAt > now) {
    const until = throttledUntilAt + STAGGER_MS[LANES[job.kind]];
    return { is: 'deferred', until, why: 'The POS asked the account to wait.' };
  }
  const held = heldUntil(circuit, job.createdAt, now);
  if (held !== undefined)
    return { is: 'deferred', until: held, why: 'The POS is down; it is tried again soon.' };
  if (circuit && circuit.openUntilAt > 0)
    await world.connections.noteAccount(connection, { circuit: probing(circuit, now) });
  return undefined;
}

/** One try: reads what the job is about, and does it unless something speaks against it. Throws only when a store does. */
export async function attempt(
  world: World,
  job: Job,
  connection: Connection | undefined,
  document: Record<string, unknown> | undefined,
  recorder: Recorder,
): Promise<Outcome> {
  const stopped = connectionStops(connection);
  if (stopped || !connection)
    return stopped ?? { is: 'failed', failure: new Failure('unexpected', 'No connection.') };
  const held = await notNow(world, job, connection);
  if (held) return held;
  try {
    const access = await accessTo(world, connection, recorder.http, recorder.messages(world.messages));
    return await run({ world, job, connection, access, recorder }, document);
  } catch (thrown) {
    if (thrown instanceof Renewing || thrown instanceof Paced)
      return { is: 'deferred', until: thrown.until, why: thrown.message };
    return { is: 'failed', failure: await discreet(Failure.from(thrown), world, connection, document) };
  }
}

async function run(task: Task, document: Record<string, unknown> | undefined): Promise<Outcome> {
  const aboutOrder = ABOUT_ORDERS[task.job.kind];
  if (!aboutOrder) return pushPrices(task);
  const order: Order | Outcome = readForJob(document);
  return 'is' in order ? order : aboutOrder({ ...task, order, document: document ?? {} });
}
