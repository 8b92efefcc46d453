import { arithmeticIssues } from '../model/arithmetic';
import { UNROUTED, type Badge, type ChangedAfterExport } from '../model/badge';
import type { Connection } from '../model/connection';
import { canonicalJson } from '../model/hash';
import { jobIdOf, markerOf, type Job, type JobKind } from '../model/job';
import { readOrder, type FieldIssue, type Order } from '../model/order';
import { manifestOf } from '../providers/manifests';
import { acknowledgedOn } from './acknowledged';
import { gateHolds } from './gate';
import { badgesOn, lateEdits } from './lateEdits';
import { routeOf } from './route';
import { standbyMs } from './standby';
import { wordsFor } from './words';

type Document = Readonly<Record<string, unknown>>;

/** A change of a storefront's order document, as plain data. */
export interface OrderEvent {
  tenantId: string;
  path: string;
  before?: Document;
  after?: Document;
}

/** What should follow from a change. */
export interface OrderPlan {
  jobs: Job[];
  /** The storefront changed the order: what was parked for its sake may try again. */
  replay: boolean;
  /** `undefined` takes a badge away. */
  badges: Record<string, Badge | undefined>;
  flags: Record<string, ChangedAfterExport | undefined>;
}

function storefrontPart(document: Document): string {
  const { pos: _pos, ...own } = document;
  return canonicalJson(own);
}

/** True when the storefront wrote, false when the event is the echo of our own badge. */
export function storefrontChanged({ before, after }: OrderEvent): boolean {
  return after !== undefined && (before === undefined || storefrontPart(before) !== storefrontPart(after));
}

/** Reads an order and holds its numbers against each other. */
export function acceptOrder(document: unknown): { order?: Order; issues: FieldIssue[] } {
  const read = readOrder(document);
  if (!read.ok) return { issues: read.issues };
  const issues = arithmeticIssues(read.order);
  return issues.length > 0 ? { issues } : { order: read.order, issues };
}

/** The job of an order for a connection, as it begins. */
export function newJob(
  event: Pick<OrderEvent, 'tenantId' | 'path'>,
  connection: Connection,
  kind: JobKind,
  number: string,
  now: number,
): Job {
  const intent = { tenantId: event.tenantId, connectionId: connection.id, kind, subject: event.path };
  return {
    id: jobIdOf(intent),
    ...intent,
    provider: connection.provider,
    marker: markerOf(intent, number),
    ...START[connection.status],
    wakeAt: connection.status === 'active' ? now : undefined,
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

const START = {
  active: { state: 'queued' },
  paused: { state: 'waiting', reason: 'paused' },
  auth_failed: { state: 'parked', reason: 'auth_failed' },
  disconnected: { state: 'parked', reason: 'disconnected' },
} as const;

/** The one thing an order wants of a connection after a change, if anything. */
function intentOf(event: OrderEvent, order: Order, connection: Connection): JobKind | undefined {
  const then = event.before && readOrder(event.before);
  const before = then?.ok ? then.order : undefined;
  if (order.status === 'cancelled')
    return event.before && before?.status !== 'cancelled' ? 'cancelOrder' : undefined;
  if (gateHolds(order, connection.settings)) return undefined;
  const exportable = before && before.status !== 'cancelled' && !gateHolds(before, connection.settings);
  const nowPaid = before?.payment.status === 'unpaid' && order.payment.status === 'paid';
  if (exportable && nowPaid)
    return manifestOf(connection.provider)?.can.includes('payOrder') ? 'payOrder' : undefined;
  return 'pushOrder';
}

/** A backup leaves the order to the other connection for a while. */
function standingBy(job: Job, waitMs: number): Job {
  if (job.kind !== 'pushOrder' || job.state !== 'queued' || waitMs === 0) return job;
  return { ...job, state: 'waiting', reason: 'backup', wakeAt: job.createdAt + waitMs };
}

function planFor(
  event: OrderEvent,
  connection: Connection,
  takers: readonly Connection[],
  now: number,
  plan: OrderPlan,
): void {
  const badge = Object.fromEntries(badgesOn(event.before ? event.after : undefined))[connection.id];
  const say = (status: Badge['status'], error: Badge['error']) => {
    if (badge?.status === 'synced') return;
    const acknowledgedAt = acknowledgedOn(badge);
    plan.badges[connection.id] = { status, error, ...(acknowledgedAt && { acknowledgedAt }), updatedAt: now };
  };
  const { order, issues } = acceptOrder(event.after);
  if (!order) return say('failed', wordsFor('invalid_order', { fields: issues }));
  if (order.currency !== connection.currency) {
    const message = `is ${order.currency}, but ${connection.name} sells in ${connection.currency}`;
    return say('failed', wordsFor('invalid_order', { fields: [{ path: 'currency', message }] }));
  }
  const { enabled, autoSync } = connection.settings;
  if (!enabled) return say('pending', wordsFor('feature_off'));
  if (!autoSync) {
    const message = 'Orders are not sent by themselves on this connection.';
    return say('pending', {
      code: 'auto_sync_off',
      message,
      advice: 'Send it by hand, or switch auto-sync on.',
    });
  }
  const held = order.status === 'cancelled' ? undefined : gateHolds(order, connection.settings);
  if (held) return badge ? undefined : say('pending', { code: 'export_gate', message: held });
  const kind = intentOf(event, order, connection);
  if (!kind || (kind === 'pushOrder' && (badge?.status === 'synced' || badge?.status === 'cancelled')))
    return;
  const begun = newJob(event, connection, kind, order.number, now);
  const job = standingBy(begun, standbyMs(connection, takers, order));
  plan.jobs.push(job);
  // That a backup waits is said when its job is there for the first time: see deliver/orderChanged.ts.
  if (job.reason && job.reason !== 'backup')
    say(job.state === 'waiting' ? 'pending' : 'failed', wordsFor(job.reason));
}

/** What follows from a storefront's change, given the tenant's connections. Decides everything, does nothing. */
export function planOrder(event: OrderEvent, connections: readonly Connection[], now: number): OrderPlan {
  const plan: OrderPlan = {
    jobs: [],
    replay: event.before !== undefined,
    badges: {},
    flags: lateEdits(event),
  };
  if (!event.after || connections.length === 0) return plan;
  const { takers, twins } = routeOf(event.after.locationId, connections);
  for (const connection of takers) planFor(event, connection, takers, now, plan);
  for (const twin of twins)
    plan.badges[twin.id] = {
      status: 'cancelled',
      error: {
        code: 'duplicate_connection',
        message: 'Another connection already sends this location’s orders to the same POS location.',
        advice: 'Disconnect one of the two.',
      },
      updatedAt: now,
    };
  if (takers.length === 0) plan.badges[UNROUTED] = unrouted(event.after, now);
  else if (badgesOn(event.after).some(([id]) => id === UNROUTED)) plan.badges[UNROUTED] = undefined;
  return plan;
}

function unrouted(document: Document, now: number): Badge {
  const { issues } = acceptOrder(document);
  const location =
    typeof document.locationId === 'string'
      ? `location "${document.locationId}"`
      : 'an order without location';
  const message = `No POS connection serves ${location}.`;
  const advice = 'Connect a POS for it, or correct the order’s locationId.';
  return {
    status: 'failed',
    error: { code: 'no_connection', message, advice, ...(issues.length > 0 && { fields: issues }) },
    updatedAt: now,
  };
}
