import type { BadgeStatus } from '../model/badge';
import { FAILURE_KINDS, type FailureKind } from '../model/failure';
import type { Job, JobReason } from '../model/job';
import { JOB_STATUSES, statusOf } from './history';

export type StatusCounts = Record<BadgeStatus, number>;

/** How a group of orders fared. Times in milliseconds. */
export interface Stats {
  total: number;
  counts: StatusCounts;
  /** Of those that are settled one way or the other; absent while none is. */
  successRate?: number;
  /** From the order to its end in the POS; of so many. Absent: none arrived. */
  latency?: { p50Ms: number; p95Ms: number; of: number };
  /** Failures by kind, mended ones included. */
  errors: Partial<Record<FailureKind, number>>;
  /** Why orders are stuck now. */
  reasons: Partial<Record<JobReason, number>>;
  /** Tries beyond the first. */
  retries: number;
  /** Of those that did not get through at once: how many did before anybody had to be told. */
  recovered: { count: number; of: number; share?: number };
  /** All but the counts is of so many of the newest orders. */
  sampled: number;
}

export const noCounts = (): StatusCounts => ({
  pending: 0,
  synced: 0,
  needs_mapping: 0,
  failed: 0,
  cancelled: 0,
});

export function countsIn(jobs: readonly Job[]): StatusCounts {
  const counts = noCounts();
  for (const job of jobs) counts[statusOf(job)] += 1;
  return counts;
}

/** The value that so much of the sorted list does not exceed (nearest rank). */
function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

function latencyOf(jobs: readonly Job[]): Stats['latency'] {
  const times = jobs
    .filter(({ state }) => state === 'done')
    .map(({ createdAt, updatedAt }) => Math.max(0, updatedAt - createdAt))
    .sort((a, b) => a - b);
  if (times.length === 0) return undefined;
  return { p50Ms: percentile(times, 0.5), p95Ms: percentile(times, 0.95), of: times.length };
}

function errorsOf(jobs: readonly Job[]): Stats['errors'] {
  const sum = (kind: FailureKind) => jobs.reduce((total, { errors }) => total + (errors?.[kind] ?? 0), 0);
  return Object.fromEntries(
    FAILURE_KINDS.flatMap((kind): [FailureKind, number][] => (sum(kind) > 0 ? [[kind, sum(kind)]] : [])),
  );
}

function reasonsOf(jobs: readonly Job[]): Stats['reasons'] {
  const reasons: Stats['reasons'] = {};
  for (const { reason, state } of jobs)
    if (reason && state !== 'cancelled') reasons[reason] = (reasons[reason] ?? 0) + 1;
  return reasons;
}

function recoveredOf(jobs: readonly Job[]): Stats['recovered'] {
  const hard = jobs.filter(
    ({ state, attempts, noticed }) => (state === 'done' && (attempts > 1 || noticed)) || state === 'parked',
  );
  const count = hard.filter(({ state, noticed }) => state === 'done' && !noticed).length;
  return { count, of: hard.length, ...(hard.length > 0 && { share: count / hard.length }) };
}

/** What a sample of orders shows; `counts` are of all of them, where the sample is not all. */
export function statsOf(sample: readonly Job[], counts: StatusCounts = countsIn(sample)): Stats {
  const total = JOB_STATUSES.reduce((sum, status) => sum + counts[status], 0);
  const settled = counts.synced + counts.failed + counts.needs_mapping;
  const latency = latencyOf(sample);
  return {
    total,
    counts,
    ...(settled > 0 && { successRate: counts.synced / settled }),
    ...(latency && { latency }),
    errors: errorsOf(sample),
    reasons: reasonsOf(sample),
    retries: sample.reduce((sum, { attempts }) => sum + Math.max(0, attempts - 1), 0),
    recovered: recoveredOf(sample),
    sampled: sample.length,
  };
}

export function sumOf(all: readonly StatusCounts[]): StatusCounts {
  const sum = noCounts();
  for (const counts of all) for (const status of JOB_STATUSES) sum[status] += counts[status];
  return sum;
}
