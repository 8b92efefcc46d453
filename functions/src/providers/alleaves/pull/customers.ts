import type { PulledCustomer } from '../../../model/pulled';
import type { Page, PullRequest } from '../../pull';
import type { Shop } from '../shop';
import { customers, type WireCustomer } from '../wire';
import { inPages, PAGE_SIZE, positionOf } from './numbered';

const tidy = (text: string | undefined) => text?.trim() || undefined;

const pulledCustomer = (row: WireCustomer): PulledCustomer => ({
  id: String(row.id_customer),
  name: tidy(row.full_name ?? row.customer_name ?? [row.name_first, row.name_last].filter(Boolean).join(' ')),
  email: tidy(row.email),
  phone: tidy(row.phone) ?? tidy(row.phone2),
  deleted: false,
});

/** POST /customer/search. It cannot say what changed, so all pages are read, a run's share at a time. */
export async function* pullCustomers(shop: Shop, request: PullRequest): AsyncGenerator<Page<PulledCustomer>> {
  const start = positionOf(request, () => ({ startedAt: shop.now(), page: 1 }));
  yield* inPages(
    {
      fetch: ({ page }) =>
        shop.client.search('/customer/search', customers, { page, pageSize: PAGE_SIZE, query: '' }),
      idOf: (row) => row.id_customer,
      records: (rows) => rows.map(pulledCustomer),
      maxPages: shop.settings().customerPages,
      full: true,
      checkpoint: ({ startedAt }) => new Date(startedAt).toISOString(),
      what: 'customers',
    },
    start,
  );
}
