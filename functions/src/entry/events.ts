import type { Request } from 'firebase-functions/tasks';
import { z } from 'zod';
import { sendEvent } from '../deliver/events/send';
import { log } from './log';
import { theWorld } from './world';

const id = z.string().min(1);
const refSchema = z.object({ tenantId: id, endpointId: id, eventId: id, tried: z.number().int().min(0) });

/** A task arrives. What names no event is logged and dropped: trying it again would not mend it. */
export async function eventTask({ data }: Pick<Request, 'data'>): Promise<void> {
  const ref = refSchema.safeParse(data);
  if (!ref.success) return log('error', 'A task without an event was dropped', {});
  await sendEvent(theWorld(), ref.data);
}
