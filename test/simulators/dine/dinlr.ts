import type { SimContext } from '../core/types';
import type { Access } from './access';
import type { Answer, Call, Dialect, Endpoint } from './endpoint';
import { timeIn } from './menu';
import { forbidden, notFound, Refused, stricter } from './refusal';
import * as seed from './seed';

const USUAL_ROWS = 50;
const MOST_ROWS = 200;
const MOST_ITEMS = 250;
const BASE = '/v1/:restaurant/onlineorder';

function count({ query }: Call, name: string, otherwise: number, max: number): number {
  const given = query[name] ?? String(otherwise);
  if (!/^[1-9]\d*$/.test(given) || Number(given) > max)
    throw new Refused(400, 'invalid_request', `${name} must be from 1 to ${max}`, name);
  return Number(given);
}

function pageOf<T>(call: Call, rows: readonly T[], most = MOST_ROWS): Answer {
  const limit = count(call, 'limit', USUAL_ROWS, most);
  const start = (count(call, 'page', 1, Number.MAX_SAFE_INTEGER) - 1) * limit;
  return { body: { data: rows.slice(start, start + limit) } };
}

/** The location that the query names. */
function locationOf({ account, query }: Call): string {
  const { location_id } = query;
  if (location_id === undefined)
    throw new Refused(400, 'invalid_request', 'location_id is missing', 'location_id');
  if (!account.outlet(location_id))
    throw notFound('location', `There is no location ${location_id}`, 'location_id');
  return location_id;
}

function checkRestaurant({ account, params }: Call): void {
  if (params.restaurant !== account.keys.restaurantId)
    throw forbidden('restaurant', `Restaurant ${params.restaurant ?? ''} is not yours`);
}

function restaurant({ account }: Call): Answer {
  const { name, currency, keys } = account;
  const updated_at = seed.SEEDED_AT;
  return { body: { data: { id: keys.restaurantId, name, currency: currency.code, updated_at } } };
}

const locations = (call: Call): Answer =>
  pageOf(
    call,
    call.account.outlets.map(({ id, name }) => ({ id, name, updated_at: seed.SEEDED_AT })),
  );

function diningOptions(call: Call): Answer {
  locationOf(call);
  return pageOf(call, [{ id: seed.DINING_OPTION_ID, name: 'Takeaway', updated_at: seed.SEEDED_AT }]);
}

/** Where prices stand is not known: they are left out. */
function items(call: Call): Answer {
  const location = locationOf(call);
  const since = timeIn(call, 'update_at_min') ?? -Infinity;
  const rows = call.account.items
    .filter((item) => !item.deleted && item.outlets.includes(location) && item.updatedAt >= since)
    .map(({ id, name, category, updatedAt, variants }) => ({
      id,
      name,
      category: category.name,
      updated_at: new Date(updatedAt).toISOString(),
      variants: variants.map((variant) => ({ id: variant.id, name: variant.name })),
    }));
  return pageOf(call, rows, MOST_ITEMS);
}

function endpoint(path: string, query: readonly string[], handle: Endpoint['handle']): Endpoint {
  const checked = (call: Call) => {
    checkRestaurant(call);
    return handle(call);
  };
  return { method: 'GET', path: `${BASE}/${path}`, query, handle: checked };
}

/** The merchant of the first account is signed in and agrees at once. */
function authorize({ query }: SimContext, access: Access): Answer {
  const { client_id, redirect_uri, state, ...others } = query;
  const [other] = Object.keys(others);
  if (other !== undefined) throw stricter(`no parameter ${other} is known here`, other);
  if (client_id !== seed.CLIENT_ID || redirect_uri !== seed.REDIRECT_URI || state === undefined)
    throw new Refused(400, 'invalid_request', 'client_id, redirect_uri or state is missing or wrong');
  const location = new URL(redirect_uri);
  location.searchParams.set('code', access.issueCode());
  location.searchParams.set('restaurant_id', seed.RESTAURANT_ID);
  location.searchParams.set('state', state);
  return { status: 302, body: {}, headers: { location: location.href } };
}

const PAGING = ['limit', 'page'];

/** Dinlr's online ordering as far as its page could be seen: reading. How a code becomes a token could not. */
export const DINLR: Dialect = {
  doors: [{ method: 'GET', path: '/oauth/authorize', handle: authorize }],
  endpoints: [
    endpoint('restaurant', [], restaurant),
    endpoint('locations', PAGING, locations),
    endpoint('dining-options', ['location_id', ...PAGING], diningOptions),
    endpoint('items', ['location_id', 'update_at_min', ...PAGING], items),
  ],
  caller: (context, access) => access.byBearer(context),
  errorBody: ({ code, details, field }) => ({
    error: { code, message: details, ...(field !== undefined && { field }) },
  }),
  envelope: (body) => body,
};
