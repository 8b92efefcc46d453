import type { FailureKind } from './failure';
import type { Instant } from './instant';

/** One HTTP call to a POS, without anything secret or personal. */
export interface CallRecord {
  method: string;
  /** Path without host and query. */
  path: string;
  /** 0 when no reply came. */
  status: number;
  durationMs: number;
  /** First digits of the SHA-256 of the body: equal requests can be told, contents cannot. */
  requestHash?: string;
}

/** One try of a job, for its history. */
export interface Attempt {
  number: number;
  fence: number;
  startedAt: Instant;
  durationMs: number;
  outcome: 'done' | 'failed' | 'deferred' | 'parked' | 'cancelled';
  failureKind?: FailureKind;
  message?: string;
  httpStatus?: number;
  calls: CallRecord[];
}
