import { z } from 'zod';
import { demandConnection } from '../../../deliver/demandConnection';
import { expiringStock, lowStock, lowStockBatches } from '../../../deliver/stockLists';
import { STAFF, VIEWERS } from '../../../model/role';
import { connectionParams, route, type Route } from '../route';

const BASE = '/v1/tenants/{tenantId}/connections/{connectionId}/stock';

const batchReply = z
  .strictObject({
    id: z.string(),
    variationId: z.string(),
    itemName: z.string(),
    quantity: z.number(),
    expiresOn: z.string().optional().describe('A date of the shop: YYYY-MM-DD.'),
    metrcTag: z.string().optional().describe('The regulator’s label, where one is printed on it.'),
  })
  .meta({ id: 'StockBatch' });

const lowFields = {
  variationId: z.string(),
  itemName: z.string().optional(),
  available: z.number(),
  lowAt: z.number().describe('The mark that the POS keeps for it.'),
};

const inQuery = (low: number, high: number, usual: number) =>
  z.coerce.number().min(low).max(high).default(usual);

export const routes: readonly Route[] = [
  route({
    method: 'GET',
    path: `${BASE}/low`,
    summary: 'What is at or below its mark, the scarcest first',
    description: 'As the last pull of stock saw it.',
    who: VIEWERS,
    params: connectionParams,
    reply: z.strictObject({ rows: z.array(z.strictObject(lowFields)) }),
    handle: async ({ world, params }) => ({
      rows: await lowStock(world, await demandConnection(world, params)),
    }),
  }),
  route({
    method: 'GET',
    path: `${BASE}/low/batches`,
    summary: 'The same with the batches that are left, asked of the POS now',
    who: STAFF,
    cost: 'expensive',
    params: connectionParams,
    reply: z.strictObject({
      rows: z.array(z.strictObject({ ...lowFields, batches: z.array(batchReply) })),
    }),
    handle: async ({ world, params }) => ({
      rows: await lowStockBatches(world, await demandConnection(world, params)),
    }),
  }),
  route({
    method: 'GET',
    path: `${BASE}/expiring`,
    summary: 'Batches that run out soon, asked of the POS now',
    who: STAFF,
    cost: 'expensive',
    params: connectionParams,
    query: z.strictObject({
      days: inQuery(0, 3_650, 30).describe('Within so many days.'),
      minQuantity: inQuery(0, 1e9, 1).describe('With at least so much left.'),
    }),
    reply: z.strictObject({ batches: z.array(batchReply) }),
    handle: async ({ world, params, query }) => ({
      batches: await expiringStock(world, await demandConnection(world, params), query),
    }),
  }),
];
