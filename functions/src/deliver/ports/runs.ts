import type { Capability } from '../../model/pullState';
import type { PullRun } from '../../model/run';

/** Which runs; what is absent does not matter. */
export interface RunFilter {
  connectionId?: string;
  capability?: Capability;
  /** Begun at or after. Milliseconds. */
  from?: number;
}

/** A place in a list of runs: behind this one. */
export interface RunPlace {
  startedAt: number;
  id: string;
}

/** Pulls that changed something or failed; only ever read. */
export interface Runs {
  read(tenantId: string, id: string): Promise<PullRun | undefined>;
  /** The newest first. */
  page(tenantId: string, filter: RunFilter, after: RunPlace | undefined, limit: number): Promise<PullRun[]>;
}
