import type { SalesOrderBody } from '../../../functions/src/providers/zoho/mapping';
import { accepting, CONFIRM, CREATE, OK, open, POS, push } from './fixtures';
import { asked, scripted, type Script } from './scripted';

/** Pushes an order to a Zoho that takes it: what was created, every call, and what came back. */
export async function sent(what = push(), pos: unknown = POS, more: Record<string, Script> = {}) {
  const total = what.order.total / 100;
  const { http, calls } = scripted({ [CREATE]: accepting(total), [CONFIRM]: OK, ...more });
  const receipt = await open(http, pos).pushOrder(what);
  const [call] = asked(calls, CREATE);
  return { receipt, calls, call, body: call?.body as SalesOrderBody };
}
