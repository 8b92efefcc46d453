import { z } from 'zod';
import { inviteAgain } from '../../../deliver/tickets/invite';
import { ADMINS } from '../../../model/role';
import { connectionParams, route, type Route } from '../route';

export const routes: readonly Route[] = [
  route({
    method: 'POST',
    path: '/v1/tenants/{tenantId}/connections/{connectionId}/invite',
    summary: 'Ask the recipient of an order channel again whether orders may come',
    description: 'Connecting asks by itself. At most three messages a day to one recipient.',
    who: ADMINS,
    cost: 'expensive',
    params: connectionParams,
    reply: z.strictObject({ asked: z.literal(true) }),
    async handle({ world, params }) {
      await inviteAgain(world, params);
      return { asked: true } as const;
    },
  }),
];
