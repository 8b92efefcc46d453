import type { Request } from 'firebase-functions/tasks';
import { z } from 'zod';
import { pull } from '../deliver/pull/pull';
import { log } from './log';
import { theWorld } from './world';

const tieSchema = z.object({ tenantId: z.string().min(1), connectionId: z.string().min(1) });

/** A task arrives. What names no connection is logged and dropped: trying it again would not mend it. */
export async function pullTask({ data }: Pick<Request, 'data'>): Promise<void> {
  const tie = tieSchema.safeParse(data);
  if (!tie.success) return log('error', 'A task without a connection was dropped', {});
  await pull(theWorld(), tie.data);
}
