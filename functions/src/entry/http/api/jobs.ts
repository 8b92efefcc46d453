import { z } from 'zod';
import { cancelJob, MOST_RETRIED, retryJob, retryMany } from '../../../deliver/changeJobs';
import { jobHistory } from '../../../deliver/jobHistory';
import { statsFor } from '../../../deliver/stats';
import { FAILURE_KINDS } from '../../../model/failure';
import { JOB_KINDS, JOB_REASONS, JOB_STATES, type Job } from '../../../model/job';
import { STAFF, VIEWERS } from '../../../model/role';
import { JOB_STATUSES, statusOf } from '../../../plan/history';
import { idSchema, route, tenantParams, type Route } from '../route';
import { cursorSchema, limitSchema, moment, momentSchema, nextReply } from './paging';

const jobParams = z.strictObject({ tenantId: idSchema, jobId: idSchema });
const text = z.string().optional();
const DAY_MS = 24 * 3_600_000;

const jobReply = z
  .strictObject({
    jobId: z.string(),
    kind: z.enum(JOB_KINDS),
    provider: z.string(),
    connectionId: z.string(),
    orderId: text.describe('Absent for prices.'),
    status: z.enum(JOB_STATUSES),
    state: z.enum(JOB_STATES),
    reason: z.enum(JOB_REASONS).optional(),
    attempts: z.int(),
    nextAt: moment.optional().describe('When it is tried again by itself.'),
    externalId: text,
    externalNumber: text,
    posTotal: z.int().optional(),
    createdAt: moment,
    updatedAt: moment,
  })
  .meta({ id: 'Job' });

/** Without the POS's own words: they may quote an order's customer, and stand in the timeline for those who may see. */
function shown(job: Job): z.infer<typeof jobReply> {
  const { id: jobId, kind, provider, connectionId, state, reason, attempts, createdAt, updatedAt } = job;
  const { wakeAt: nextAt, receipt, subject } = job;
  return {
    ...{ jobId, kind, provider, connectionId, state, reason, attempts, createdAt, updatedAt, nextAt },
    status: statusOf(job),
    orderId: kind === 'pushPrices' ? undefined : subject.split('/').at(-1),
    externalId: receipt?.externalId,
    externalNumber: receipt?.externalNumber,
    posTotal: receipt?.posTotal,
  };
}

const retriedFields = {
  outcome: z
    .enum(['sent', 'already', 'on_its_way', 'busy', 'over', 'waits'])
    .describe('`already`: it is done. `busy`: it is being sent at this moment. `over`: it was cancelled.'),
  message: text,
};

const counts = z.strictObject({
  pending: z.int(),
  synced: z.int(),
  needs_mapping: z.int(),
  failed: z.int(),
  cancelled: z.int(),
});
const statsFields = {
  total: z.int(),
  counts,
  successRate: z.number().optional().describe('Of the settled ones; absent while there is none.'),
  latency: z.strictObject({ p50Ms: z.number(), p95Ms: z.number(), of: z.int() }).optional(),
  errors: z.partialRecord(z.enum(FAILURE_KINDS), z.int()).describe('Failures by kind, mended ones included.'),
  reasons: z.partialRecord(z.enum(JOB_REASONS), z.int()).describe('Why orders are stuck now.'),
  retries: z.int(),
  recovered: z
    .strictObject({ count: z.int(), of: z.int(), share: z.number().optional() })
    .describe('Of those that did not get through at once: how many did before anybody had to be told.'),
  sampled: z.int().describe('All but total and counts is of so many of the newest orders.'),
};

export const routes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/v1/tenants/{tenantId}/jobs',
    summary: 'History of jobs, the newest first',
    description: 'A page may be shorter than asked for: as long as there is `next` there is more.',
    who: VIEWERS,
    params: tenantParams,
    query: z.strictObject({
      status: z.enum(JOB_STATUSES).optional(),
      provider: z
        .string()
        .regex(/^[a-z]+$/)
        .max(40)
        .optional(),
      connectionId: idSchema.optional(),
      kind: z.enum(JOB_KINDS).optional(),
      from: momentSchema.optional(),
      to: momentSchema.optional(),
      cursor: cursorSchema,
      limit: limitSchema(50, 200),
    }),
    reply: z.strictObject({ jobs: z.array(jobReply), next: nextReply }),
    async handle({ world, params, query }) {
      const { jobs, next } = await jobHistory(world, params.tenantId, query);
      return { jobs: jobs.map(shown), next };
    },
  }),
  route({
    method: 'GET',
    path: '/v1/tenants/{tenantId}/jobs/stats',
    summary: 'How orders fared: in all, by provider and by connection',
    description:
      'May be a minute old. Without `from`: of the last 24 hours. Totals are of all orders, times and errors of the newest 400.',
    who: VIEWERS,
    params: tenantParams,
    query: z.strictObject({ from: momentSchema.optional(), to: momentSchema.optional() }),
    reply: z.strictObject({
      ...statsFields,
      providers: z.array(z.strictObject({ provider: z.string(), ...statsFields })),
      connections: z.array(
        z.strictObject({ connectionId: z.string(), provider: z.string(), ...statsFields }),
      ),
      at: moment.describe('When this was found out.'),
    }),
    async handle({ world, params, query: { from, to } }) {
      return statsFor(world, params.tenantId, { from: from ?? (to ?? world.now()) - DAY_MS, to });
    },
  }),
  route({
    method: 'POST',
    path: '/v1/tenants/{tenantId}/jobs/{jobId}/retry',
    summary: 'Try one job now',
    who: STAFF,
    params: jobParams,
    body: z.strictObject({
      sendAnyway: z.boolean().default(false).describe('Also when the order is too old by now.'),
    }),
    reply: z.strictObject(retriedFields),
    async handle({ world, params, body }) {
      return retryJob(world, params, body.sendAnyway);
    },
  }),
  route({
    method: 'POST',
    path: '/v1/tenants/{tenantId}/jobs/retry',
    summary: 'Try many jobs now',
    description: `Named ones, or those of a connection that are stuck for one of some reasons; ${MOST_RETRIED} at a time.`,
    who: STAFF,
    params: tenantParams,
    body: z.union([
      z.strictObject({ jobIds: z.array(idSchema).min(1).max(MOST_RETRIED) }),
      z.strictObject({ connectionId: idSchema, reasons: z.array(z.enum(JOB_REASONS)).min(1).max(10) }),
    ]),
    cost: 'expensive',
    reply: z.strictObject({
      results: z.array(z.strictObject({ jobId: z.string(), ...retriedFields })),
      left: z.int().describe('So many are stuck besides: ask again.'),
    }),
    async handle({ world, params, body }) {
      return retryMany(world, params.tenantId, body);
    },
  }),
  route({
    method: 'POST',
    path: '/v1/tenants/{tenantId}/jobs/{jobId}/cancel',
    summary: 'Stop a job that has not reached the POS',
    description: 'It stays stopped until a person sends it again. What stands in the POS is not touched.',
    who: STAFF,
    params: jobParams,
    reply: z.strictObject({ cancelled: z.literal(true) }),
    replies: { 409: 'It is done, or being sent at this moment' },
    async handle({ world, params }) {
      await cancelJob(world, params);
      return { cancelled: true as const };
    },
  }),
];
