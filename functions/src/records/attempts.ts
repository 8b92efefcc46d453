import { z } from 'zod';
import { FAILURE_KINDS } from '../model/failure';
import { fromFirestore } from './instants';

const callSchema = z.object({
  method: z.string(),
  path: z.string(),
  status: z.number(),
  durationMs: z.number(),
});

const attemptSchema = z.object({
  number: z.number().int(),
  fence: z.number().int(),
  startedAt: z.number(),
  durationMs: z.number(),
  outcome: z.enum(['done', 'failed', 'deferred', 'parked', 'cancelled']),
  failureKind: z.enum(FAILURE_KINDS).optional(),
  message: z.string().optional(),
  httpStatus: z.number().optional(),
  calls: z.array(callSchema).default([]),
});

/** An attempt as it was recorded; undefined for what is none. */
export const readAttempt = (data: unknown) => attemptSchema.safeParse(fromFirestore(data)).data;
