import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import {
  addEndpoint,
  enableEndpoint,
  removeEndpoint,
  replayEvent,
  replayEvents,
} from '../../../deliver/events/endpoints';
import { recentEvents } from '../../../deliver/events/recent';
import { DELIVERY_STATES, eventTypeSchema, type EventEndpoint, type ToldEvent } from '../../../model/event';
import { ADMINS, STAFF } from '../../../model/role';
import { idSchema, route, tenantParams, type Route } from '../route';
import { cursorSchema, limitSchema, moment, nextReply } from './paging';

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

const eventReply = z
  .strictObject({
    id: z.string(),
    type: eventTypeSchema,
    recordedAt: moment,
    data: z.record(z.string(), z.string()),
    deliveries: z.array(
      z.strictObject({
        endpointId: z.string(),
        state: z.enum(DELIVERY_STATES),
        tries: z.int().describe('Of the latest round.'),
        status: z.int().optional().describe('HTTP status of the last answer; absent where none came.'),
        triedAt: moment,
        retryAt: moment.optional(),
      }),
    ),
  })
  .meta({ id: 'Event', description: 'What storefronts were told. An endpoint not tried yet is not listed.' });

const told = ({ id, type, recordedAt, data, deliveries }: ToldEvent): z.infer<typeof eventReply> => ({
  ...{ id, type, recordedAt, data },
  deliveries: Object.entries(deliveries).map(([endpointId, delivery]) => ({ endpointId, ...delivery })),
});

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
  route({
    method: 'POST',
    path: `${ONE}/events/{eventId}/replay`,
    summary: 'Send one event again, under its id',
    who: ADMINS,
    params: one.extend({ eventId: idSchema }),
    reply: z.strictObject({ sent: z.literal(1) }),
    handle: ({ world, params }) => replayEvent(world, params.tenantId, params.endpointId, params.eventId),
  }),
  route({
    method: 'GET',
    path: '/v1/tenants/{tenantId}/events',
    summary: 'Events of the last 30 days, the newest first, and how they fared',
    description: 'Only what somebody listened to when it happened.',
    who: STAFF,
    params: tenantParams,
    query: z.strictObject({ cursor: cursorSchema, limit: limitSchema(50, 200) }),
    reply: z.strictObject({ events: z.array(eventReply), next: nextReply }),
    async handle({ world, params, query }) {
      const { events, next } = await recentEvents(world, params.tenantId, query);
      return { events: events.map(told), ...(next !== undefined && { next }) };
    },
  }),
];
