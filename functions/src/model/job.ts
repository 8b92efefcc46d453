import { z } from 'zod';
import { FAILURE_KINDS } from './failure';
import { hashOf } from './hash';

export const JOB_KINDS = ['pushOrder', 'cancelOrder', 'payOrder', 'pushPrices'] as const;
export type JobKind = (typeof JOB_KINDS)[number];

export const JOB_STATES = ['queued', 'sending', 'unknown', 'waiting', 'done', 'parked', 'cancelled'] as const;
export type JobState = (typeof JOB_STATES)[number];

/** Why a job waits or is parked; the badge and the notification carry it as their code. */
export const JOB_REASONS = [
  'paused',
  'feature_off',
  'pos_closed',
  'auth_failed',
  'disconnected',
  'needs_mapping',
  'rejected',
  'invalid_order',
  'too_old',
  'gave_up',
  'unexpected',
  'order_cancelled',
  'order_deleted',
  'never_sent',
  'superseded',
  'withdrawn',
  'not_supported',
  'backup',
  'not_needed',
  'unconfirmed',
] as const;
export type JobReason = (typeof JOB_REASONS)[number];

const unmappedLine = z.object({ lineId: z.string(), key: z.string(), name: z.string() });

/** What the POS said when it took the order. */
export const receiptSchema = z.object({
  externalId: z.string().min(1),
  externalNumber: z.string().optional(),
  /** The POS's total in minor units. */
  posTotal: z.number().int(),
  /** The POS holds it as paid. */
  paid: z.boolean(),
  notes: z.array(z.string()).default([]),
});
export type Receipt = z.infer<typeof receiptSchema>;

export const jobSchema = z.object({
  provider: z.string(),
  connectionId: z.string(),
  kind: z.enum(JOB_KINDS),
  /** Full path of the document it is about: an order, or (pushPrices) the connection itself. */
  subject: z.string(),
  /** What the POS carries so that we find our own order again; fixed when the job is made. */
  marker: z.string().min(1).max(40),
  state: z.enum(JOB_STATES),
  reason: z.enum(JOB_REASONS).optional(),
  /** Counts enqueues; part of the task name. */
  generation: z.number().int(),
  /** Counts claims; whoever holds the newest may record. */
  fence: z.number().int(),
  attempts: z.number().int(),
  /** Failures in a row, by kind. */
  failures: z.partialRecord(z.enum(FAILURE_KINDS), z.number().int()).default({}),
  /** All failures there ever were, by kind; `failures` forgets them when a series ends. */
  errors: z.partialRecord(z.enum(FAILURE_KINDS), z.number().int()).optional(),
  /** Something of it may stand at the POS already: look before creating. */
  mayExist: z.boolean(),
  /** When the first try began: how far back a look-up at the POS must reach. */
  firstAttemptAt: z.number().optional(),
  /** When the present series of tries began; a replay starts a new one. */
  retryFromAt: z.number().optional(),
  /** A person has been told; tell them too when it is mended. */
  noticed: z.boolean().default(false),
  /** A person decided: send it although it is old. */
  sendAnyway: z.boolean().default(false),
  /** queued, unknown, waiting: not before. sending: the lease ends. Absent: only a person or an event wakes it. */
  wakeAt: z.number().optional(),
  receipt: receiptSchema.optional(),
  contentHash: z.string().optional(),
  missing: z.array(unmappedLine).optional(),
  lastError: z.string().optional(),
  createdAt: z.number(),
  updatedAt: z.number(),
});

/** One intent towards one POS, and how far it has come. */
export type Job = z.infer<typeof jobSchema> & { id: string; tenantId: string };

/** Ids only: all that a task carries. */
export interface JobRef {
  tenantId: string;
  jobId: string;
}

/** What an intent is: equal intents have equal job ids, so twins collide on create. */
export interface Intent {
  tenantId: string;
  connectionId: string;
  kind: JobKind;
  subject: string;
}

export function jobIdOf(intent: Intent): string {
  return hashOf(['job', intent.tenantId, intent.connectionId, intent.kind, intent.subject, 1]);
}

/**
 * A reference for the POS: readable order number, then a hash that makes it unique. At most 40 characters of
 * `[A-Za-z0-9-]`, the narrowest of what the six POS systems accept.
 */
export function markerOf(intent: Omit<Intent, 'kind'>, orderNumber: string): string {
  const readable = orderNumber.replace(/[^A-Za-z0-9-]/g, '').slice(0, 20);
  const unique = hashOf([intent.tenantId, intent.connectionId, intent.subject], 14);
  return readable ? `${readable}-${unique}` : unique;
}

export const isOver = (state: JobState): boolean => state === 'done' || state === 'cancelled';
