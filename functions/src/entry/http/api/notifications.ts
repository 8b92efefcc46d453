import { z } from 'zod';
import { listNotices, settleNotice } from '../../../deliver/messaging/inbox';
import { sendTrial } from '../../../deliver/messaging/trial';
import { kindOf, NOTICE_ACTIONS, NOTICE_KINDS, SEVERITIES, type NoticeRecord } from '../../../model/notice';
import {
  channelSchema,
  CHANNELS,
  digestSchema,
  masked,
  preferencesSchema,
  quietSchema,
  waySchema,
  wishesSchema,
} from '../../../model/preferences';
import { ADMINS, STAFF, VIEWERS } from '../../../model/role';
import { choiceOf } from '../../../plan/messaging/choice';
import { demandPerson } from '../caller';
import { idSchema, route, tenantParams, type Route } from '../route';
import { cursorSchema, limitSchema, moment, nextReply } from './paging';

const BASE = '/v1/tenants/{tenantId}';
const noticeParams = z.strictObject({ tenantId: idSchema, noticeId: idSchema });

const noticeReply = z
  .strictObject({
    id: z.string(),
    kind: z.enum(NOTICE_KINDS),
    severity: z.enum(SEVERITIES),
    status: z.enum(['open', 'settled']),
    title: z.string(),
    message: z.string(),
    action: z.enum(NOTICE_ACTIONS).describe('What a person can do about it.'),
    connectionId: z.string().optional(),
    subject: z.string().optional().describe('Path of the order or product it is about.'),
    count: z.int().describe('How often it was raised.'),
    lastAt: moment,
    settledAt: moment.optional(),
  })
  .meta({ id: 'Notice', description: 'What a person must know or do.' });

function shown(notice: NoticeRecord): z.infer<typeof noticeReply> {
  const { id, severity, status, title, message, action, connectionId, subject, count, lastAt } = notice;
  return {
    ...{ id, kind: kindOf(notice), severity, status, title, message, action, count, lastAt },
    ...(connectionId !== undefined && { connectionId }),
    ...(subject !== undefined && { subject }),
    ...(notice.settledAt !== undefined && status === 'settled' && { settledAt: notice.settledAt }),
  };
}

const channels = z.array(channelSchema);
const choiceReply = z
  .strictObject({
    channels: z.strictObject({ error: channels, warning: channels }),
    notices: z.record(z.enum(NOTICE_KINDS), waySchema),
    digest: digestSchema,
    quiet: z.union([quietSchema, z.literal('none')]),
    timeZone: z.string(),
    urgentAnyway: z.boolean(),
  })
  .meta({ id: 'MessagingChoice', description: 'What holds in the end, with nothing left open.' });

const ownReply = z.strictObject({
  own: preferencesSchema.describe('As saved; what is absent the tenant’s defaults say.'),
  effective: choiceReply,
});

const notices: readonly Route[] = [
  route({
    method: 'GET',
    path: `${BASE}/notifications`,
    summary: 'What people must know or do, the last raised first',
    who: VIEWERS,
    params: tenantParams,
    query: z.strictObject({
      status: z.enum(['open', 'settled']).default('open'),
      cursor: cursorSchema,
      limit: limitSchema(50, 200),
    }),
    reply: z.strictObject({ notices: z.array(noticeReply), next: nextReply }),
    async handle({ world, params, query }) {
      const { notices: found, next } = await listNotices(world, params.tenantId, query);
      return { notices: found.map(shown), next };
    },
  }),
  route({
    method: 'POST',
    path: `${BASE}/notifications/{noticeId}/settle`,
    summary: 'Say that a notice is done',
    description:
      'Messages about it that are still to be sent are not sent. It opens again when it happens again.',
    who: STAFF,
    params: noticeParams,
    reply: noticeReply,
    handle: async ({ world, params }) => shown(await settleNotice(world, params.tenantId, params.noticeId)),
  }),
];

const preferences: readonly Route[] = [
  route({
    method: 'GET',
    path: `${BASE}/preferences`,
    summary: 'How the caller is told of notices',
    who: VIEWERS,
    params: tenantParams,
    reply: ownReply,
    async handle({ world, params: { tenantId }, caller }) {
      const own = (await world.preferences.read(tenantId, demandPerson(caller).uid)) ?? {};
      return { own, effective: choiceOf(own, await world.preferences.defaults(tenantId)) };
    },
  }),
  route({
    method: 'PUT',
    path: `${BASE}/preferences`,
    summary: 'Choose how one is told of notices',
    description: 'Replaces all of it. Nobody is sent anything before they have saved an address or a number.',
    who: VIEWERS,
    params: tenantParams,
    body: preferencesSchema,
    reply: ownReply,
    async handle({ world, params: { tenantId }, caller, body }) {
      await world.preferences.save(tenantId, demandPerson(caller).uid, body);
      return { own: body, effective: choiceOf(body, await world.preferences.defaults(tenantId)) };
    },
  }),
  route({
    method: 'POST',
    path: `${BASE}/preferences/test`,
    summary: 'Send the caller a test message on every channel they have an address for',
    who: VIEWERS,
    cost: 'expensive',
    params: tenantParams,
    reply: z.strictObject({
      results: z.array(
        z.strictObject({
          channel: z.enum(CHANNELS),
          outcome: z
            .enum(['sent', 'refused', 'not_sent', 'unknown'])
            .describe('`not_sent`: the service was not there. `unknown`: it may have been taken.'),
          message: z.string().optional(),
        }),
      ),
    }),
    handle: async ({ world, params, caller }) => ({
      results: await sendTrial(world, params.tenantId, demandPerson(caller).uid),
    }),
  }),
  route({
    method: 'GET',
    path: `${BASE}/preferences/people`,
    summary: 'Who has an address to be told at',
    who: ADMINS,
    params: tenantParams,
    reply: z.strictObject({
      people: z.array(
        z.strictObject({
          uid: z.string(),
          email: z.string().optional().describe('Only its outlines: `j***@example.com`.'),
          whatsapp: z.string().optional().describe('Only its outlines: `+49***67`.'),
        }),
      ),
    }),
    async handle({ world, params }) {
      const people = await world.preferences.people(params.tenantId);
      return {
        people: people.map(({ uid, own: { email, whatsapp } }) => ({
          uid,
          ...(email !== undefined && { email: masked(email) }),
          ...(whatsapp !== undefined && { whatsapp: masked(whatsapp) }),
        })),
      };
    },
  }),
  route({
    method: 'GET',
    path: `${BASE}/preferences/defaults`,
    summary: 'How people are told who have not chosen otherwise',
    who: ADMINS,
    params: tenantParams,
    reply: wishesSchema,
    handle: ({ world, params }) => world.preferences.defaults(params.tenantId),
  }),
  route({
    method: 'PUT',
    path: `${BASE}/preferences/defaults`,
    summary: 'Set how people are told who have not chosen otherwise',
    description: 'Replaces all of it.',
    who: ADMINS,
    params: tenantParams,
    body: wishesSchema,
    reply: wishesSchema,
    async handle({ world, params, body }) {
      await world.preferences.saveDefaults(params.tenantId, body);
      return body;
    },
  }),
];

export const routes: readonly Route[] = [...notices, ...preferences];
