import type { Manifest } from '../providers/manifest';

/** Who may use the calls of a POS account, the most urgent first. */
export type Lane = 'orders' | 'stock' | 'prices' | 'pulls';

/** What is left of an account's calls: a bucket that refills steadily. */
export interface Budget {
  tokens: number;
  /** When it held so many. */
  at: number;
  /** Calls that orders were sent away for and will come back to make; it melts as the bucket refills. */
  owed?: number;
}

/** How an account's limit is divided. Together never more than the limit in any window. */
export interface Shares {
  /** Calls that each instance may make for orders without asking anybody, per window. */
  walkIn: number;
  windowMs: number;
  capacity: number;
  /** Tokens per millisecond. */
  rate: number;
  /** What an order that was sent away is reckoned to need when it comes back. */
  callsPerOrder: number;
}

/** Shorter windows are averaged over this one: asking for every second of a 10/s limit would cost more than it saves. */
const SHORTEST_WINDOW_MS = 10_000;
const WALK_IN_SHARE = 0.3;
const CAPACITY_SHARE = 0.2;
const RATE_SHARE = 0.5;

/** A lane leaves so much of the bucket to those before it. */
const FLOORS: Readonly<Record<Lane, number>> = { orders: 0, stock: 0.2, prices: 0.35, pulls: 0.5 };
/** How many calls are asked for at once: fewer writes, yet little lost when they are not used. */
const GRANT: Readonly<Record<Lane, number>> = { orders: 8, stock: 20, prices: 20, pulls: 20 };

export function sharesOf(
  { limits, callsPerOrder = 2 }: Pick<Manifest, 'limits' | 'callsPerOrder'>,
  instances: number,
): Shares {
  const windowMs = Math.max(limits.perMs, SHORTEST_WINDOW_MS);
  const calls = (limits.calls * windowMs) / limits.perMs;
  return {
    walkIn: Math.floor((calls * WALK_IN_SHARE) / instances),
    windowMs,
    capacity: calls * CAPACITY_SHARE,
    rate: (calls * RATE_SHARE) / windowMs,
    callsPerOrder,
  };
}

/** How long it takes until a lane can have all that the bucket ever holds for it, milliseconds. */
export const fillsIn = (lane: Lane, { capacity, rate }: Shares): number =>
  Math.ceil(((1 - FLOORS[lane]) * capacity) / rate);

export interface Grant {
  /** The very budget that was given when there is nothing to note. */
  budget: Budget;
  /** Calls that may be made now; 0: none. */
  calls: number;
  /** With 0 calls: when there will be some. */
  retryAt: number;
}

/**
 * Takes calls for a lane out of the budget (a fresh one when there is none yet). Orders that have to wait are given
 * moments one after the other, so that a burst of them does not come back, and be sent away, all together.
 */
export function grantFrom(budget: Budget | undefined, lane: Lane, shares: Shares, now: number): Grant {
  const { capacity, rate, callsPerOrder } = shares;
  const { tokens, at, owed = 0 } = budget ?? { tokens: capacity, at: now };
  const refill = Math.max(0, now - at) * rate;
  const filled = Math.min(capacity, tokens + refill);
  const owedStill = Math.max(0, owed - refill);
  const spare = filled - FLOORS[lane] * capacity;
  const calls = Math.max(0, Math.min(GRANT[lane], Math.floor(spare)));
  // Not for a single call: a lane that is starved waits until a few calls are worth the trip.
  const worthwhile = Math.max(
    1,
    Math.min(lane === 'orders' ? 1 : 5, Math.floor((1 - FLOORS[lane]) * capacity)),
  );
  if (calls >= worthwhile)
    return { budget: { tokens: filled - calls, at: now, owed: owedStill }, calls, retryAt: now };
  const queue = lane === 'orders' ? owedStill : 0;
  const more = lane === 'orders' ? callsPerOrder : 0;
  const retryAt = now + Math.ceil((worthwhile - spare + queue) / rate);
  // Nothing was taken and nothing is owed for it: what is known says all of that, and need not be written again.
  if (budget && more === 0) return { budget, calls: 0, retryAt };
  return { budget: { tokens: filled, at: now, owed: owedStill + more }, calls: 0, retryAt };
}
