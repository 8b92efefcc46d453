import type { Connection } from '../model/connection';
import { jobIdOf, type Job } from '../model/job';
import { hashOf } from '../model/hash';
import { isDue, queueOf } from '../plan/claim';
import { dueAt, pricesChanged, priceTakers, sendsPrices, type ProductEvent } from '../plan/prices';
import { deliverFound, type Delivered } from './deliver';
import { requeued } from './wake';
import type { World } from './world';

/** A product document was written: notes for each POS concerned that its price is due, and sees that somebody comes. */
export async function productChanged(world: World, event: ProductEvent): Promise<void> {
  if (!pricesChanged(event)) return;
  const takers = priceTakers(event, await world.connections.ofTenant(event.tenantId));
  await Promise.all(takers.map((connection) => note(world, event, connection)));
}

async function note(world: World, { path, productId }: ProductEvent, connection: Connection): Promise<void> {
  const now = world.now();
  const due = dueAt(connection.settings.prices.frequency, now);
  const state = due === undefined ? 'manual' : 'due';
  await world.priceEdits.note(connection, { product: path, productId, state, editedAt: now, dueAt: due });
  if (due !== undefined) await poke(world, connection, due);
}

/** Has somebody see to a connection's prices at a moment; pokes of one moment are one task. */
export async function poke(
  world: World,
  { tenantId, id, provider }: Pick<Connection, 'tenantId' | 'id' | 'provider'>,
  at: number,
  suffix = '',
): Promise<void> {
  const name = hashOf(['prices', tenantId, id, at], 32) + suffix;
  await world.queue.enqueue({ queue: queueOf(provider), name, ref: { tenantId, connectionId: id }, at });
}

const LOOK_AGAIN_MS = 5_000;

/** The one price job of a connection: it rests when there is nothing to push. */
function priceJob({ tenantId, id, provider }: Connection, now: number): Job {
  const intent = {
    tenantId,
    connectionId: id,
    kind: 'pushPrices',
    subject: `tenants/${tenantId}/connections/${id}`,
  } as const;
  return {
    id: jobIdOf(intent),
    ...intent,
    provider,
    marker: 'prices',
    state: 'queued',
    wakeAt: now,
    generation: 0,
    fence: 0,
    attempts: 0,
    failures: {},
    mayExist: false,
    noticed: false,
    sendAnyway: false,
    createdAt: now,
    updatedAt: now,
  };
}

/** A poke has come: pushes what is due, unless somebody is at it; then it looks again when they are through. */
export async function deliverPrices(
  world: World,
  tenantId: string,
  connectionId: string,
): Promise<Delivered> {
  const connection = await world.connections.read(tenantId, connectionId);
  // Switched off since: the edits keep until it is switched on again.
  if (!connection || !sendsPrices(connection)) return 'left';
  const now = world.now();
  const fresh = priceJob(connection, now);
  const found = await world.jobs.read({ tenantId, jobId: fresh.id });
  if (!found) {
    await world.jobs.create(fresh);
    const made = await world.jobs.read({ tenantId, jobId: fresh.id });
    return made && isDue(made.value, now) ? deliverFound(world, made) : 'left';
  }
  const { state, wakeAt = 0 } = found.value;
  if (state === 'sending' && wakeAt > now) {
    await poke(world, connection, now + LOOK_AGAIN_MS);
    return 'left';
  }
  if (isDue(found.value, now)) return deliverFound(world, found);
  // Waiting for its next try, or parked until its cause is mended: the edits keep.
  if (state !== 'done') return 'left';
  const awake = await world.jobs.update(found, requeued(found.value, now));
  return awake ? deliverFound(world, awake) : 'left';
}

/** Pushes now what waits for a person: edits of manual connections, and prices that were refused. Returns how many. */
export async function releasePrices(world: World, connection: Connection): Promise<number> {
  const now = world.now();
  const { tenantId, id } = connection;
  const count = await world.priceEdits.release(tenantId, id, ['manual', 'refused'], now);
  if (count > 0) await poke(world, connection, now);
  return count;
}

const GRACE_MS = 30_000;
const WINDOW_MS = 5 * 60_000;

/** Pokes for edits whose poke was lost. Returns for how many connections. */
export async function sweepPrices(world: World, limit = 500): Promise<number> {
  const now = world.now();
  const late = await world.priceEdits.overdue(now - GRACE_MS, limit);
  let poked = 0;
  for (const { tenantId, connectionId } of late) {
    const connection = await world.connections.read(tenantId, connectionId);
    if (connection?.status !== 'active' || !sendsPrices(connection)) continue;
    await poke(world, connection, Math.floor(now / WINDOW_MS) * WINDOW_MS, '-s');
    poked += 1;
  }
  return poked;
}
