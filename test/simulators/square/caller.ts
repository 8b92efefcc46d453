import type { SimReply, SimRequest } from '../core/types';
import type { Simulator } from '../core/simulator';
import { ACCESS_TOKEN, MAIN_LOCATION, SQUARE_VERSION } from './seed';

/** A reply whose body tests look into; what is not there is undefined. */
export interface Seen {
  status: number;
  headers: Record<string, string>;
  body: Body;
}

/** Any JSON, to be walked by path. */
export interface Body {
  readonly [key: string]: Body;
}

export type Send = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<Seen>;

/** Calls a simulator as a well-behaved client of the first seller would. */
export function caller(simulator: Simulator, token = ACCESS_TOKEN): Send {
  return async (method, path, body, headers = {}) => {
    const url = new URL(path, 'http://square.sim');
    const request: SimRequest = {
      method,
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      headers: {
        authorization: `Bearer ${token}`,
        'square-version': SQUARE_VERSION,
        'content-type': 'application/json',
        ...headers,
      },
      body: body === undefined ? '' : JSON.stringify(body),
    };
    const reply = await simulator.handle(request);
    if ('dropped' in reply) throw new Error('The connection was dropped.');
    return seen(reply);
  };
}

function seen({ status, headers = {}, json }: SimReply): Seen {
  return { status, headers, body: JSON.parse(JSON.stringify(json ?? {})) as Body };
}

/** A value of a reply that has to be text. */
export function text(value: unknown): string {
  if (typeof value !== 'string') throw new Error(`Expected text, got ${JSON.stringify(value)}`);
  return value;
}

/** `status CODE: detail` of a refusal: one line that a test can compare. */
export function refusal({ status, body }: Seen): string {
  const [error] = (body['errors'] ?? []) as unknown as { code: string; detail: string; field?: string }[];
  return `${status} ${error?.code}: ${error?.detail}`;
}

/** The code and field of every error of a refusal. */
export function faultsIn({ body }: Seen): [code: string, field?: string][] {
  const errors = (body['errors'] ?? []) as unknown as { code: string; field?: string }[];
  return errors.map(({ code, field }) => [code, field]);
}

export const T0 = Date.parse('2026-01-15T10:00:00Z');

/** A clock that stands still until it is moved. */
export function stoppedClock(at = T0) {
  let time = at;
  return { now: () => time, forward: (ms: number) => void (time += ms) };
}

export const usd = (amount: number) => ({ amount, currency: 'USD' });

/** An order of one plain line, with what a test adds or changes. */
export function orderOf(changes: Record<string, unknown> = {}) {
  return {
    location_id: MAIN_LOCATION,
    reference_id: 'store-order-1',
    line_items: [{ uid: 'l1', name: 'Platter', quantity: '1', base_price_money: usd(2500) }],
    ...changes,
  };
}

export const pickup = {
  uid: 'f1',
  type: 'PICKUP',
  state: 'PROPOSED',
  pickup_details: {
    schedule_type: 'ASAP',
    prep_time_duration: 'PT20M',
    recipient: { display_name: 'Sam Example', phone_number: '+12025550143' },
  },
};
