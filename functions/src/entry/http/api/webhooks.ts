import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { closeWebhook, openWebhook, webhookSecret } from '../../../deliver/webhooks/address';
import { demandConnection } from '../../../deliver/demandConnection';
import { ADMINS } from '../../../model/role';
import { connectionParams, route, type Route } from '../route';

const PATH = '/v1/tenants/{tenantId}/connections/{connectionId}/webhook';
const random = () => randomBytes(32).toString('base64url');

export const routes: readonly Route[] = [
  route({
    method: 'GET',
    path: PATH,
    summary: 'Whether the POS has an address of its own to report changes to',
    who: ADMINS,
    params: connectionParams,
    reply: z.strictObject({
      open: z.boolean(),
      signed: z.boolean().describe('What comes in must be signed; else the address alone protects it.'),
    }),
    async handle({ world, params }) {
      const known = await webhookSecret(world, await demandConnection(world, params), true);
      return { open: known !== undefined, signed: known?.signingSecret !== undefined };
    },
  }),
  route({
    method: 'POST',
    path: PATH,
    summary: 'Make an address for the POS to report changes to',
    description:
      'Shown once; one that was made before stops working. docs/webhooks.md says where to enter it at each POS.',
    who: ADMINS,
    params: connectionParams,
    body: z.strictObject({
      signingSecret: z
        .string()
        .min(12)
        .max(500)
        .optional()
        .describe('What the POS signs with, where it has chosen that itself.'),
    }),
    reply: z.strictObject({
      url: z.string(),
      signingSecret: z.string().optional().describe('To be entered at the POS beside the address.'),
    }),
    handle: ({ world, params, body, settings }) =>
      openWebhook(world, {
        ...params,
        ...body,
        token: random(),
        ownSecret: randomBytes(24).toString('hex'),
        publicUrl: settings.publicUrl,
      }),
  }),
  route({
    method: 'DELETE',
    path: PATH,
    summary: 'Close the address that the POS reports changes to',
    who: ADMINS,
    params: connectionParams,
    reply: z.strictObject({ open: z.literal(false) }),
    async handle({ world, params }) {
      await closeWebhook(world, await demandConnection(world, params));
      return { open: false };
    },
  }),
];
