import { z } from 'zod';
import { syncNow } from '../../../deliver/syncNow';
import { tick } from '../../../deliver/pull/tick';
import { syncReply } from '../api/sync';
import { idSchema, route, type Route } from '../route';

const BUDGET_MS = 50_000;

/** Everything the `cron` function answers. */
export const CRON_ROUTES: readonly Route[] = [
  route({
    method: 'POST',
    path: '/cron/pos-sync',
    summary: 'The clock of a scheduler outside',
    description:
      'With `tenantId`: pulls of the tenant’s connections, now, with their results or, after 50 s, the run ids of what is still under way. Without: plans the pulls of all tenants, as the bridge’s own clock does every half hour.',
    who: 'cron',
    query: z.strictObject({ tenantId: idSchema.optional() }),
    reply: z.strictObject({ planned: z.int().optional(), ...syncReply.shape }),
    async handle({ world, query }) {
      const { tenantId } = query;
      if (tenantId === undefined) return { planned: await tick(world), results: [] };
      return { results: await syncNow(world, { tenantId }, BUDGET_MS) };
    },
  }),
];
