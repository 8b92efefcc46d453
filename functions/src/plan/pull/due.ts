import { CAPABILITIES, freshCapability, type Capability, type PullState } from '../../model/pullState';
import type { Operation } from '../../providers/manifest';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** The clock comes round so often. */
export const WINDOW_MS = 30 * MINUTE_MS;
/** Tasks come some seconds early or late, and a long pull before may have made the last one late. */
const SLACK_MS = 10 * MINUTE_MS;

/** What stands in lists of choices changes a few times a year. */
const EVERY_MS: Readonly<Record<Capability, number>> = {
  metadata: 6 * HOUR_MS,
  catalog: WINDOW_MS,
  discounts: WINDOW_MS,
  stock: WINDOW_MS,
  orders: WINDOW_MS,
  customers: WINDOW_MS,
};
/** Everything is read again so often, whatever the POS says has changed. */
const FULL_EVERY_MS = 24 * HOUR_MS;

export const OPERATION_OF: Readonly<Record<Capability, Operation & `pull${string}`>> = {
  metadata: 'pullMetadata',
  catalog: 'pullCatalog',
  discounts: 'pullDiscounts',
  stock: 'pullStock',
  orders: 'pullOrders',
  customers: 'pullCustomers',
};

/** What a POS can show us, in working order. */
export const shownBy = (can: readonly Operation[]): Capability[] =>
  CAPABILITIES.filter((capability) => can.includes(OPERATION_OF[capability]));

/** What of it is to be pulled now. */
export function dueNow(state: PullState, shown: readonly Capability[], now: number): Capability[] {
  return shown.filter((capability) => {
    const { dueAt, pass, failures } = state.capabilities[capability] ?? freshCapability();
    const begun = pass !== undefined && failures === 0;
    return begun || dueAt <= now || state.asked[capability] !== undefined;
  });
}

/** Whether everything is to be read, and not only what changed. */
export function wantsAll(state: PullState, capability: Capability, now: number): boolean {
  const { since, lastFullAt = 0, recheck } = state.capabilities[capability] ?? freshCapability();
  if (since === undefined || recheck) return true;
  // Nobody deletes orders, and their history is long.
  if (capability === 'orders') return false;
  // Lists are small, and a POS does not say when one of their entries is gone.
  return capability === 'metadata' || now - lastFullAt >= FULL_EVERY_MS;
}

/** When a capability is due again after a complete pull that began at a moment. */
export const dueAfter = (capability: Capability, startedAt: number): number =>
  startedAt + EVERY_MS[capability] - SLACK_MS;

const BACKOFF_MS = [MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS] as const;
/** After so many failures in a row the place where it goes on is not trusted any more: it begins anew. */
const DISTRUST_AFTER = 3;
export const TELL_AFTER = 3;

/** What is due so soon gets a task of its own; the rest is left to the clock. */
const SOON_MS = 5 * MINUTE_MS;

/** When the next thing wants a task of its own: a wish, a second try, a second look. Undefined: the clock will do. */
export function soonest(state: PullState, shown: readonly Capability[], now: number): number | undefined {
  const moments = shown.flatMap((capability) => {
    const { dueAt, failures } = state.capabilities[capability] ?? freshCapability();
    if (state.asked[capability] !== undefined) return now;
    const retried = failures > 0 && dueAt < now + WINDOW_MS - SLACK_MS;
    return retried || dueAt <= now + SOON_MS ? Math.max(now, dueAt) : [];
  });
  return moments.length > 0 ? Math.min(...moments) : undefined;
}

/** How long a capability rests after its n-th failure in a row. */
export function restAfter(failures: number): number {
  return BACKOFF_MS[failures - 1] ?? WINDOW_MS - SLACK_MS;
}

export const distrusts = (failures: number): boolean => failures > 0 && failures % DISTRUST_AFTER === 0;
