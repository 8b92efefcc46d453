import { z } from 'zod';
import type { PulledOrder } from '../../../model/pulled';
import type { Page, PullRequest } from '../../pull';
import { locationOf, type Shop } from '../shop';
import { pages, type Source, type Step } from './pages';
import { pulledOrder } from './sales';
import { BEGINNING, backFrom } from './window';
import { ordersPage } from './rows';

const place = z.object({
  since: z.string().optional(),
  cursor: z.string().optional(),
  /** The window's inclusive start: a cursor belongs to its filters. */
  startAt: z.string(),
  /** When the newest order so far changed. Milliseconds. */
  newest: z.number().optional(),
  /** The pages came in the order that we asked for: all up to `newest` has been seen. */
  sorted: z.boolean(),
});
type OrdersPlace = z.infer<typeof place>;

const PAGE = 500;

/** Sales of the till arrive up to three days late with their old creation time: only the change counts. */
function queryOf(startAt: string) {
  return {
    filter: {
      date_time_filter: { updated_at: { start_at: startAt } },
      state_filter: { states: ['OPEN', 'COMPLETED', 'CANCELED'] },
    },
    sort: { sort_field: 'UPDATED_AT', sort_order: 'ASC' },
  };
}

/** Where a dead cursor leaves us: near the newest order that was read, if nothing before it can be missing. */
function restarted(since: string | undefined, lost?: OrdersPlace): OrdersPlace {
  const beginning = { since, startAt: since ?? BEGINNING, sorted: true };
  if (!lost?.sorted || lost.newest === undefined) return beginning;
  const startAt = backFrom(lost.newest);
  return startAt > beginning.startAt ? { ...lost, startAt, cursor: undefined } : beginning;
}

function behind(at: OrdersPlace, moments: readonly number[]): Pick<OrdersPlace, 'newest' | 'sorted'> {
  const all = [...(at.newest !== undefined && at.cursor !== undefined ? [at.newest] : []), ...moments];
  const sorted = at.sorted && all.every((moment, index) => moment >= (all[index - 1] ?? 0));
  return { newest: [...all, at.newest ?? 0].reduce((a, b) => Math.max(a, b), 0) || undefined, sorted };
}

/** POST /v2/orders/search, https://developer.squareup.com/reference/square/orders-api/search-orders */
async function read(shop: Shop, at: OrdersPlace): Promise<Step<PulledOrder, OrdersPlace>> {
  const { orders, cursor } = await shop.call({
    method: 'POST',
    path: '/v2/orders/search',
    json: { location_ids: [locationOf(shop)], limit: PAGE, query: queryOf(at.startAt), cursor: at.cursor },
    effect: false,
    reply: ordersPage,
  });
  const seen = behind(
    at,
    orders.map(({ updated_at }) => updated_at),
  );
  return {
    records: orders.map(pulledOrder),
    next: cursor ? { ...at, ...seen, cursor } : undefined,
    checkpoint: seen.newest === undefined ? (at.since ?? BEGINNING) : backFrom(seen.newest),
  };
}

/** The location's orders by when they changed, refunds among them. Drafts are not orders yet. */
export function pullOrders(shop: Shop, request: PullRequest): AsyncGenerator<Page<PulledOrder>> {
  const source: Source<PulledOrder, OrdersPlace> = {
    place,
    begin: restarted,
    read: (at) => read(shop, at),
  };
  return pages(source, request);
}
