import { refuse } from '../errors';
import type { StoredOrder } from './order';
import {
  FULFILLMENT_STATES,
  type Fulfillment,
  type OrderBody,
  type OrderPatch,
  type OrderState,
} from './schema';

const CLOSED = ['COMPLETED', 'CANCELED', 'FAILED'];

/** The read-only time that each state of a fulfillment leaves behind. */
const TIME_FIELD: Record<string, string> = {
  RESERVED: 'accepted_at',
  PREPARED: 'ready_at',
  COMPLETED: 'picked_up_at',
  CANCELED: 'canceled_at',
  FAILED: 'rejected_at',
};

/** Only forward, and nothing comes back from a final state. */
function checkStep(from: Fulfillment['state'] = 'PROPOSED', to: Fulfillment['state'] = 'PROPOSED'): void {
  if (from === to) return;
  const place = (state: (typeof FULFILLMENT_STATES)[number]) => FULFILLMENT_STATES.indexOf(state);
  if (CLOSED.includes(from) || place(to) < place(from))
    refuse('BAD_REQUEST', `A fulfillment cannot go from ${from} to ${to}.`, 'order.fulfillments[0].state');
}

/** Notes when each fulfillment of `body` reached the state it is in. */
export function noteTimes(order: StoredOrder, body: OrderBody, now: string): void {
  for (const { uid = '', state = 'PROPOSED' } of body.fulfillments ?? []) {
    const times = (order.fulfillmentTimes[uid] ??= { placed_at: now });
    const field = TIME_FIELD[state];
    if (field !== undefined) times[field] ??= now;
  }
}

export function checkFulfillmentSteps(before: OrderBody, after: OrderBody): void {
  for (const fulfillment of after.fulfillments ?? []) {
    const old = before.fulfillments?.find(({ uid }) => uid === fulfillment.uid);
    if (old) checkStep(old.state, fulfillment.state);
  }
}

const FINALIZED = ['line_items', 'taxes', 'discounts', 'service_charges'] as const;

/** What was paid for stays as it is. */
export function checkPaidFor(order: StoredOrder, patch: OrderPatch, fieldsToClear: string[]): void {
  if (order.paidAt === undefined) return;
  const touched = FINALIZED.some(
    (name) => patch[name] !== undefined || fieldsToClear.some((path) => path.startsWith(name)),
  );
  if (touched) refuse('BAD_REQUEST', 'LineItems cannot be modified for finalized tenders.', 'order');
}

/** Whether the order, with its fulfillments as they will be, may take the state that was asked for. */
export function checkState(order: StoredOrder, body: OrderBody, to: OrderState): void {
  if (to === order.state) return;
  const step = `${order.state} ${to}`;
  const known = ['DRAFT OPEN', 'DRAFT CANCELED', 'OPEN COMPLETED', 'OPEN CANCELED'];
  if (!known.includes(step))
    refuse('BAD_REQUEST', `An order cannot go from ${order.state} to ${to}.`, 'order.state');
  if (to === 'OPEN') return;
  if (to === 'CANCELED' && order.paidAt !== undefined)
    refuse('BAD_REQUEST', 'Orders cannot be canceled after payments have been processed.', 'order.state');
  if ((body.fulfillments ?? []).some(({ state = 'PROPOSED' }) => !CLOSED.includes(state)))
    refuse(
      'BAD_REQUEST',
      'All fulfillments must have a state of COMPLETED, CANCELED, or FAILED before the order can be closed.',
      'order.state',
    );
  if (to === 'COMPLETED' && order.paidAt === undefined)
    refuse('BAD_REQUEST', 'An order that is not paid cannot be completed.', 'order.state');
}
