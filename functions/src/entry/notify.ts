import type { Request } from 'firebase-functions/tasks';
import { z } from 'zod';
import { sendDelivery } from '../deliver/messaging/send';
import { log } from './log';
import { theWorld } from './world';

const id = z.string().min(1);
const refSchema = z.object({ tenantId: id, deliveryId: id });

/** A task arrives. What names no message is logged and dropped: trying it again would not mend it. */
export async function notifyTask({ data }: Pick<Request, 'data'>): Promise<void> {
  const ref = refSchema.safeParse(data);
  if (!ref.success) return log('error', 'A task without a message was dropped', {});
  await sendDelivery(theWorld(), ref.data);
}
