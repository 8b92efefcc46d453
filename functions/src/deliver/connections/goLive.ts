import type { Connection } from '../../model/connection';
import { Failure } from '../../model/failure';
import { hashOf } from '../../model/hash';
import type { Job } from '../../model/job';
import type { Order } from '../../model/order';
import { Problem } from '../../model/problem';
import { acceptOrder, newJob } from '../../plan/orderEvent';
import { keysOf, resolveOrder } from '../../plan/resolve';
import type { PushOrder, Session } from '../../providers/provider';
import { demandConnection } from '../demandConnection';
import { discreet } from '../discretion';
import { accessTo, withSession } from '../session';
import type { World } from '../world';

export interface GoLiveRequest {
  tenantId: string;
  connectionId: string;
  /** A linked product of the storefront, and what one of it costs in minor units. */
  productId: string;
  unitPrice: number;
}

export interface GoLiveStep {
  step: 'push' | 'total' | 'cancel';
  ok: boolean;
  message: string;
}

/** An order document as a storefront would write it. */
function testDocument(
  { productId, unitPrice }: GoLiveRequest,
  connection: Connection,
  bornPaid: boolean,
  now: number,
) {
  return {
    number: `TEST-${now.toString(36)}`,
    locationId: connection.locationId,
    currency: connection.currency,
    placedAt: new Date(now).toISOString(),
    status: 'placed',
    payment: { status: bornPaid ? 'paid' : 'unpaid', method: 'cash' },
    fulfillment: { type: 'pickup' },
    lines: [{ id: 'test', productId, name: 'Test of Tillbridge', quantity: 1, unitPrice }],
    total: unitPrice,
    note: 'TEST by Tillbridge: do not prepare. It is cancelled in a moment.',
  };
}

/** @throws Problem `invalid_request` */
function accepted(document: object): Order {
  const { order, issues } = acceptOrder(document);
  if (order) return order;
  throw new Problem('invalid_request', 'No test order can be made of this.', { errors: issues });
}

/** Longer than a check may take; and so long is what a test left in the till, if we die on the way. */
const RESCUE_MS = 5 * 60_000;
const KEPT_MS = 30 * 24 * 3_600_000;

/**
 * Writes down, before anything is sent, that the order has to be taken back: whatever becomes of us, the sweeper finds
 * the job and it takes back what stands in the POS. The jobs of the order: the push, and what undoes it.
 */
async function promiseCancel(
  world: World,
  connection: Connection,
  document: { number: string },
  now: number,
) {
  const { tenantId } = connection;
  const id = `${document.number}-${hashOf([connection.id, now, world.random()], 12)}`;
  const withdrawn = { ...document, status: 'cancelled' };
  const path = await world.orders.keepTest(tenantId, id, withdrawn, now + KEPT_MS);
  const jobOf = (kind: 'pushOrder' | 'cancelOrder') => ({
    ...newJob({ tenantId, path }, connection, kind, document.number, now),
    ...{ mayExist: true, firstAttemptAt: now },
  });
  const push: Job = {
    ...jobOf('pushOrder'),
    state: 'cancelled',
    reason: 'order_cancelled',
    wakeAt: undefined,
  };
  const cancel: Job = { ...jobOf('cancelOrder'), wakeAt: now + RESCUE_MS };
  await world.jobs.create(push);
  await world.jobs.create(cancel);
  return { push, cancel };
}

/** It is taken back: nothing is left to do. */
async function kept(world: World, { tenantId, id: jobId }: Job): Promise<void> {
  const job = await world.jobs.read({ tenantId, jobId });
  const done = { state: 'done', wakeAt: undefined, updatedAt: world.now() } as const;
  if (job?.value.state === 'queued') await world.jobs.update(job, done);
}

const said = (thrown: unknown) => Failure.from(thrown).message;

/** Pushes and, whatever came of that, cancels: a test order that may stand at the POS must not stay there. */
async function run(session: Session, push: PushOrder, now: number): Promise<GoLiveStep[]> {
  const steps: GoLiveStep[] = [];
  const note = (step: GoLiveStep['step'], ok: boolean, message: string) => steps.push({ step, ok, message });
  const receipt = await session
    .pushOrder?.(push)
    .catch((thrown: unknown) => void note('push', false, said(thrown)));
  if (receipt) {
    note('push', true, `It stands in the POS as ${receipt.externalNumber ?? receipt.externalId}.`);
    const { total } = push.order;
    note('total', receipt.posTotal === total, `The POS says ${receipt.posTotal}, the storefront ${total}.`);
  }
  const cancel = { marker: push.marker, order: push.order, pushedSince: now, mayExist: !receipt };
  try {
    const ended = await session.cancelOrder?.({ ...cancel, ...(receipt && { receipt }) });
    note('cancel', ended !== undefined, `At the POS: ${ended?.how ?? 'not cancelled'}.`);
  } catch (thrown) {
    note(
      'cancel',
      false,
      `${said(thrown)} It is tried again in some minutes; look for ${push.order.number}.`,
    );
  }
  return steps;
}

/** What the check takes, or why there is none. @throws Problem */
async function prepared(world: World, request: GoLiveRequest, now: number) {
  const connection = await demandConnection(world, request);
  if (connection.status !== 'active')
    throw new Problem('conflict', 'Only an active connection can be checked.');
  const access = await accessTo(world, connection, world.http);
  const { manifest } = access.provider;
  if (manifest.channel)
    throw new Problem('refused', 'An order channel is tried out by asking its recipient.', {
      advice: 'POST …/invite sends the message again.',
    });
  if (!manifest.can.includes('cancelOrder') || !manifest.can.includes('pushOrder'))
    throw new Problem('refused', `${manifest.name} cannot take an order back, so no test order is sent.`);
  const document = testDocument(request, connection, manifest.bornPaid, now);
  const order = accepted(document);
  const links = await world.linkTables.read(connection, keysOf(order));
  const resolved = resolveOrder(order, links, connection, manifest);
  if (resolved.ok) return { connection, access, document, resolved: resolved.push };
  throw new Problem('unmapped', 'The product has no POS item.', {
    advice: 'Choose a product that is linked.',
  });
}

/**
 * Sends a real test order to the POS and cancels it. It never touches the storefront's orders.
 * @throws Problem `refused` where the POS cannot cancel, `unmapped` for a product without a link, `conflict` unless active
 */
export async function goLiveCheck(world: World, request: GoLiveRequest): Promise<GoLiveStep[]> {
  const now = world.now();
  const { connection, access, document, resolved } = await prepared(world, request, now);
  const { push, cancel } = await promiseCancel(world, connection, document, now);
  try {
    const sent = { ...resolved, marker: push.marker };
    const steps = await withSession(world, access, (session) => run(session, sent, now));
    if (steps.some(({ step, ok }) => step === 'cancel' && ok)) await kept(world, cancel);
    return await Promise.all(
      steps.map(async (step) => {
        const { message } = await discreet(new Failure('rejected', step.message), world, connection, {});
        return { ...step, message };
      }),
    );
  } catch (thrown) {
    throw thrown instanceof Failure ? await discreet(thrown, world, connection, {}) : thrown;
  }
}
