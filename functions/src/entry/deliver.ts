import type { Request } from 'firebase-functions/tasks';
import { z } from 'zod';
import { deliver } from '../deliver/deliver';
import { log } from './log';
import { theWorld } from './world';

const refSchema = z.object({ tenantId: z.string().min(1), jobId: z.string().min(1) });

/** A task arrives. What is no job reference is logged and dropped: trying it again would not mend it. */
export async function deliverTask({ data }: Pick<Request, 'data'>): Promise<void> {
  const ref = refSchema.safeParse(data);
  if (!ref.success) return log('error', 'A task without a job reference was dropped', {});
  await deliver(theWorld(), ref.data);
}
