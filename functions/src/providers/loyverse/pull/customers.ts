import type { PulledCustomer } from '../../../model/pulled';
import type { Page, PullRequest } from '../../pull';
import type { Shop } from '../shop';
import { changedIn, list, pulled } from './pages';
import { customers, type WireCustomer } from './wire';

const pulledCustomer = (row: WireCustomer): PulledCustomer => ({
  id: row.id,
  name: row.name,
  email: row.email,
  phone: row.phone_number,
  reference: row.customer_code,
  deleted: row.deleted_at !== undefined,
  updatedAt: row.updated_at,
});

/**
 * GET /customers, https://developer.loyverse.com/docs/#tag/Customers. Deletions are not listed: only a full pull
 * shows that somebody is gone.
 */
export async function* pullCustomers(shop: Shop, request: PullRequest): AsyncGenerator<Page<PulledCustomer>> {
  yield* pulled(
    {
      full: ({ since }) => since === undefined,
      lists: (at) => [
        list(shop.client, { path: '/customers', reply: customers, query: changedIn(at) }, (rows) =>
          rows.map(pulledCustomer),
        ),
      ],
    },
    request,
    shop.now(),
  );
}
