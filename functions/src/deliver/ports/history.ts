import type { Attempt } from '../../model/attempt';
import type { Job, JobKind, JobReason, JobRef, JobState } from '../../model/job';
import type { Instant } from '../../model/instant';

/** Which jobs; what is absent does not matter. */
export interface JobFilter {
  states?: readonly JobState[];
  reason?: JobReason;
  kind?: JobKind;
  connectionId?: string;
  provider?: string;
  /** Made at or after. */
  from?: Instant;
  /** Made before. */
  to?: Instant;
}

/** A place in a list of jobs: behind this one. */
export interface JobPlace {
  createdAt: Instant;
  id: string;
}

/** A notice as it stands. */
export interface NoticeRow {
  severity: string;
  title: string;
  message: string;
  status: string;
  count: number;
  lastAt: Instant;
  settledAt?: Instant;
}

/** What has become of orders, for people; only ever read. */
export interface History {
  /** Path of an order by its id. */
  orderPath(tenantId: string, orderId: string): string;
  /** The newest first. */
  jobs(tenantId: string, filter: JobFilter, after: JobPlace | undefined, limit: number): Promise<Job[]>;
  /** Counted by the database: about one read for a thousand of them. */
  count(tenantId: string, filter: JobFilter): Promise<number>;
  /** All jobs about one document. */
  ofSubject(tenantId: string, subject: string): Promise<Job[]>;
  /** The newest first, with a lower number than `before`. */
  attempts(job: JobRef, before: number | undefined, limit: number): Promise<Attempt[]>;
  /** Notices that name the document as what they are about. */
  notices(tenantId: string, subject: string): Promise<NoticeRow[]>;
}
