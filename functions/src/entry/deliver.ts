import type { Request } from 'firebase-functions/tasks';
import { z } from 'zod';
import { deliver } from '../deliver/deliver';
import { deliverPrices } from '../deliver/prices';
import { invite } from '../deliver/tickets/invite';
import { log } from './log';
import { theWorld } from './world';

const id = z.string().min(1);
const refSchema = z.union([
  z.object({ tenantId: id, jobId: id }),
  z.object({ tenantId: id, connectionId: id, invitation: id }),
  z.object({ tenantId: id, connectionId: id }),
]);

/** A task arrives. What is no job reference is logged and dropped: trying it again would not mend it. */
export async function deliverTask({ data }: Pick<Request, 'data'>): Promise<void> {
  const ref = refSchema.safeParse(data);
  if (!ref.success) return log('error', 'A task without a job reference was dropped', {});
  if ('jobId' in ref.data) await deliver(theWorld(), ref.data);
  else if ('invitation' in ref.data) await invite(theWorld(), ref.data);
  else await deliverPrices(theWorld(), ref.data.tenantId, ref.data.connectionId);
}
