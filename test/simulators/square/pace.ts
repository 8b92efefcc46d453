import type { Clock } from './clock';

/** Counts calls in a sliding second, per caller. */
export class Pace {
  private readonly recent = new Map<string, number[]>();

  constructor(private readonly clock: Clock) {}

  /** False when this call is one too many; a refused call does not count. */
  admits(caller: string, callsPerSecond: number): boolean {
    const now = this.clock.now();
    const calls = (this.recent.get(caller) ?? []).filter((at) => at > now - 1000);
    const admitted = calls.length < callsPerSecond;
    if (admitted) calls.push(now);
    this.recent.set(caller, calls);
    return admitted;
  }
}
