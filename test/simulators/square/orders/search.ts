import { z } from 'zod';
import { refuse } from '../errors';
import { timeRange, within } from '../fields';
import type { StoredOrder } from './order';
import { FULFILLMENT_STATES } from './schema';

const state = z.enum(['OPEN', 'DRAFT', 'COMPLETED', 'CANCELED']);
const short = z.array(z.string().min(1)).max(10);

const filter = z.strictObject({
  state_filter: z.strictObject({ states: z.array(state).min(1) }).optional(),
  date_time_filter: z
    .strictObject({
      created_at: timeRange.optional(),
      updated_at: timeRange.optional(),
      closed_at: timeRange.optional(),
    })
    .optional(),
  fulfillment_filter: z
    .strictObject({
      fulfillment_types: z.array(z.enum(['PICKUP', 'DELIVERY'])).optional(),
      fulfillment_states: z.array(z.enum(FULFILLMENT_STATES)).optional(),
    })
    .optional(),
  source_filter: z.strictObject({ source_names: short.optional() }).optional(),
  customer_filter: z.strictObject({ customer_ids: short.optional() }).optional(),
});

export const searchOrdersBody = z.strictObject({
  location_ids: z.array(z.string().min(1)).min(1).max(10),
  cursor: z.string().optional(),
  limit: z.int().min(1).max(1000).optional(),
  return_entries: z.boolean().optional(),
  query: z
    .strictObject({
      filter: filter.optional(),
      sort: z
        .strictObject({
          sort_field: z.enum(['CREATED_AT', 'UPDATED_AT', 'CLOSED_AT']),
          sort_order: z.enum(['ASC', 'DESC']).optional(),
        })
        .optional(),
    })
    .optional(),
});
export type SearchOrdersBody = z.infer<typeof searchOrdersBody>;
type Query = NonNullable<SearchOrdersBody['query']>;

type TimeField = 'created_at' | 'updated_at' | 'closed_at';

function timeOf(order: StoredOrder, field: TimeField): string | undefined {
  return { created_at: order.createdAt, updated_at: order.updatedAt, closed_at: order.closedAt }[field];
}

/** Sorting must go by the time that is filtered, and only closed orders have a closing time. */
export function checkQuery({ filter: wanted = {}, sort }: Query): void {
  const sortField = (sort?.sort_field ?? 'CREATED_AT').toLowerCase() as TimeField;
  const filtered = Object.keys(wanted.date_time_filter ?? {});
  if (filtered.length > 1)
    refuse('CONFLICTING_PARAMETERS', 'Only one time can be filtered.', 'query.filter.date_time_filter');
  if (filtered.length === 1 && filtered[0] !== sortField)
    refuse('BAD_REQUEST', 'sort_field must match the filtered time.', 'query.sort.sort_field');
  const closed = sortField === 'closed_at';
  const states = wanted.state_filter?.states ?? ['OPEN'];
  if (closed && states.some((each) => each === 'OPEN' || each === 'DRAFT'))
    refuse(
      'BAD_REQUEST',
      'CLOSED_AT needs the states COMPLETED and CANCELED alone.',
      'query.filter.state_filter',
    );
}

function matches(order: StoredOrder, { filter: wanted = {} }: Query): boolean {
  const { state_filter: states, date_time_filter: times = {}, fulfillment_filter: fulfillment } = wanted;
  const { source_names: sources } = wanted.source_filter ?? {};
  const { customer_ids: customers } = wanted.customer_filter ?? {};
  const { fulfillment_types: types, fulfillment_states: stages } = fulfillment ?? {};
  const has = <T>(list: T[] | undefined, value: T | undefined) =>
    list === undefined || (value !== undefined && list.includes(value));
  const fulfillments = order.body.fulfillments ?? [];
  return (
    has(states?.states, order.state) &&
    has(sources, order.body.source?.name) &&
    has(customers, order.body.customer_id) &&
    (!fulfillment || fulfillments.some((each) => has(types, each.type) && has(stages, each.state))) &&
    (['created_at', 'updated_at', 'closed_at'] as const).every((field) =>
      within(times[field], timeOf(order, field)),
    )
  );
}

/** Ids of the orders that match; newest first unless the request says otherwise. */
export function searchOrders(orders: Iterable<StoredOrder>, body: SearchOrdersBody): string[] {
  const query = body.query ?? {};
  checkQuery(query);
  const field = (query.sort?.sort_field ?? 'CREATED_AT').toLowerCase() as TimeField;
  const sign = query.sort?.sort_order === 'ASC' ? 1 : -1;
  return [...orders]
    .filter((order) => body.location_ids.includes(order.body.location_id) && matches(order, query))
    .sort((a, b) => sign * (timeOf(a, field) ?? '').localeCompare(timeOf(b, field) ?? ''))
    .map((order) => order.id);
}
