import type { Circuit } from '../model/connection';
import type { FailureKind } from '../model/failure';

const OPENS_AFTER = 3;
const FIRST_OPEN_MS = 30_000;
const LONGEST_OPEN_MS = 5 * 60_000;
/** After an outage the jobs that waited come back over this time, in the order in which they were made. */
const DRAIN_MS = 20_000;
/** Who probes has so long; the others wait for what it finds. */
const PROBE_MS = 30_000;

/** The circuit after a try; undefined: closed. Only outages count: a POS that refuses an order is there. */
export function circuitAfter(
  circuit: Circuit | undefined,
  failure: FailureKind | undefined,
  now: number,
): Circuit | undefined {
  if (failure !== 'unavailable') return undefined;
  const failures = (circuit?.failures ?? 0) + 1;
  if (failures < OPENS_AFTER) return { failures, openedAt: now, openUntilAt: 0 };
  const openMs = Math.min(FIRST_OPEN_MS * 2 ** (failures - OPENS_AFTER), LONGEST_OPEN_MS);
  const openedAt = circuit && circuit.openUntilAt > 0 ? circuit.openedAt : now;
  return { failures, openedAt, openUntilAt: now + openMs };
}

/** When a job may try again while the POS is down; undefined when it may now. */
export function heldUntil(circuit: Circuit | undefined, madeAt: number, now: number): number | undefined {
  if (!circuit || circuit.openUntilAt <= now) return undefined;
  const outage = Math.max(1, circuit.openUntilAt - circuit.openedAt);
  const position = Math.min(1, Math.max(0, (madeAt - circuit.openedAt) / outage));
  return circuit.openUntilAt + Math.ceil(position * DRAIN_MS);
}

/** An open circuit whose time has come lets one job through; the others wait for what it finds. */
export function probing(circuit: Circuit, now: number): Circuit {
  return { ...circuit, openUntilAt: now + PROBE_MS };
}
