import { z } from 'zod';
import type { PulledCustomer } from '../../../model/pulled';
import type { Page, PullRequest } from '../../pull';
import type { Shop } from '../shop';
import { pages, type Step } from './pages';
import { backFrom, BEGINNING, newestOf } from './window';
import { customersPage, type CustomerObject } from './rows';

const place = z.object({
  since: z.string().optional(),
  cursor: z.string().optional(),
  /** `since` of the next pull, from the first page: what changes while we page on is for then. */
  checkpoint: z.string().optional(),
});
type CustomersPlace = z.infer<typeof place>;

const PAGE = 100;

function pulledCustomer(customer: CustomerObject): PulledCustomer {
  const { id, given_name, family_name, company_name, nickname } = customer;
  const person = [given_name, family_name].filter(Boolean).join(' ');
  return {
    id,
    name: person || company_name || nickname,
    email: customer.email_address,
    phone: customer.phone_number,
    reference: customer.reference_id,
    deleted: false,
    updatedAt: customer.updated_at,
  };
}

/**
 * GET /v2/customers, https://developer.squareup.com/reference/square/customers-api/list-customers
 * Newest first, so that the first page says how recent all of it is.
 */
function list({ call }: Shop, cursor: string | undefined) {
  const query = { limit: PAGE, sort_field: 'CREATED_AT', sort_order: 'DESC', cursor };
  return call({ method: 'GET', path: '/v2/customers', query, effect: false, reply: customersPage });
}

/** POST /v2/customers/search, https://developer.squareup.com/reference/square/customers-api/search-customers */
function changed({ call }: Shop, since: string, cursor: string | undefined) {
  return call({
    method: 'POST',
    path: '/v2/customers/search',
    json: {
      limit: PAGE,
      cursor,
      query: {
        filter: { updated_at: { start_at: since } },
        sort: { field: 'CREATED_AT', order: 'DESC' },
      },
    },
    effect: false,
    reply: customersPage,
  });
}

async function read(shop: Shop, at: CustomersPlace): Promise<Step<PulledCustomer, CustomersPlace>> {
  const { since } = at;
  const { customers, cursor } =
    since === undefined ? await list(shop, at.cursor) : await changed(shop, since, at.cursor);
  const newest = newestOf(customers.map(({ updated_at }) => updated_at));
  const checkpoint = at.checkpoint ?? (newest === undefined ? (since ?? BEGINNING) : backFrom(newest));
  return {
    records: customers.map(pulledCustomer),
    next: cursor ? { since, checkpoint, cursor } : undefined,
    checkpoint,
  };
}

/** All customers, or those that changed. Square never tells which were deleted: only a full pull misses them. */
export function pullCustomers(shop: Shop, request: PullRequest): AsyncGenerator<Page<PulledCustomer>> {
  return pages({ place, begin: (since) => ({ since }), read: (at) => read(shop, at) }, request);
}
