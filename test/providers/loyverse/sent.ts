import type { Receipt } from '../../../functions/src/model/job';
import type { ReceiptBody } from '../../../functions/src/providers/loyverse/wire';
import type { PushOrder } from '../../../functions/src/providers/provider';
import { accepting, open, POS } from './fixtures';
import { asked, scripted, type Script, type Seen } from './scripted';

export const CREATE = 'POST /v1.0/receipts';

/** Pushes an order to a Loyverse that takes it: what was created, by exactly one call, and what came back. */
export async function sent(
  what: PushOrder,
  pos: unknown = POS,
  more: Record<string, Script> = {},
): Promise<{ receipt: Receipt; body: ReceiptBody; call: Seen | undefined }> {
  const { http, calls } = scripted({ [CREATE]: accepting, ...more });
  const receipt = await open(http, pos).pushOrder(what);
  const creations = asked(calls, CREATE);
  expect(creations).toHaveLength(1);
  return { receipt, body: creations[0]?.body as ReceiptBody, call: creations[0] };
}
