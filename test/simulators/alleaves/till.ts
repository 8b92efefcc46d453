import { type AlleavesOptions, createAlleaves } from '.';
import * as seed from './seed';

export type Json = Record<string, unknown>;

interface ShownLine {
  id_item: number;
  id_inventory_item?: number;
  product_id?: number;
  price?: unknown;
  quantity?: number;
  qty?: number;
}

/** Everything that a reply or a row in it may hold: a test that looks for what is not there meets undefined and fails. */
export interface Shown {
  [key: string]: unknown;
  token: string;
  id_order: number;
  id_batch: number;
  id_item: number;
  id_area: number | null;
  id_customer: number;
  available: number;
  on_hand: number;
  total_rows: number;
  total: unknown;
  error: string;
  items: ShownLine[];
}

export interface Reply<Body = Shown> {
  status: number;
  headers?: Record<string, string>;
  json: Body;
}

export const START = Date.parse('2026-01-15T17:30:00.000Z');

/** A simulator with a clock to turn, signed in, and a short way to ask it things. */
export function till(options: AlleavesOptions = {}) {
  const clock = { now: START };
  const simulator = createAlleaves({ now: () => clock.now, ...options });
  const raw = async <Body = Shown>(
    method: string,
    url: string,
    headers: Record<string, string>,
    body = '',
  ): Promise<Reply<Body>> => {
    const at = new URL(seed.BASE + url, 'http://sim');
    const query = Object.fromEntries(at.searchParams);
    const reply = await simulator.handle({ method, path: at.pathname, query, headers, body });
    if ('dropped' in reply) throw new Error('dropped');
    return JSON.parse(JSON.stringify(reply)) as Reply<Body>;
  };
  const signIn = (body: Json) =>
    raw('POST', '/auth', { 'content-type': 'application/json' }, JSON.stringify(body));
  const held: { token?: string } = {};
  const token = async () =>
    (held.token ??= (await signIn({ username: seed.USERNAME, password: seed.PASSWORD })).json.token);
  const send = async <Body = Shown>(method: string, url: string, body?: unknown, bearer?: string) => {
    const headers: Record<string, string> = { authorization: `Bearer ${bearer ?? (await token())}` };
    if (body !== undefined) headers['content-type'] = 'application/json';
    return raw<Body>(method, url, headers, body === undefined ? '' : JSON.stringify(body));
  };
  const get = <Body = Shown>(url: string, bearer?: string) => send<Body>('GET', url, undefined, bearer);
  const post = <Body = Shown>(url: string, body: unknown, bearer?: string) =>
    send<Body>('POST', url, body, bearer);
  const put = (url: string, body: unknown) => send('PUT', url, body);
  const rows = async (body: Json = { query: '' }) => (await post<Shown[]>('/inventory/search', body)).json;
  const availableOf = async (batch: number, area: number) =>
    (await rows()).find((row) => row.id_batch === batch && row.id_area === area)?.available;
  const { model } = simulator;
  return { clock, simulator, model, raw, signIn, send, get, post, put, rows, availableOf };
}

/** An order's header, as the only client known to create orders sends it. */
export const header = (more: Json = {}): Json => ({
  id_customer: seed.ANA_CUSTOMER_ID,
  id_external: 'WEB-1',
  id_location: seed.LOCATION_ID,
  id_status: 1,
  type: 'pickup',
  use_type: 'adult',
  auto_apply_discount_exclusions: [],
  delivery_address: null,
  complete: false,
  verified: false,
  packed: false,
  scheduled: false,
  ...more,
});

/** Flower from the sales floor: 35.00 each before tax. */
export const flower = (qty: number): Json => ({
  id_batch: seed.FLOWER_BATCH_ID,
  id_area: seed.SALES_FLOOR_AREA_ID,
  qty,
});
