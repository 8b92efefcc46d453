import type { BadgeError, BadgePatch } from '../model/badge';
import type { Failure } from '../model/failure';
import type { Job, JobReason, Receipt } from '../model/job';
import type { Notice } from '../model/notice';
import type { Attempt } from '../model/attempt';
import type { RetryPolicy } from '../model/connection';
import { isChannel } from '../providers/manifests';
import { causeOf, noticeFor } from './notices';
import type { Stop } from './relevance';
import { errorOf, verdictOn, type Verdict } from './verdict';
import { wordsFor } from './words';

/** How one try of a job went. */
export type Outcome =
  | {
      is: 'done';
      receipt?: Receipt;
      contentHash?: string;
      badge?: Omit<BadgePatch, 'updatedAt'>;
      warning?: string;
    }
  | { is: 'failed'; failure: Failure }
  /** Not its turn: nothing was tried, the try does not count. */
  | { is: 'deferred'; until: number; why: string }
  | Stop;

/** What to record and to set in motion after a try. */
export interface Ending {
  patch: Partial<Omit<Job, 'id' | 'tenantId'>>;
  badge?: BadgePatch;
  notice?: Notice;
  /** Causes of notices that are mended. */
  settles?: string[];
  /** A task is due then. */
  wakeAt?: number;
  attempt: Pick<Attempt, 'outcome' | 'failureKind' | 'message' | 'httpStatus'>;
}

export interface EndingFacts {
  /** The job as claimed. */
  job: Job;
  /** Something of this try may stand at the POS. */
  touched: boolean;
  policy: RetryPolicy;
  now: number;
  random: number;
  settleMs: number;
}

/** A success shows that these are over; what one order still lacks stays open. */
const MENDED = ['rejected', 'unavailable', 'throttled', 'pos_closed'] as const;

const rest = { wakeAt: undefined } as const;

/** Where a job goes after a try. Pure: the same facts give the same ending. */
export function endingOf(outcome: Outcome, facts: EndingFacts): Ending {
  const ending = ended(outcome, facts);
  if (!ending.badge || !isChannel(facts.job.provider)) return ending;
  // Whatever became of it, it no longer waits whether it is needed.
  return { ...ending, badge: { standby: undefined, ...ending.badge } };
}

function ended(outcome: Outcome, facts: EndingFacts): Ending {
  switch (outcome.is) {
    case 'done':
      return done(outcome, facts);
    case 'deferred':
      return deferred(outcome, facts);
    case 'stopped':
      return stopped(outcome, facts);
    case 'failed':
      return failed(outcome.failure, facts);
  }
}

function done(outcome: Outcome & { is: 'done' }, { job, now }: EndingFacts): Ending {
  const { receipt, contentHash, warning } = outcome;
  return {
    patch: {
      ...rest,
      state: 'done',
      receipt,
      contentHash,
      reason: undefined,
      missing: undefined,
      lastError: undefined,
      failures: {},
      mayExist: false,
    },
    badge: outcome.badge && {
      error: undefined,
      changedAfterExport: undefined,
      ...outcome.badge,
      updatedAt: now,
    },
    notice:
      warning === undefined ? undefined : noticeFor(job, 'warning', { code: 'warning', message: warning }),
    settles: job.noticed ? MENDED.map((why) => causeOf(job, why)) : undefined,
    attempt: { outcome: 'done' },
  };
}

/** Waiting for the POS is not trying: the try does not count, and the time for tries stands still meanwhile. */
function untried(job: Job, until: number, now: number) {
  return {
    wakeAt: until,
    attempts: job.attempts - 1,
    retryFromAt: job.retryFromAt === undefined ? undefined : job.retryFromAt + (until - now),
    generation: job.generation + 1,
  };
}

function deferred(outcome: Outcome & { is: 'deferred' }, { job, touched, now }: EndingFacts): Ending {
  const mayExist = job.mayExist || touched;
  return {
    patch: {
      state: mayExist ? 'unknown' : 'queued',
      reason: undefined,
      mayExist,
      ...untried(job, outcome.until, now),
    },
    wakeAt: outcome.until,
    attempt: { outcome: 'deferred', message: outcome.why },
  };
}

function stopped({ state, reason, error }: Stop, { job, touched, now }: EndingFacts): Ending {
  const mayExist = job.mayExist || touched;
  const told = state === 'parked' || reason === 'unconfirmed' || (reason === 'order_deleted' && mayExist);
  const status = state === 'waiting' ? 'pending' : state === 'cancelled' ? 'cancelled' : parkedAs(reason);
  const noticed = job.noticed || told;
  return {
    patch: { ...rest, state, reason, mayExist, lastError: error.message, missing: error.lines, noticed },
    badge:
      reason === 'superseded' ? undefined : { ...saying(reason, status, error, mayExist), updatedAt: now },
    notice: told ? noticeFor(job, reason, error) : undefined,
    attempt: { outcome: state === 'waiting' ? 'deferred' : state, message: error.message },
  };
}

/** That a backup was not needed is no error. Nothing can be asked whether an uncertain try got through. */
function saying(reason: JobReason, status: BadgePatch['status'], error: BadgeError, mayExist: boolean) {
  if (reason !== 'not_needed') return { status, error };
  const notes = mayExist ? ['A ticket may have gone out before the POS had the order.'] : undefined;
  return { status, error: undefined, standby: 'not_needed' as const, notes };
}

const parkedAs = (reason: JobReason): BadgePatch['status'] =>
  reason === 'needs_mapping' ? 'needs_mapping' : 'failed';

/** The POS is not ready for this job: it comes back by itself, and a person is told once what would help. */
function waiting(error: BadgeError, verdict: Verdict & { then: 'wait' }, facts: EndingFacts): Ending {
  const { job, touched, now } = facts;
  const { at, reason } = verdict;
  const words = wordsFor(reason, error);
  return {
    patch: {
      ...untried(job, at, now),
      state: 'waiting',
      reason,
      mayExist: job.mayExist || touched,
      lastError: words.message,
      noticed: true,
    },
    badge: { status: 'pending', error: words, updatedAt: now },
    notice: job.noticed ? undefined : noticeFor(job, reason, words),
    wakeAt: at,
    attempt: { outcome: 'deferred', message: words.message },
  };
}

/** Prices that got through before the failure are progress: the failures before it are no series any more. */
function progressed({ job, touched, now }: EndingFacts): Job {
  return job.kind === 'pushPrices' && touched ? { ...job, failures: {}, retryFromAt: now } : job;
}

function failed(failure: Failure, facts: EndingFacts): Ending {
  const { touched, now, settleMs } = facts;
  const job = progressed(facts);
  const mayExist = job.mayExist || touched;
  const verdict = verdictOn({ ...facts, job, failure, settleMs: mayExist ? settleMs : 0 });
  const failures = { ...job.failures, [failure.kind]: (job.failures[failure.kind] ?? 0) + 1 };
  const errors = { ...job.errors, [failure.kind]: (job.errors?.[failure.kind] ?? 0) + 1 };
  const error = errorOf(failure);
  if (verdict.then === 'wait') return waiting({ ...error, code: verdict.reason }, verdict, facts);
  const attempt: Ending['attempt'] = {
    outcome: 'failed',
    failureKind: failure.kind,
    message: failure.message,
    httpStatus: failure.detail.httpStatus,
  };
  const { retryFromAt } = job;
  const { message: lastError, detail } = failure;
  const common = { mayExist, failures, errors, retryFromAt, lastError, missing: detail.lines };
  if (verdict.then === 'park') {
    const words = wordsFor(verdict.reason, { ...error, code: verdict.reason });
    return {
      patch: { ...rest, ...common, state: 'parked', reason: verdict.reason, noticed: true },
      badge: { status: parkedAs(verdict.reason), error: words, updatedAt: now },
      notice: noticeFor(job, verdict.reason, words),
      attempt,
    };
  }
  return {
    patch: {
      ...common,
      state: mayExist ? 'unknown' : 'queued',
      reason: undefined,
      wakeAt: verdict.at,
      generation: job.generation + 1,
      noticed: job.noticed || verdict.tell,
    },
    badge: { status: 'pending', error, updatedAt: now },
    notice: verdict.tell ? noticeFor(job, failure.kind, error) : undefined,
    wakeAt: verdict.at,
    attempt,
  };
}
