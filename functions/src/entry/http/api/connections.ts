import { z } from 'zod';
import { disconnect } from '../../../deliver/connections/disconnect';
import { goLiveCheck } from '../../../deliver/connections/goLive';
import { finishPending, pendingSignIn } from '../../../deliver/connections/oauth';
import { changeSettings } from '../../../deliver/connections/settings';
import { locationsFor, signInto } from '../../../deliver/connections/signIn';
import { pause, resume, testConnection } from '../../../deliver/connections/status';
import { demandConnection } from '../../../deliver/demandConnection';
import { ADMINS, STAFF, VIEWERS } from '../../../model/role';
import { connectionParams, idSchema, route, tenantParams, type Route } from '../route';
import { connectionReply, locationReply, settingsPatch, shownConnection } from './connectionReplies';

const BASE = '/v1/tenants/{tenantId}/connections';
const ONE = `${BASE}/{connectionId}`;
const providerId = z.string().regex(/^[a-z]{1,32}$/);

/** What a merchant typed in: short texts by field name. Never echoed. */
const credentials = z.record(z.string().regex(/^[A-Za-z]{1,40}$/), z.string().max(8192));

const signInBody = z.strictObject({
  provider: providerId,
  environment: z.enum(['production', 'sandbox']).default('production'),
  credentials,
});

const pendingSchema = z.object({
  environment: z.enum(['production', 'sandbox']),
  locationId: z.string(),
  expiresAt: z.number(),
  credentials: z.unknown(),
});
const readPending = (raw: unknown) => pendingSchema.safeParse(raw).data;

const reading: readonly Route[] = [
  route({
    method: 'GET',
    path: BASE,
    summary: 'Connections of the tenant',
    who: VIEWERS,
    params: tenantParams,
    reply: z.strictObject({ connections: z.array(connectionReply) }),
    handle: async ({ world, params }) => ({
      connections: (await world.connections.ofTenant(params.tenantId)).map(shownConnection),
    }),
  }),
  route({
    method: 'GET',
    path: ONE,
    summary: 'One connection',
    who: VIEWERS,
    params: connectionParams,
    reply: connectionReply,
    handle: async ({ world, params }) => shownConnection(await demandConnection(world, params)),
  }),
];

const signingIn: readonly Route[] = [
  route({
    method: 'POST',
    path: `${BASE}/locations`,
    summary: 'Try a sign-in: the POS’s locations that it can see',
    description: 'Nothing is stored. The first step of connecting a POS that has several locations.',
    who: ADMINS,
    cost: 'expensive',
    params: tenantParams,
    body: signInBody,
    reply: z.strictObject({ locations: z.array(locationReply) }),
    async handle({ world, params, body }) {
      const signIn = { ...params, ...body, connectionId: '-', locationId: '-' };
      const found = await locationsFor(world, signIn);
      const locations = found.map(({ externalId, name, currency, timezone, accountId }) => ({
        ...{ externalId, name, currency, timezone, accountId },
      }));
      return { locations };
    },
  }),
  route({
    method: 'PUT',
    path: ONE,
    summary: 'Connect, or connect again',
    description:
      'Tries the sign-in at the POS first. Connecting again keeps settings and links, and sends what was parked.',
    who: ADMINS,
    cost: 'expensive',
    params: connectionParams,
    body: signInBody.extend({
      locationId: idSchema.describe('Our location whose orders it takes.'),
      externalLocationId: z
        .string()
        .min(1)
        .max(200)
        .optional()
        .describe('The POS’s location, if it has several.'),
    }),
    reply: connectionReply,
    async handle({ world, params, body }) {
      const { externalLocationId, ...signIn } = body;
      return shownConnection(await signInto(world, { ...params, ...signIn }, externalLocationId));
    },
  }),
  route({
    method: 'POST',
    path: `${ONE}/location`,
    summary: 'Choose the location of a sign-in made on the POS’s own page',
    description: 'Without `externalLocationId` the reply names the locations (code `location_needed`).',
    who: ADMINS,
    cost: 'expensive',
    params: connectionParams,
    body: z.strictObject({ provider: providerId, externalLocationId: z.string().min(1).max(200).optional() }),
    reply: connectionReply,
    async handle({ world, params, body }) {
      const signIn = await pendingSignIn(world, { ...params, provider: body.provider }, readPending);
      return shownConnection(await finishPending(world, signIn, body.externalLocationId ?? ''));
    },
  }),
];

const running: readonly Route[] = [
  route({
    method: 'PATCH',
    path: `${ONE}/settings`,
    summary: 'Change settings',
    description: 'A JSON merge patch (RFC 7396): what is not named stays, null goes back to the default.',
    who: ADMINS,
    params: connectionParams,
    body: settingsPatch,
    reply: connectionReply,
    handle: async ({ world, params, body }) =>
      shownConnection(await changeSettings(world, params.tenantId, params.connectionId, body)),
  }),
  route({
    method: 'POST',
    path: `${ONE}/pause`,
    summary: 'Pause: orders wait, pulls rest',
    who: ADMINS,
    params: connectionParams,
    reply: connectionReply,
    handle: async ({ world, params }) => shownConnection(await pause(world, params)),
  }),
  route({
    method: 'POST',
    path: `${ONE}/resume`,
    summary: 'Resume: what waited goes out',
    who: ADMINS,
    params: connectionParams,
    reply: connectionReply,
    handle: async ({ world, params }) => shownConnection(await resume(world, params)),
  }),
  route({
    method: 'POST',
    path: `${ONE}/test`,
    summary: 'Ask the POS now whether sign-in and location are good',
    who: STAFF,
    cost: 'expensive',
    params: connectionParams,
    reply: z.strictObject({
      ok: z.boolean(),
      tookMs: z.number(),
      location: z.string().optional(),
      error: z
        .strictObject({ code: z.string(), message: z.string(), advice: z.string().optional() })
        .optional(),
    }),
    handle: ({ world, params }) => testConnection(world, params),
  }),
  route({
    method: 'DELETE',
    path: ONE,
    summary: 'Disconnect: jobs stop, the sign-in is destroyed, history stays',
    who: ADMINS,
    params: connectionParams,
    reply: z.strictObject({
      connection: connectionReply,
      access: z
        .enum(['asked', 'kept', 'not_offered', 'failed'])
        .describe(
          '`asked`: the vendor was told to end it, where it can (not for pasted tokens, and not at Loyverse). `kept`: another connection works with the account.',
        ),
    }),
    async handle({ world, params }) {
      const { connection, access } = await disconnect(world, params.tenantId, params.connectionId);
      return { connection: shownConnection(connection), access };
    },
  }),
];

const goLive = route({
  method: 'POST',
  path: `${ONE}/go-live-check`,
  summary: 'Send a real test order to the POS, compare its total, cancel it',
  description: 'Staff at the POS may see it for a moment. Only where the POS can take an order back.',
  who: ADMINS,
  cost: 'expensive',
  params: connectionParams,
  body: z.strictObject({
    productId: z.string().min(1).max(128).describe('A linked product of the storefront.'),
    unitPrice: z.int().min(0).max(1e9).describe('Minor units.'),
  }),
  reply: z.strictObject({
    ok: z.boolean(),
    steps: z.array(
      z.strictObject({ step: z.enum(['push', 'total', 'cancel']), ok: z.boolean(), message: z.string() }),
    ),
  }),
  async handle({ world, params, body }) {
    const steps = await goLiveCheck(world, { ...params, ...body });
    return { ok: steps.every(({ ok }) => ok), steps };
  },
});

export const routes: readonly Route[] = [...reading, ...signingIn, ...running, goLive];
