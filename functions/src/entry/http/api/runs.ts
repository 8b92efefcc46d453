import { z } from 'zod';
import { demandConnection } from '../../../deliver/demandConnection';
import { liftBrake } from '../../../deliver/pull/liftBrake';
import { followRun, runHistory, type FollowedRun } from '../../../deliver/runs';
import { FAILURE_KINDS } from '../../../model/failure';
import { capabilitySchema } from '../../../model/pullState';
import { ADMINS, VIEWERS } from '../../../model/role';
import { connectionParams, idSchema, route, tenantParams, type Route } from '../route';
import { cursorSchema, limitSchema, moment, nextReply } from './paging';

const BASE = '/v1/tenants/{tenantId}/runs';

const runReply = z
  .strictObject({
    id: z.string(),
    connectionId: z.string(),
    provider: z.string(),
    capability: capabilitySchema,
    state: z
      .enum(['waiting', 'running', 'complete', 'partial', 'failed'])
      .describe('`partial`: the POS did not show everything; the next run goes on.'),
    startedAt: moment.optional(),
    updatedAt: moment.optional(),
    full: z.boolean().optional().describe('Everything was asked for, not only changes.'),
    records: z.int().describe('That came; of a run that has not begun, that are known.'),
    pages: z.int().optional(),
    created: z.int().optional(),
    updated: z.int().optional(),
    removed: z.int().optional(),
    note: z.string().optional(),
    failureKind: z.enum(FAILURE_KINDS).optional(),
    message: z.string().optional(),
  })
  .meta({ id: 'Run', description: 'A pull of one capability.' });

/** Without what only an undo needs. */
function shown(run: FollowedRun): z.infer<typeof runReply> {
  if (!('kind' in run)) return run;
  const { kind: _kind, images: _images, ...own } = run;
  return own;
}

export const routes: readonly Route[] = [
  route({
    method: 'GET',
    path: BASE,
    summary: 'Pulls that changed something or failed, the newest first',
    description: 'Kept for 30 days. A pull that found nothing new is not listed.',
    who: VIEWERS,
    params: tenantParams,
    query: z.strictObject({
      connectionId: idSchema.optional(),
      capability: capabilitySchema.optional(),
      cursor: cursorSchema,
      limit: limitSchema(50, 200),
    }),
    reply: z.strictObject({ runs: z.array(runReply), next: nextReply }),
    async handle({ world, params, query }) {
      const { runs, next } = await runHistory(world, params.tenantId, query);
      return { runs: runs.map(shown), next };
    },
  }),
  route({
    method: 'GET',
    path: `${BASE}/{runId}`,
    summary: 'How one pull stands',
    description: 'By the `runId` of a sync, too, whose pull may not have begun.',
    who: VIEWERS,
    params: z.strictObject({ ...tenantParams.shape, runId: z.string().regex(/^[^/]{1,200}$/) }),
    reply: runReply,
    handle: async ({ world, params }) => shown(await followRun(world, params.tenantId, params.runId)),
  }),
  route({
    method: 'POST',
    path: '/v1/tenants/{tenantId}/connections/{connectionId}/pulls/release',
    summary: 'Let removals go ahead that were held because they were too many',
    description: 'After a look at the POS: what it no longer shows is removed by the next pull.',
    who: ADMINS,
    params: connectionParams,
    body: z.strictObject({ capability: capabilitySchema }),
    reply: z.strictObject({ released: z.int().describe('So many records were held.') }),
    replies: { 409: 'Nothing is held' },
    handle: async ({ world, params, body }) => ({
      released: await liftBrake(world, await demandConnection(world, params), body.capability),
    }),
  }),
];
