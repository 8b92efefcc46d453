import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { addEndpoint, enableEndpoint, removeEndpoint, replayEvents } from '../../../deliver/events/endpoints';
import { eventTypeSchema, type EventEndpoint } from '../../../model/event';
import { ADMINS } from '../../../model/role';
import { idSchema, route, tenantParams, type Route } from '../route';

const BASE = '/v1/tenants/{tenantId}/event-endpoints';
const ONE = `${BASE}/{endpointId}`;
const one = z.strictObject({ tenantId: idSchema, endpointId: idSchema });

const endpointReply = z
  .strictObject({
    id: z.string(),
    url: z.string(),
    types: z.array(eventTypeSchema).describe('Empty: all.'),
    status: z.enum(['active', 'disabled']),
    createdAt: z.number(),
    failingSinceAt: z.number().optional().describe('The first failure since the last success.'),
  })
  .meta({ id: 'EventEndpoint', description: 'Where a storefront is told of events.' });

function shown({ id, url, types, status, createdAt, failingSinceAt }: EventEndpoint) {
  return {
    ...{ id, url, types, status, createdAt },
    ...(failingSinceAt !== undefined && { failingSinceAt }),
  };
}

export const routes: readonly Route[] = [
  route({
    method: 'GET',
    path: BASE,
    summary: 'Where the storefront is told of events',
    who: ADMINS,
    params: tenantParams,
    reply: z.strictObject({ endpoints: z.array(endpointReply) }),
    handle: async ({ world, params }) => ({
      endpoints: (await world.events.endpoints(params.tenantId)).map(shown),
    }),
  }),
  route({
    method: 'POST',
    path: BASE,
    summary: 'Have events sent to an address',
    description:
      'Signed by Standard Webhooks under `secret`, which is shown once. Takes effect within a minute.',
    who: ADMINS,
    params: tenantParams,
    body: z.strictObject({
      url: z.string().max(2000).describe('https, a public host.'),
      types: z.array(eventTypeSchema).max(50).default([]).describe('Empty: all.'),
    }),
    reply: z.strictObject({ endpoint: endpointReply, secret: z.string() }),
    async handle({ world, params, body }) {
      const secret = `whsec_${randomBytes(24).toString('base64')}`;
      const id = randomBytes(10).toString('hex');
      return { endpoint: shown(await addEndpoint(world, { ...params, ...body, id, secret })), secret };
    },
  }),
  route({
    method: 'DELETE',
    path: ONE,
    summary: 'Send no more events to an address',
    who: ADMINS,
    params: one,
    reply: z.strictObject({ removed: z.literal(true) }),
    async handle({ world, params }) {
      await removeEndpoint(world, params.tenantId, params.endpointId);
      return { removed: true };
    },
  }),
  route({
    method: 'POST',
    path: `${ONE}/enable`,
    summary: 'Switch on an endpoint that was switched off',
    who: ADMINS,
    params: one,
    reply: endpointReply,
    handle: async ({ world, params }) =>
      shown(await enableEndpoint(world, params.tenantId, params.endpointId)),
  }),
  route({
    method: 'POST',
    path: `${ONE}/replay`,
    summary: 'Send events again, under the same ids',
    who: ADMINS,
    cost: 'expensive',
    params: one,
    body: z.strictObject({
      from: z.int().min(0).describe('Milliseconds since 1970; at most 30 days are kept.'),
    }),
    reply: z.strictObject({
      sent: z.int(),
      next: z.int().optional().describe('There is more: go on from here.'),
    }),
    handle: ({ world, params, body }) => replayEvents(world, params.tenantId, params.endpointId, body.from),
  }),
];
