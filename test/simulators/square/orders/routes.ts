import { z } from 'zod';
import type { Route } from '../../core/types';
import { type Account, locationIds } from '../accounts';
import { endpointsOf } from '../endpoint';
import { refuse } from '../errors';
import type { World } from '../world';
import { calculateOrder, findOrder, placeOrder, updateOrder, viewIn } from './place';
import { calculateOrderBody, createOrderBody, READ_ONLY, updateOrderBody } from './schema';
import { searchOrders, type SearchOrdersBody, searchOrdersBody } from './search';

const batchRetrieveBody = z.strictObject({
  location_id: z.string().optional(),
  order_ids: z.array(z.string().min(1)).min(1).max(100),
});

/** A location of another seller is refused even when the rest of the list is one's own. */
function search(account: Account, body: SearchOrdersBody): object {
  const foreign = body.location_ids.find((id) => !locationIds(account).includes(id));
  if (foreign !== undefined) refuse('FORBIDDEN', `The merchant has no location ${foreign}.`, 'location_ids');
  const { cursor: from, ...query } = body;
  const { ids, cursor } = account.cursors.page(query, from, body.limit ?? 500, () =>
    searchOrders(account.orders.values(), body),
  );
  if (ids.length === 0) return {};
  const orders = ids.map((id) => viewIn(account, findOrder(account, id)));
  if (body.return_entries !== true) return { orders, cursor };
  const order_entries = orders.map(({ id, version, location_id }) => ({
    order_id: id,
    version,
    location_id,
  }));
  return { order_entries, cursor };
}

/** https://developer.squareup.com/reference/square/orders-api */
export function orderRoutes(world: World): Route[] {
  const endpoint = endpointsOf(world);
  return [
    endpoint({
      method: 'POST',
      path: '/v2/orders',
      scopes: ['ORDERS_WRITE'],
      body: createOrderBody,
      readOnly: READ_ONLY,
      replays: true,
      handle: ({ account, body }) => ({ order: placeOrder(world, account, body.order) }),
    }),
    endpoint({
      method: 'POST',
      path: '/v2/orders/calculate',
      scopes: [],
      body: calculateOrderBody,
      readOnly: READ_ONLY,
      handle: ({ account, body }) => ({ order: calculateOrder(world, account, body.order) }),
    }),
    endpoint({
      method: 'POST',
      path: '/v2/orders/batch-retrieve',
      scopes: ['ORDERS_READ'],
      body: batchRetrieveBody,
      handle: ({ account, body }) => {
        const found = body.order_ids
          .map((id) => account.orders.get(id))
          .filter((order) => order !== undefined)
          .filter((order) => (body.location_id ?? order.body.location_id) === order.body.location_id);
        return found.length === 0 ? {} : { orders: found.map((order) => viewIn(account, order)) };
      },
    }),
    endpoint({
      method: 'POST',
      path: '/v2/orders/search',
      scopes: ['ORDERS_READ'],
      body: searchOrdersBody,
      handle: ({ account, body }) => search(account, body),
    }),
    endpoint({
      method: 'GET',
      path: '/v2/orders/:id',
      scopes: ['ORDERS_READ'],
      handle: ({ account, params }) => ({ order: viewIn(account, findOrder(account, params['id'] ?? '')) }),
    }),
    endpoint({
      method: 'PUT',
      path: '/v2/orders/:id',
      scopes: ['ORDERS_WRITE'],
      body: updateOrderBody,
      readOnly: new Set([...READ_ONLY, 'source']),
      handle: ({ account, params, body }) => ({
        order: updateOrder(world, account, params['id'] ?? '', body),
      }),
    }),
  ];
}
