import type { Connection } from '../../model/connection';
import { Failure } from '../../model/failure';
import { hashOf } from '../../model/hash';
import { Problem } from '../../model/problem';
import { acceptOrder } from '../../plan/orderEvent';
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

function testOrder(
  { productId, unitPrice }: GoLiveRequest,
  connection: Connection,
  bornPaid: boolean,
  now: number,
) {
  const line = { id: 'test', productId, name: 'Test of Tillbridge', quantity: 1, unitPrice };
  const { order, issues } = acceptOrder({
    number: `TEST-${now.toString(36)}`,
    locationId: connection.locationId,
    currency: connection.currency,
    placedAt: new Date(now),
    status: 'placed',
    payment: { status: bornPaid ? 'paid' : 'unpaid', method: 'cash' },
    fulfillment: { type: 'pickup' },
    lines: [line],
    total: unitPrice,
    note: 'TEST by Tillbridge: do not prepare. It is cancelled in a moment.',
  });
  if (order) return order;
  throw new Problem('invalid_request', 'No test order can be made of this.', { errors: issues });
}

/** Pushes and, whatever came of that, cancels: a test order that may stand at the POS must not stay there. */
async function run(session: Session, push: PushOrder, now: number): Promise<GoLiveStep[]> {
  const steps: GoLiveStep[] = [];
  const note = (step: GoLiveStep['step'], ok: boolean, message: string) => steps.push({ step, ok, message });
  const said = (thrown: unknown) => Failure.from(thrown).message;
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
    note('cancel', false, `${said(thrown)} Look for ${push.order.number} in the POS and cancel it there.`);
  }
  return steps;
}

/**
 * Sends a real test order to the POS and cancels it. It never touches the storefront's orders.
 * @throws Problem `refused` where the POS cannot cancel, `unmapped` for a product without a link, `conflict` unless active
 */
export async function goLiveCheck(world: World, request: GoLiveRequest): Promise<GoLiveStep[]> {
  const connection = await demandConnection(world, request);
  if (connection.status !== 'active')
    throw new Problem('conflict', 'Only an active connection can be checked.');
  const access = await accessTo(world, connection, world.http);
  const { manifest } = access.provider;
  if (!manifest.can.includes('cancelOrder') || !manifest.can.includes('pushOrder'))
    throw new Problem('refused', `${manifest.name} cannot take an order back, so no test order is sent.`);
  const now = world.now();
  const order = testOrder(request, connection, manifest.bornPaid, now);
  const links = await world.linkTables.read(connection, keysOf(order));
  const resolved = resolveOrder(order, links, connection, manifest);
  if (!resolved.ok)
    throw new Problem('unmapped', 'The product has no POS item.', {
      advice: 'Choose a product that is linked.',
    });
  const marker = `TEST-${hashOf(['go-live', connection.tenantId, connection.id, now, world.random()], 16)}`;
  try {
    const push = { ...resolved.push, marker };
    const steps = await withSession(world, access, (session) => run(session, push, now));
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
