import type { Connection } from '../model/connection';
import { jobIdOf, type Job, type JobKind } from '../model/job';
import type { Order } from '../model/order';
import { Problem } from '../model/problem';
import { acceptOrder, newJob } from '../plan/orderEvent';
import { routeOf } from '../plan/route';
import { enqueue } from './wake';
import { retryStamped, type Retried } from './changeJobs';
import type { World } from './world';

export interface SyncRequest {
  tenantId: string;
  orderId: string;
  /** Only to this one; without it, to all that serve the order's location. */
  connectionId?: string;
  /** Also when the order is older than the connection sends by itself. */
  sendAnyway: boolean;
}

export interface Synced {
  connectionId: string;
  jobId?: string;
  /** `sent`: it is on its way now. `already`: the POS has it. */
  outcome: Retried | 'refused';
  message?: string;
}

async function orderOf(world: World, path: string): Promise<Order> {
  const document = await world.orders.read(path);
  if (!document) throw new Problem('not_found', 'There is no such order.');
  const { order, issues } = acceptOrder(document);
  if (order) return order;
  throw new Problem('refused', 'The order document cannot be accepted.', {
    advice: 'Correct the fields that are named.',
    errors: issues.slice(0, 20),
  });
}

async function takersOf(
  world: World,
  { tenantId, connectionId }: SyncRequest,
  order: Order,
): Promise<Connection[]> {
  const { takers } = routeOf(order.locationId, await world.connections.ofTenant(tenantId));
  const wanted = takers.filter(({ id }) => connectionId === undefined || id === connectionId);
  if (wanted.length > 0) return wanted;
  throw new Problem('refused', 'No connection of these takes orders of this location.', {
    advice: 'Connect a POS for it, or correct the order’s locationId.',
  });
}

/** Why a connection cannot take the order, whoever asks. */
function refusal(order: Order, { name, status, currency, settings }: Connection): string | undefined {
  if (status === 'disconnected') return `${name} is disconnected.`;
  if (!settings.enabled) return `${name} is not switched on.`;
  return order.currency === currency
    ? undefined
    : `The order is in ${order.currency}, ${name} sells in ${currency}.`;
}

const RESTS = 'It goes out when the connection is active again.';

async function begin(world: World, job: Job): Promise<Synced> {
  const { connectionId, id: jobId } = job;
  if (!(await world.jobs.create(job))) return { connectionId, jobId, outcome: 'on_its_way' };
  if (job.state === 'queued') await enqueue(world, job);
  const rests = job.state !== 'queued';
  return { connectionId, jobId, outcome: rests ? 'waits' : 'sent', ...(rests && { message: RESTS }) };
}

async function syncTo(
  world: World,
  path: string,
  order: Order,
  connection: Connection,
  request: SyncRequest,
) {
  const message = refusal(order, connection);
  if (message !== undefined) return { connectionId: connection.id, outcome: 'refused' as const, message };
  const kind: JobKind = order.status === 'cancelled' ? 'cancelOrder' : 'pushOrder';
  const { tenantId, sendAnyway } = request;
  const jobId = jobIdOf({ tenantId, connectionId: connection.id, kind, subject: path });
  const standing = await world.jobs.read({ tenantId, jobId });
  if (standing) {
    const result = await retryStamped(world, standing, sendAnyway);
    return { connectionId: connection.id, jobId, ...result };
  }
  const job = newJob({ tenantId, path }, connection, kind, order.number, world.now());
  return begin(world, { ...job, sendAnyway });
}

/**
 * Sends one order now because a person says so: auto-sync and the export gate do not count. What stands in the POS is not
 * sent again. A cancelled order is taken back. @throws Problem `not_found` or `refused`
 */
export async function syncOrder(world: World, request: SyncRequest): Promise<Synced[]> {
  const path = world.history.orderPath(request.tenantId, request.orderId);
  const order = await orderOf(world, path);
  const takers = await takersOf(world, request, order);
  return Promise.all(takers.map((connection) => syncTo(world, path, order, connection, request)));
}
