import { z } from 'zod';
import { demandConnection } from '../../../deliver/demandConnection';
import { MOST_DAYS, priceChanges } from '../../../deliver/priceChanges';
import { changePrices, priceHistory, priceStatus, triggerPrices } from '../../../deliver/priceSync';
import type { Attempt } from '../../../model/attempt';
import { FAILURE_KINDS } from '../../../model/failure';
import { pricesSchema } from '../../../model/connection';
import { JOB_REASONS, JOB_STATES } from '../../../model/job';
import { ADMINS, STAFF, VIEWERS } from '../../../model/role';
import { connectionParams, route, type Route } from '../route';
import { cursorSchema, limitSchema, moment, momentSchema, nextReply } from './paging';

const BASE = '/v1/tenants/{tenantId}/connections/{connectionId}/prices';
const DAY_MS = 24 * 3_600_000;
const USUAL_DAYS = 90;
const text = z.string().optional();
const ids = z.array(z.string().min(1).max(128));

const settingsReply = z
  .strictObject(pricesSchema.shape)
  .meta({ id: 'PriceSettings', description: 'How prices of the storefront reach the POS.' });

/** Without defaults: what is not named stays. */
const settingsPatch = z.strictObject({
  enabled: z.boolean().optional(),
  direction: z.enum(['push', 'pull', 'none']).optional(),
  frequency: z.enum(['realtime', 'every_5_minutes', 'hourly', 'manual']).optional(),
  include: ids.max(500).optional().describe('Category ids; empty: all.'),
  exclude: ids.max(500).optional(),
  rounding: z
    .strictObject({
      mode: z.enum(['none', 'nearest', 'up', 'down']),
      step: z.int().min(1).max(1_000_000).default(1).describe('Minor units.'),
    })
    .optional(),
  scope: z.enum(['location', 'everywhere']).optional(),
  notifyOnError: z.boolean().optional(),
});

const which = z.strictObject({
  productIds: ids.min(1).max(500).optional().describe('Without it: all.'),
});
const releasedReply = z.strictObject({
  released: z.int().describe('Products whose prices are on their way now.'),
});

const attemptReply = z.strictObject({
  number: z.int(),
  startedAt: moment,
  durationMs: z.number(),
  outcome: z.enum(['done', 'failed', 'deferred', 'parked', 'cancelled']),
  failureKind: z.enum(FAILURE_KINDS).optional(),
  message: text,
  httpStatus: z.number().optional(),
  calls: z.int().describe('To the POS.'),
});

function shownAttempt(attempt: Attempt): z.infer<typeof attemptReply> {
  const { number, startedAt, durationMs, outcome, failureKind, message, httpStatus, calls } = attempt;
  return {
    ...{ number, startedAt, durationMs, outcome, failureKind, message, httpStatus },
    calls: calls.length,
  };
}

export const routes: readonly Route[] = [
  route({
    method: 'GET',
    path: BASE,
    summary: 'How the price sync stands',
    who: VIEWERS,
    params: connectionParams,
    reply: z.strictObject({
      active: z.boolean().describe('Prices go from the storefront to this POS.'),
      queue: z
        .strictObject({ due: z.int(), manual: z.int(), unlinked: z.int(), refused: z.int() })
        .describe('Products that wait: for their turn, a person, a link, or another price.'),
      oldestAt: moment.optional().describe('When the edit that is pushed next was made.'),
      nextAt: moment.optional(),
      rate: z.strictObject({
        callsPerMinute: z.number().describe('POS calls per minute of work, over the last hour.'),
        allowedPerMinute: z.number().describe('What the account’s limit leaves to be shared out.'),
      }),
      job: z
        .strictObject({
          jobId: z.string(),
          state: z.enum(JOB_STATES),
          reason: z.enum(JOB_REASONS).optional(),
          updatedAt: moment,
        })
        .optional(),
    }),
    async handle({ world, params }) {
      return priceStatus(world, await demandConnection(world, params));
    },
  }),
  route({
    method: 'POST',
    path: `${BASE}/push`,
    summary: 'Push prices that wait for a person, and try again what was refused',
    who: STAFF,
    params: connectionParams,
    body: which,
    cost: 'expensive',
    reply: releasedReply,
    async handle({ world, params, body }) {
      const connection = await demandConnection(world, params);
      return {
        released: await triggerPrices(world, connection, ['due', 'manual', 'refused'], body.productIds),
      };
    },
  }),
  route({
    method: 'POST',
    path: `${BASE}/retry`,
    summary: 'Try again the prices that the POS did not take',
    who: STAFF,
    params: connectionParams,
    body: which,
    cost: 'expensive',
    reply: releasedReply,
    async handle({ world, params, body }) {
      const connection = await demandConnection(world, params);
      return { released: await triggerPrices(world, connection, ['refused'], body.productIds) };
    },
  }),
  route({
    method: 'GET',
    path: `${BASE}/history`,
    summary: 'Pushes of prices, the newest first, and what was refused',
    who: STAFF,
    params: connectionParams,
    query: z.strictObject({ cursor: cursorSchema, limit: limitSchema(20, 100) }),
    reply: z.strictObject({
      attempts: z.array(attemptReply),
      refused: z
        .array(
          z.strictObject({
            productId: z.string(),
            editedAt: moment,
            refusals: z.array(z.strictObject({ key: z.string(), reason: z.string(), advice: text })),
          }),
        )
        .describe('On the first page; at most 100.'),
      next: nextReply,
    }),
    async handle({ world, params, query }) {
      const { attempts, refused, next } = await priceHistory(
        world,
        await demandConnection(world, params),
        query,
      );
      return {
        attempts: attempts.map(shownAttempt),
        refused: refused.map(({ productId, editedAt, refusals }) => ({ productId, editedAt, refusals })),
        next,
      };
    },
  }),
  route({
    method: 'GET',
    path: `${BASE}/changes`,
    summary: 'How the prices of an item moved at the POS, oldest first',
    description: `As pulls have seen it. At most ${MOST_DAYS} days at once; the last 90 unless said otherwise.`,
    who: VIEWERS,
    params: connectionParams,
    query: z.strictObject({
      itemId: z.string().min(1).max(200).describe('The POS’s id.'),
      from: momentSchema.optional(),
      to: momentSchema.optional(),
    }),
    reply: z.strictObject({
      changes: z.array(
        z.strictObject({
          changedAt: moment,
          variationId: z.string(),
          from: z.int().optional().describe('Minor units; absent: an open price.'),
          to: z.int().optional(),
        }),
      ),
    }),
    async handle({
      world,
      params,
      query: { itemId, to = world.now() + 1, from = to - USUAL_DAYS * DAY_MS },
    }) {
      const connection = await demandConnection(world, params);
      return { changes: await priceChanges(world, connection, itemId, { from, to }) };
    },
  }),
  route({
    method: 'GET',
    path: `${BASE}/settings`,
    summary: 'Settings of the price sync',
    who: VIEWERS,
    params: connectionParams,
    reply: settingsReply,
    async handle({ world, params }) {
      return (await demandConnection(world, params)).settings.prices;
    },
  }),
  route({
    method: 'PATCH',
    path: `${BASE}/settings`,
    summary: 'Change settings of the price sync',
    description: 'What is not named stays.',
    who: ADMINS,
    params: connectionParams,
    body: settingsPatch,
    reply: settingsReply,
    async handle({ world, params, body }) {
      return changePrices(world, await demandConnection(world, params), body);
    },
  }),
];
