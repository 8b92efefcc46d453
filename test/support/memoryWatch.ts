import type { Watch } from '../../functions/src/deliver/ports/watch';
import type { Attempt } from '../../functions/src/model/attempt';
import type { Job } from '../../functions/src/model/job';
import type { WatchState } from '../../functions/src/model/watch';

interface Ledger {
  attempts: readonly (Attempt & { jobId: string })[];
  jobRows: ReadonlyMap<string, { job: Job }>;
}

/** What the bridge knows of itself, in memory. */
export class MemoryWatch {
  state: WatchState | undefined;

  constructor(private readonly ledger: Ledger) {}

  private ended(outcome: string, since: number) {
    return this.ledger.attempts
      .filter((attempt) => attempt.outcome === outcome && attempt.startedAt >= since)
      .flatMap(({ jobId }) => this.ledger.jobRows.get(jobId)?.job ?? [])
      .map(({ tenantId, connectionId }) => ({ tenantId, connectionId }));
  }

  readonly store: Watch = {
    read: async () => structuredClone(this.state),
    write: async (patch) => {
      const all = { ...this.state, ...structuredClone(patch) };
      const set = Object.entries(all).filter(([, value]) => value !== undefined);
      this.state = { sinceAt: 0, spikes: {}, ...Object.fromEntries(set) };
    },
    failures: async (since, limit) => this.ended('failed', since).reverse().slice(0, limit),
    tries: async ({ tenantId, connectionId }, outcome, since) =>
      this.ended(outcome, since).filter(
        (tie) => tie.tenantId === tenantId && tie.connectionId === connectionId,
      ).length,
  };
}
