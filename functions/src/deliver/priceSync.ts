import type { Attempt } from '../model/attempt';
import { pricesSchema, type Connection, type PriceSettings } from '../model/connection';
import { jobIdOf, type Job } from '../model/job';
import type { PriceEdit, PriceEditState } from '../model/priceEdit';
import { Problem } from '../model/problem';
import { sharesOf } from '../plan/budget';
import { cursorAt, positionOf } from '../plan/cursor';
import { callsPerMinute } from '../plan/priceRate';
import { sendsPrices } from '../plan/prices';
import { manifestOf } from '../providers/manifests';
import { retryStamped } from './changeJobs';
import { poke } from './prices';
import type { Stamped, World } from './world';

const MINUTE_MS = 60_000;
/** Far enough to find the edit that is due next, whenever that is. */
const SOMETIME_MS = 7 * 24 * 60 * MINUTE_MS;
/** Attempts that the rate is taken from. */
const RECENT = 20;

export interface PriceStatus {
  /** Prices go from the storefront to this POS. */
  active: boolean;
  /** Products that wait, by what for. */
  queue: Record<PriceEditState, number>;
  /** When the edit that is pushed next was made, and when it is due. */
  oldestAt?: number;
  nextAt?: number;
  rate: {
    /** Calls that the last hour's pushes made in a minute of work. */
    callsPerMinute: number;
    /** What the account's limit leaves for everything that is shared out, prices among it. */
    allowedPerMinute: number;
  };
  /** The job that pushes them; absent: there never was anything to push. */
  job?: Pick<Job, 'state' | 'reason' | 'updatedAt'> & { jobId: string };
}

const jobIdFor = ({ tenantId, id }: Connection): string =>
  jobIdOf({
    tenantId,
    connectionId: id,
    kind: 'pushPrices',
    subject: `tenants/${tenantId}/connections/${id}`,
  });

const jobOf = (world: World, connection: Connection): Promise<Stamped<Job> | undefined> =>
  world.jobs.read({ tenantId: connection.tenantId, jobId: jobIdFor(connection) });

async function queueOf(world: World, connection: Connection): Promise<PriceStatus['queue']> {
  const count = (state: PriceEditState) => world.priceEdits.count(connection, state);
  const [due, manual, unlinked, refused] = await Promise.all([
    count('due'),
    count('manual'),
    count('unlinked'),
    count('refused'),
  ]);
  return { due, manual, unlinked, refused };
}

/** How a connection's prices stand; some ten reads, however many wait. */
export async function priceStatus(world: World, connection: Connection): Promise<PriceStatus> {
  const { tenantId, id, provider } = connection;
  const now = world.now();
  const jobId = jobIdFor(connection);
  const [queue, [next], job, attempts] = await Promise.all([
    queueOf(world, connection),
    world.priceEdits.due(tenantId, id, now + SOMETIME_MS, 1),
    jobOf(world, connection),
    world.history.attempts({ tenantId, jobId }, undefined, RECENT),
  ]);
  const manifest = manifestOf(provider);
  const allowed = manifest ? sharesOf(manifest, world.instances).rate * MINUTE_MS : 0;
  return {
    active: sendsPrices(connection) && connection.status === 'active',
    queue,
    ...(next && { oldestAt: next.value.editedAt, nextAt: next.value.dueAt }),
    rate: { callsPerMinute: callsPerMinute(attempts, now), allowedPerMinute: Math.floor(allowed) },
    ...(job && { job: { jobId, ...shownJob(job.value) } }),
  };
}

const shownJob = ({ state, reason, updatedAt }: Job) => ({ state, ...(reason && { reason }), updatedAt });

function demandActive(connection: Connection): void {
  const { provider, name } = connection;
  const manifest = manifestOf(provider);
  if (!manifest?.can.includes('pushPrices'))
    throw new Problem('refused', manifest?.cannot.pushPrices ?? `${name} takes no prices.`);
  if (!sendsPrices(connection))
    throw new Problem('refused', `Prices do not go from the storefront to ${name}.`, {
      advice: 'Switch the price sync on, with the direction push.',
    });
}

/** The job may rest after a failure: whoever asks wants it to try now. */
async function wake(world: World, connection: Connection): Promise<void> {
  const job = await jobOf(world, connection);
  const state = job?.value.state;
  if (job && state !== 'done' && state !== 'sending') await retryStamped(world, job);
  else await poke(world, connection, world.now());
}

/**
 * Pushes now what waits for a person (`manual`) or was refused, of these products or of all. Returns how many; the push
 * itself goes on by itself. @throws Problem `refused` where prices do not go to this POS
 */
export async function triggerPrices(
  world: World,
  connection: Connection,
  states: readonly PriceEditState[],
  productIds?: readonly string[],
): Promise<number> {
  demandActive(connection);
  const { tenantId, id } = connection;
  const count = await world.priceEdits.release(tenantId, id, states, world.now(), productIds);
  if (count > 0) await wake(world, connection);
  return count;
}

export interface PriceHistory {
  attempts: Attempt[];
  /** What the POS did not take, and why; on the first page. */
  refused: PriceEdit[];
  next?: string;
}

const MOST_REFUSED = 100;

/** The pushes of a connection, the newest first, and what rests refused. @throws Problem for a foreign cursor */
export async function priceHistory(
  world: World,
  connection: Connection,
  { cursor, limit }: { cursor?: string; limit: number },
): Promise<PriceHistory> {
  const list = ['prices', connection.tenantId, connection.id];
  const [before] = cursor === undefined ? [] : (positionOf(list, cursor) ?? ['']);
  if (typeof before === 'string')
    throw new Problem('invalid_request', 'The cursor is not of this list.', { advice: 'Begin without one.' });
  const ref = { tenantId: connection.tenantId, jobId: jobIdFor(connection) };
  const [found, refused] = await Promise.all([
    world.history.attempts(ref, before, limit + 1),
    cursor === undefined ? world.priceEdits.inState(connection, 'refused', MOST_REFUSED) : [],
  ]);
  const attempts = found.slice(0, limit);
  const last = attempts.at(-1);
  return { attempts, refused, ...(last && found.length > limit && { next: cursorAt(list, [last.number]) }) };
}

/** Changes some of the price settings; edits that wait stay as they are. @throws Problem `refused` */
export async function changePrices(
  world: World,
  connection: Connection,
  patch: Partial<PriceSettings>,
): Promise<PriceSettings> {
  const { tenantId, id } = connection;
  const manifest = manifestOf(connection.provider);
  const changed = await world.connections.changeSettings(tenantId, id, (settings) => {
    const prices = pricesSchema.parse({ ...settings.prices, ...patch });
    if (prices.enabled && prices.direction === 'push' && !manifest?.can.includes('pushPrices'))
      throw new Problem('refused', manifest?.cannot.pushPrices ?? `${connection.name} takes no prices.`);
    return { ...settings, prices };
  });
  if (changed) return changed.settings.prices;
  throw new Problem('not_found', 'There is no such connection.');
}
