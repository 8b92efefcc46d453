import { deliver } from '../../functions/src/deliver/deliver';
import { sendEvent } from '../../functions/src/deliver/events/send';
import { sendDelivery } from '../../functions/src/deliver/messaging/send';
import { deliverPrices } from '../../functions/src/deliver/prices';
import { pull } from '../../functions/src/deliver/pull/pull';
import { invite } from '../../functions/src/deliver/tickets/invite';
import type { TaskRef, World } from '../../functions/src/deliver/world';

/** What the task functions do with a task; the network has no guard here. */
export function runTask(world: World, ref: TaskRef, queue: string) {
  if ('jobId' in ref) return deliver(world, ref);
  if ('invitation' in ref) return invite(world, ref);
  if ('deliveryId' in ref) return sendDelivery(world, ref);
  if ('eventId' in ref) return sendEvent(world, ref, world.http);
  return queue === 'pull' ? pull(world, ref) : deliverPrices(world, ref.tenantId, ref.connectionId);
}
