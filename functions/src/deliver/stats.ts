import type { Connection } from '../model/connection';
import type { Job } from '../model/job';
import { statesOf } from '../plan/history';
import { countsIn, statsOf, sumOf, type Stats, type StatusCounts } from '../plan/stats';
import { Kept } from './kept';
import type { JobFilter } from './ports/history';
import type { World } from './world';

/** The newest orders that times and errors are taken from: one read each, and enough for a 95th percentile. */
const SAMPLE = 400;
const KEPT_MS = 60_000;
const TENANTS_KEPT = 100;

export interface StatsQuery {
  /** Milliseconds; orders made at or after, and before. */
  from: number;
  to?: number;
}

export interface TenantStats extends Stats {
  providers: (Stats & { provider: string })[];
  connections: (Stats & { connectionId: string; provider: string })[];
  /** When they were found out. */
  at: number;
}

/** Five counts by the database, of which each costs a read for a thousand orders. */
async function countedOf(world: World, tenantId: string, filter: JobFilter): Promise<StatusCounts> {
  const count = (more: JobFilter) => world.history.count(tenantId, { ...filter, ...more });
  const [total, synced, parked, needsMapping, cancelled] = await Promise.all([
    count({}),
    count({ states: statesOf('synced') }),
    count({ states: statesOf('failed') }),
    count({ states: statesOf('needs_mapping'), reason: 'needs_mapping' }),
    count({ states: statesOf('cancelled') }),
  ]);
  // Orders move while they are counted.
  const pending = Math.max(0, total - synced - parked - cancelled);
  return {
    ...{ pending, synced, cancelled, needs_mapping: needsMapping },
    failed: Math.max(0, parked - needsMapping),
  };
}

async function find(world: World, tenantId: string, { from, to }: StatsQuery): Promise<TenantStats> {
  const filter: JobFilter = { kind: 'pushOrder', from, to };
  const [connections, sample] = await Promise.all([
    world.connections.ofTenant(tenantId),
    world.history.jobs(tenantId, filter, undefined, SAMPLE),
  ]);
  const isAll = sample.length < SAMPLE;
  const of = (matches: (job: Job) => boolean) => sample.filter(matches);
  const rows = await Promise.all(
    connections.map(async ({ id, provider }: Connection) => {
      const own = of(({ connectionId }) => connectionId === id);
      const counts = isAll
        ? countsIn(own)
        : await countedOf(world, tenantId, { ...filter, connectionId: id });
      return { connectionId: id, provider, ...statsOf(own, counts) };
    }),
  );
  const providers = [...new Set(rows.map(({ provider }) => provider))].sort();
  return {
    ...statsOf(sample, isAll ? undefined : sumOf(rows.map(({ counts }) => counts))),
    providers: providers.map((provider) => ({
      provider,
      ...statsOf(
        of((job) => job.provider === provider),
        sumOf(rows.filter((row) => row.provider === provider).map(({ counts }) => counts)),
      ),
    })),
    connections: rows,
    at: world.now(),
  };
}

const kept = new Kept<TenantStats>(KEPT_MS, TENANTS_KEPT);

/**
 * How a tenant's orders fared in a span of time. Costs a read for each of the newest orders, at most 400, and, where there
 * are more, five counts per connection; then nothing for a minute. No order costs a write for it.
 */
export function statsFor(world: World, tenantId: string, { from, to }: StatsQuery): Promise<TenantStats> {
  // To the minute: "the last 24 hours" is one question, however often it is asked.
  const minute = (at: number) => Math.floor(at / KEPT_MS) * KEPT_MS;
  const query = { from: minute(from), to: to === undefined ? undefined : minute(to) };
  const key = `${tenantId}/${query.from}/${query.to ?? ''}`;
  return kept.of(world, key, () => find(world, tenantId, query));
}
