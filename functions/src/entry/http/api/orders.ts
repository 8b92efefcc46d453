import { z } from 'zod';
import { syncOrder } from '../../../deliver/syncOrder';
import { timelineOf } from '../../../deliver/timeline';
import { FAILURE_KINDS } from '../../../model/failure';
import { JOB_KINDS, JOB_REASONS } from '../../../model/job';
import { STAFF, VIEWERS } from '../../../model/role';
import { JOB_STATUSES } from '../../../plan/history';
import type { Caller } from '../caller';
import { idSchema, route, type Route } from '../route';
import { moment } from './paging';

const orderParams = z.strictObject({ tenantId: idSchema, orderId: idSchema });
const text = z.string().optional();

const badgeReply = z
  .strictObject({
    status: z.enum(JOB_STATUSES),
    externalId: text,
    externalNumber: text,
    posTotal: z.number().optional(),
    updatedAt: moment.optional(),
    notes: z.array(z.string()).optional(),
    posStatus: text,
    acknowledgedAt: moment.optional(),
    standby: z.enum(['waiting', 'not_needed']).optional(),
    error: z
      .strictObject({
        code: z.string(),
        message: text,
        advice: text,
        fields: z.array(z.strictObject({ path: z.string(), message: z.string() })).optional(),
        lines: z.array(z.strictObject({ lineId: z.string(), key: z.string(), name: z.string() })).optional(),
      })
      .optional(),
    changedAfterExport: z.strictObject({ fields: z.array(z.string()) }).optional(),
  })
  .meta({ id: 'Badge' });

const eventFields = { at: moment, connectionId: text };
const jobFields = { jobId: z.string(), kind: z.enum(JOB_KINDS) };
const eventReply = z
  .discriminatedUnion('what', [
    z.strictObject({ what: z.literal('placed'), ...eventFields }),
    z.strictObject({
      what: z.literal('job'),
      ...eventFields,
      ...jobFields,
      status: z.enum(JOB_STATUSES),
      reason: z.enum(JOB_REASONS).optional(),
    }),
    z.strictObject({
      what: z.literal('attempt'),
      ...eventFields,
      ...jobFields,
      number: z.int(),
      outcome: z.enum(['done', 'failed', 'deferred', 'parked', 'cancelled']),
      durationMs: z.number(),
      failureKind: z.enum(FAILURE_KINDS).optional(),
      message: text,
      httpStatus: z.number().optional(),
      calls: z
        .array(
          z.strictObject({
            method: z.string(),
            path: z.string(),
            status: z.number(),
            durationMs: z.number(),
          }),
        )
        .optional(),
    }),
    z.strictObject({
      what: z.literal('notice'),
      ...eventFields,
      title: z.string(),
      severity: z.string(),
      status: z.string(),
      count: z.number(),
      message: text,
    }),
  ])
  .meta({ id: 'OrderEvent' });

/** What a POS answered may quote an order's customer: not for viewers. */
const seesDetail = (caller: Caller): boolean =>
  caller.kind === 'person' && (caller.superUser || STAFF.some((role) => role === caller.role));

export const routes: readonly Route[] = [
  route({
    method: 'POST',
    path: '/v1/tenants/{tenantId}/orders/{orderId}/sync',
    summary: 'Send one order now',
    description:
      'Auto-sync and the export gate do not count: a person has decided. An order that stands in the POS is not sent again; a cancelled one is taken back.',
    who: STAFF,
    params: orderParams,
    body: z.strictObject({
      connectionId: idSchema.optional().describe('Without it: to all that take orders of its location.'),
      sendAnyway: z
        .boolean()
        .default(false)
        .describe('Also when it is older than the connection sends by itself.'),
    }),
    reply: z.strictObject({
      connections: z.array(
        z.strictObject({
          connectionId: z.string(),
          jobId: text,
          outcome: z.enum(['sent', 'already', 'on_its_way', 'busy', 'over', 'waits', 'refused']),
          message: text,
        }),
      ),
    }),
    replies: { 422: 'The document cannot be accepted, or no connection takes it' },
    async handle({ world, params, body }) {
      return { connections: await syncOrder(world, { ...params, ...body }) };
    },
  }),
  route({
    method: 'GET',
    path: '/v1/tenants/{tenantId}/orders/{orderId}/timeline',
    summary: 'What happened to one order, in the order of time',
    description: 'Viewers see what happened; the words of the POS, which may quote the order, are for staff.',
    who: VIEWERS,
    params: orderParams,
    reply: z.strictObject({
      orderId: z.string(),
      badges: z.record(z.string(), badgeReply),
      events: z.array(eventReply),
    }),
    async handle({ world, params, caller }) {
      return timelineOf(world, params.tenantId, params.orderId, seesDetail(caller));
    },
  }),
];
