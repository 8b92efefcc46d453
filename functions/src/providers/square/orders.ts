import { Failure } from '../../model/failure';
import { hasCode } from './refusal';
import { locationOf, type Shop } from './shop';
import { orderReply, ordersPage, type OrderSummary, type SquareOrder } from './wire';

/** Their clock and ours may differ, and an order is only found if its creation lies inside the window. */
const SLACK_MS = 5 * 60_000;
const PAGE = 500;

/** GET /v2/orders/{id}, https://developer.squareup.com/reference/square/orders-api/retrieve-order */
export async function retrieveOrder({ call }: Shop, id: string): Promise<SquareOrder> {
  const path = `/v2/orders/${encodeURIComponent(id)}`;
  const { order } = await call({ method: 'GET', path, effect: false, reply: orderReply });
  return order;
}

/** POST /v2/orders/search, https://developer.squareup.com/reference/square/orders-api/search-orders */
async function scan(shop: Shop, marker: string, since: number): Promise<OrderSummary[]> {
  const start_at = new Date(since - SLACK_MS).toISOString();
  const json = {
    location_ids: [locationOf(shop)],
    limit: PAGE,
    query: {
      filter: {
        date_time_filter: { created_at: { start_at } },
        state_filter: { states: ['OPEN', 'COMPLETED', 'CANCELED'] },
      },
      sort: { sort_field: 'CREATED_AT', sort_order: 'ASC' },
    },
  };
  const found: OrderSummary[] = [];
  let cursor: string | undefined;
  do {
    const page = await shop.call({
      method: 'POST',
      path: '/v2/orders/search',
      json: { ...json, cursor },
      effect: false,
      reply: ordersPage,
    });
    // There is no filter by reference: every order of the time is compared.
    found.push(...page.orders.filter((order) => order.reference_id === marker));
    if (page.cursor !== undefined && page.cursor === cursor)
      throw new Failure('unexpected', 'Square’s order search gives the same page again and again.');
    cursor = page.cursor;
  } while (cursor);
  return found;
}

/** Our order at this location by its marker, among those created since `since` (milliseconds). A live one wins. */
export async function findOrder(shop: Shop, marker: string, since: number): Promise<SquareOrder | undefined> {
  const found = await scan(shop, marker, since).catch((thrown: unknown) => {
    // Cursors live for some minutes only.
    if (hasCode(thrown, 'INVALID_CURSOR')) return scan(shop, marker, since);
    throw thrown;
  });
  const match = found.find((order) => order.state !== 'CANCELED') ?? found[0];
  return match && retrieveOrder(shop, match.id);
}

/** A change to an order that was just read. */
export interface OrderChange {
  state?: 'CANCELED';
  fulfillments?: { uid: string; state: 'CANCELED' }[];
}

/**
 * PUT /v2/orders/{id}, https://developer.squareup.com/reference/square/orders-api/update-order
 * @param key derived from the version too: a key used before would have the change dropped without a word.
 * @throws Failure `conflict` when somebody changed the order in between.
 */
export async function updateOrder(
  { call }: Shop,
  order: SquareOrder,
  key: string,
  change: OrderChange,
): Promise<SquareOrder> {
  const { id, version, location_id } = order;
  const reply = await call({
    method: 'PUT',
    path: `/v2/orders/${encodeURIComponent(id)}`,
    json: { idempotency_key: key, order: { location_id, version, ...change } },
    effect: true,
    reply: orderReply,
  });
  return reply.order;
}
