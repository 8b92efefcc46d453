import { z } from 'zod';
import { demandConnection } from '../../../deliver/demandConnection';
import { menuPreview } from '../../../deliver/menuPreview';
import { VIEWERS } from '../../../model/role';
import { connectionParams, route, type Route } from '../route';
import { cursorSchema, limitSchema, moment, momentSchema, nextReply } from './paging';

const text = z.string().optional();
const count = z.number().optional();
const saleFields = {
  price: z.int().optional().describe('The original price, minor units; absent: an open price.'),
  isOnSale: z.boolean(),
  salePrice: z.int().optional(),
  saleBadgeText: text,
  saleEndsAt: moment.optional(),
  available: z.boolean(),
  stock: count,
};

const viewReply = z
  .strictObject({
    itemId: z.string(),
    connectionId: z.string(),
    locationId: z.string(),
    currency: z.string(),
    name: z.string(),
    description: text,
    categoryIds: z.array(z.string()),
    brandId: text,
    imageUrl: text,
    variations: z.array(z.strictObject({ id: z.string(), name: text, ...saleFields })),
    ...saleFields,
    nextChangeAt: moment.optional(),
  })
  .meta({ id: 'MenuItem', description: 'An item as a public menu shows it.' });

export const routes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/v1/tenants/{tenantId}/connections/{connectionId}/menu/preview',
    summary: 'What the public menu would show at a moment',
    description: 'Items and discounts as they were pulled; sales as they are then, stock as it is now.',
    who: VIEWERS,
    params: connectionParams,
    query: z.strictObject({
      at: momentSchema.optional().describe('Absent: now.'),
      cursor: cursorSchema,
      limit: limitSchema(50, 200),
    }),
    reply: z.strictObject({
      at: moment,
      published: z.boolean().describe('False: this connection publishes no menu.'),
      items: z.array(viewReply),
      next: nextReply.describe('Ask again with it as `cursor`, and with the same `at`.'),
    }),
    async handle({ world, params, query: { at = world.now(), ...page } }) {
      return { at, ...(await menuPreview(world, await demandConnection(world, params), { at, ...page })) };
    },
  }),
];
