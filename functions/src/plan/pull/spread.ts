import { hashOf } from '../../model/hash';
import { WINDOW_MS } from './due';

export const PULL_QUEUE = 'pull';

export interface Tie {
  tenantId: string;
  connectionId: string;
}

const spreadOf = ({ tenantId, connectionId }: Tie, windowMs: number): number =>
  parseInt(hashOf(['spread', tenantId, connectionId], 8), 16) % windowMs;

/**
 * The task by which the clock has a connection pulled: at its own moment of the window, the same in every window, so
 * that the load is even and half an hour lies between two. Two ticks of one window are one task.
 */
export function windowTask(tie: Tie, now: number) {
  const startsAt = Math.floor(now / WINDOW_MS) * WINDOW_MS;
  const at = startsAt + spreadOf(tie, WINDOW_MS);
  const name = hashOf(['pull', tie.tenantId, tie.connectionId, startsAt], 32);
  return { queue: PULL_QUEUE, name, ref: tie, at: Math.max(at, now) };
}

/** Hints come in bursts: those of one moment are one task. */
const GATHER_MS = 5_000;

export function hintTask(tie: Tie, now: number) {
  const at = (Math.floor(now / GATHER_MS) + 1) * GATHER_MS;
  return { queue: PULL_QUEUE, name: hashOf(['hint', tie.tenantId, tie.connectionId, at], 32), ref: tie, at };
}

/** Whoever holds the lease sends one task after it; `leaseId` makes it one. */
export function nextTask(tie: Tie, leaseId: string, at: number) {
  const name = hashOf(['next', tie.tenantId, tie.connectionId, leaseId], 32);
  return { queue: PULL_QUEUE, name, ref: tie, at };
}

/** Whoever finds the lease taken comes back when it has ended: its holder may have died. */
export function afterLease(tie: Tie, leaseId: string, at: number) {
  const name = hashOf(['after', tie.tenantId, tie.connectionId, leaseId], 32);
  return { queue: PULL_QUEUE, name, ref: tie, at };
}
