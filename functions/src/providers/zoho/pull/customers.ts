import type { PulledCustomer } from '../../../model/pulled';
import type { Page, PullRequest } from '../../pull';
import type { Shop } from '../shop';
import { changed, pulled } from './pages';
import type { Position } from './window';
import { contacts } from './wire';

/** GET /contacts, customers only. https://www.zoho.com/inventory/api/v1/contacts/ */
export async function* pullCustomers(shop: Shop, request: PullRequest): AsyncGenerator<Page<PulledCustomer>> {
  const query = { contact_type: 'customer', filter_by: 'Status.All' };
  const source = { path: '/contacts', reply: contacts, query };
  const plan = {
    full: ({ since }: Position) => since === undefined,
    lists: (at: Position) => [
      changed(shop.client, source, at, (rows) =>
        rows
          .filter(({ contact_type }) => contact_type !== 'vendor')
          .map((row): PulledCustomer => ({
            id: row.contact_id,
            name: row.contact_name,
            email: row.email,
            phone: row.phone ?? row.mobile,
            deleted: false,
            updatedAt: row.last_modified_time,
          })),
      ),
    ],
  };
  yield* pulled(shop, plan, request);
}
