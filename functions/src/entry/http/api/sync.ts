import { z } from 'zod';
import { syncNow, syncStatus } from '../../../deliver/syncNow';
import { CAPABILITIES, capabilitySchema } from '../../../model/pullState';
import { STAFF, VIEWERS } from '../../../model/role';
import { idSchema, route, tenantParams, type Route } from '../route';

/** A person waits for so long; what takes longer goes on behind the answer. */
const BUDGET_MS = 8_000;

export const syncReply = z.strictObject({
  results: z.array(
    z.strictObject({
      connectionId: z.string(),
      provider: z.string(),
      state: z
        .enum(['started', 'skipped', 'done', 'failed'])
        .describe('`started`: still under way; its run ids tell how it goes on.'),
      why: z.string().optional(),
      capabilities: z.array(
        z.strictObject({
          capability: capabilitySchema,
          lastCompleteAt: z.number().optional().describe('Milliseconds since 1970.'),
          records: z.int(),
          failures: z.int().describe('In a row.'),
          note: z.string().optional(),
          waiting: z.boolean(),
          runId: z.string().optional().describe('GET /v1/tenants/{tenantId}/runs/{runId} follows it.'),
        }),
      ),
    }),
  ),
});

export const routes: readonly Route[] = [
  route({
    method: 'POST',
    path: '/v1/tenants/{tenantId}/sync',
    summary: 'Pull from the POS now',
    description: 'All connections or one, everything or some of it. Waits some seconds for the end.',
    who: STAFF,
    cost: 'expensive',
    params: tenantParams,
    body: z.strictObject({
      connectionId: idSchema.optional(),
      capabilities: z.array(capabilitySchema).min(1).max(CAPABILITIES.length).optional(),
    }),
    reply: syncReply,
    handle: async ({ world, params, body }) => ({
      results: await syncNow(world, { ...params, ...body }, BUDGET_MS),
    }),
  }),
  route({
    method: 'GET',
    path: '/v1/tenants/{tenantId}/sync',
    summary: 'How the pulls stand',
    who: VIEWERS,
    params: tenantParams,
    query: z.strictObject({ connectionId: idSchema.optional() }),
    reply: syncReply,
    handle: async ({ world, params, query }) => ({
      results: await syncStatus(world, { ...params, ...query }),
    }),
  }),
];
