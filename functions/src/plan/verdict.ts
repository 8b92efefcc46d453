import type { BadgeError } from '../model/badge';
import type { RetryPolicy } from '../model/connection';
import type { Failure, FailureKind } from '../model/failure';
import type { Job, JobReason } from '../model/job';

/** What becomes of a job after a failed try. */
export type Verdict =
  | { then: 'again'; at: number; tell: boolean }
  /** It was no try: it counts for nothing, and the time for tries stands still. */
  | { then: 'wait'; at: number; reason: JobReason }
  | { then: 'park'; reason: JobReason };

interface Facts {
  job: Job;
  failure: Failure;
  policy: RetryPolicy;
  now: number;
  /** 0 <= x < 1, for jitter. */
  random: number;
  /** Something may have happened at the POS: leave it time to settle before looking. Milliseconds. */
  settleMs: number;
}

const CONFLICT_TRIES = 3;
const UNEXPECTED_TRIES = 3;
const LONGEST_THROTTLE_MS = 24 * 3_600_000;
/** Limits are counted by the second or the minute: who waits longer than that waits for nothing. */
const THROTTLE_BACKOFF_MS = 60_000;

const failuresOf = (job: Job, kind: FailureKind) => (job.failures[kind] ?? 0) + 1;
const tries = (job: Job) => Object.values(job.failures).reduce((sum, count) => sum + (count ?? 0), 0) + 1;

/** The next try by the policy's delays, spread by a tenth either way so that a crowd does not return together. */
function backoff({ job, policy, now, random, settleMs }: Facts): number {
  const { delaysMs } = policy;
  const delay = delaysMs[Math.min(tries(job), delaysMs.length) - 1] ?? 0;
  return now + Math.max(delay * (0.9 + 0.2 * random), settleMs);
}

function again(facts: Facts, at: number): Verdict {
  return { then: 'again', at: Math.ceil(at), tell: tries(facts.job) === facts.policy.notifyAfter };
}

function retry(facts: Facts, at = backoff(facts)): Verdict {
  const started = facts.job.retryFromAt ?? facts.now;
  return at - started > facts.policy.giveUpAfterMs ? { then: 'park', reason: 'gave_up' } : again(facts, at);
}

/** The account is paused until a named moment: waiting it out is not giving up, a day is. */
function throttled(facts: Facts): Verdict {
  const { until, onlyThisJob } = facts.failure.detail;
  if (until !== undefined && onlyThisJob)
    return { then: 'wait', at: Math.ceil(Math.max(until, facts.now + facts.settleMs)), reason: 'pos_closed' };
  const patience = Math.min(backoff(facts), facts.now + THROTTLE_BACKOFF_MS);
  if (until === undefined || until <= facts.now) return retry(facts, patience);
  return again(facts, Math.min(Math.max(until, patience), facts.now + LONGEST_THROTTLE_MS));
}

const limited =
  (kind: FailureKind, most: number, reason: JobReason, soonMs?: number) =>
  (facts: Facts): Verdict => {
    if (failuresOf(facts.job, kind) >= most) return { then: 'park', reason };
    return again(facts, soonMs === undefined ? backoff(facts) : facts.now + Math.max(soonMs, facts.settleMs));
  };

const park = (reason: JobReason) => (): Verdict => ({ then: 'park', reason });

/** The table from kind of failure to what follows. */
const VERDICTS: Readonly<Record<FailureKind, (facts: Facts) => Verdict>> = {
  unavailable: (facts) => retry(facts),
  throttled,
  unauthorized: park('auth_failed'),
  unmapped: park('needs_mapping'),
  rejected: park('rejected'),
  conflict: limited('conflict', CONFLICT_TRIES + 1, 'rejected', 1_000),
  unexpected: limited('unexpected', UNEXPECTED_TRIES, 'unexpected'),
};

/** Prices are never given up: the next try carries whatever is the price by then. Only a lost sign-in stops them. */
const PRICES_AGAIN_MS = 5 * 60_000;

export function verdictOn(facts: Facts): Verdict {
  const verdict = VERDICTS[facts.failure.kind](facts);
  const keepsTrying =
    facts.job.kind === 'pushPrices' && verdict.then === 'park' && verdict.reason !== 'auth_failed';
  return keepsTrying ? { then: 'again', at: facts.now + PRICES_AGAIN_MS, tell: !facts.job.noticed } : verdict;
}

/** A failure in the words of a badge. */
export function errorOf(failure: Failure): BadgeError {
  const { advice, lines } = failure.detail;
  return { code: failure.kind, message: failure.message, advice, lines };
}
