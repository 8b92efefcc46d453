import { createDine, type DineOptions } from '.';
import * as seed from './seed';

export type Json = Record<string, unknown>;

/** Everything that a row of a reply may hold. */
export interface Shown {
  [key: string]: unknown;
  id: string;
  price: unknown;
  status: string;
  token: string;
}

export interface Reply<Data = Shown> {
  status: number;
  headers?: Record<string, string>;
  json: {
    data: Data;
    next_cursor?: string | null;
    has_more?: boolean;
    total?: number;
    success?: boolean;
    error: { code: string; message: string; field?: string; retryable?: boolean };
  };
}

export const START = Date.parse('2026-01-15T17:30:00.000Z');

const KEYS = {
  'x-api-key': seed.API_KEY,
  'x-api-secret': seed.API_SECRET,
  'x-outlet-id': seed.OUTLET_ID,
};

/** A simulator with a clock to turn and a short way to ask it things. */
export function till(options: DineOptions = {}) {
  const clock = { now: START };
  const simulator = createDine({ now: () => clock.now, ...options });
  const send = async <Data = Shown>(
    method: string,
    url: string,
    body?: unknown,
    more: Record<string, string> = {},
  ): Promise<Reply<Data>> => {
    const at = new URL(url, 'http://sim');
    const bearer = { authorization: `Bearer ${seed.BEARER}` };
    const known = options.dialect === undefined ? KEYS : bearer;
    const headers: Record<string, string> = { ...known, ...more };
    if (body !== undefined) headers['content-type'] = 'application/json';
    const query = Object.fromEntries(at.searchParams);
    const text = body === undefined ? '' : JSON.stringify(body);
    const target = at.pathname + at.search;
    const reply = await simulator.handle({ method, path: at.pathname, target, query, headers, body: text });
    if ('dropped' in reply) throw new Error('dropped');
    return JSON.parse(JSON.stringify(reply)) as Reply<Data>;
  };
  const OUTLET = `/v1/outlets/${seed.OUTLET_ID}`;
  const get = <Data = Shown[]>(path: string, headers?: Record<string, string>) =>
    send<Data>('GET', path, undefined, headers);
  const inOutlet = <Data = Shown[]>(path: string) => get<Data>(OUTLET + path);
  const order = (body: Json, key = 'key-1') =>
    send('POST', `${OUTLET}/orders`, body, { 'idempotency-key': key });
  const cancel = (id: string, reason = 'Shopper') =>
    send('POST', `${OUTLET}/orders/${id}/cancel`, { reason });
  const reprice = (id: string, body: Json, headers?: Record<string, string>) =>
    send('PATCH', `${OUTLET}/menu-items/${id}`, body, headers);
  return { clock, simulator, model: simulator.model, send, get, inOutlet, order, cancel, reprice, OUTLET };
}

/** 3.50 each. */
export const lemonade: Json = {
  item_id: seed.LEMONADE_ITEM_ID,
  name: 'Lemonade',
  quantity: 2,
  unit_price: 350,
  modifiers: [],
};

/** An order whose amounts are what is given. */
export const sale = (total: number, lines: Json[] = [lemonade], more: Json = {}): Json => ({
  client_reference: 'WEB-1',
  channel: 'online',
  type: 'pickup',
  placed_at: '2026-01-15T13:30:00-04:00',
  currency: 'USD',
  lines,
  subtotal: total,
  discount_total: 0,
  tax_total: 0,
  fees: [],
  tip: 0,
  total,
  payment: { status: 'unpaid', method: 'cash' },
  ...more,
});
