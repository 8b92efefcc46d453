import { z } from 'zod';
import type { Route } from '../../core/types';
import type { Account } from '../accounts';
import { endpointsOf } from '../endpoint';
import { validate } from '../validate';
import type { World } from '../world';
import {
  createCustomerBody,
  searchCustomersBody,
  type SearchCustomersBody,
  updateCustomerBody,
} from './schema';

function search(account: Account, body: SearchCustomersBody): object {
  const { cursor: from, ...query } = body;
  const { ids, cursor } = account.cursors.page(query, from, body.limit ?? 100, () =>
    account.customers.search(body),
  );
  return ids.length === 0 ? {} : { customers: ids.flatMap((id) => account.customers.find(id) ?? []), cursor };
}

const listQuery = z.strictObject({
  limit: z
    .string()
    .regex(/^([1-9]\d?|100)$/)
    .optional(),
  sort_field: z.enum(['DEFAULT', 'CREATED_AT']).optional(),
  sort_order: z.enum(['ASC', 'DESC']).optional(),
});

function list(account: Account, { cursor: from, ...given }: Record<string, string>): object {
  const query = validate(listQuery, given);
  const { ids, cursor } = account.cursors.page(query, from, Number(query.limit ?? 100), () =>
    account.customers.listed(query.sort_order ?? 'ASC'),
  );
  const customers = ids.flatMap((id) => account.customers.find(id) ?? []);
  return customers.length === 0 ? {} : { customers, cursor };
}

/** https://developer.squareup.com/reference/square/customers-api */
export function customerRoutes(world: World): Route[] {
  const endpoint = endpointsOf(world);
  return [
    endpoint({
      method: 'POST',
      path: '/v2/customers/search',
      scopes: ['CUSTOMERS_READ'],
      body: searchCustomersBody,
      handle: ({ account, body }) => search(account, body),
    }),
    endpoint({
      method: 'POST',
      path: '/v2/customers',
      scopes: ['CUSTOMERS_WRITE'],
      body: createCustomerBody,
      replays: true,
      handle: ({ account, body }) => ({ customer: account.customers.create(body) }),
    }),
    endpoint({
      method: 'GET',
      path: '/v2/customers',
      scopes: ['CUSTOMERS_READ'],
      query: ['cursor', 'limit', 'sort_field', 'sort_order'],
      handle: ({ account, query }) => list(account, query),
    }),
    endpoint({
      method: 'DELETE',
      path: '/v2/customers/:id',
      scopes: ['CUSTOMERS_WRITE'],
      handle: ({ account, params }) => {
        account.customers.delete(params['id'] ?? '');
        return {};
      },
    }),
    endpoint({
      method: 'GET',
      path: '/v2/customers/:id',
      scopes: ['CUSTOMERS_READ'],
      handle: ({ account, params }) => ({ customer: account.customers.get(params['id'] ?? '') }),
    }),
    endpoint({
      method: 'PUT',
      path: '/v2/customers/:id',
      scopes: ['CUSTOMERS_WRITE'],
      body: updateCustomerBody,
      handle: ({ account, params, body }) => ({
        customer: account.customers.update(params['id'] ?? '', body),
      }),
    }),
  ];
}
