import { createOdoo, type OdooOptions } from '.';
import * as seed from './seed';

export type Json = Record<string, unknown>;

/** What a call can be answered with: a test that looks for what is not there meets undefined and fails. */
export interface Refusal {
  name: string;
  message: string;
  debug: string;
}

export interface Reply {
  status: number;
  headers?: Record<string, string>;
  text?: string;
  json: { result?: unknown; error?: { code: number; message: string; data: Refusal } } & Partial<Refusal>;
}

export interface Who {
  database?: string;
  uid?: number;
  secret?: string;
}

export const START = Date.parse('2026-11-21T01:00:00.000Z');

/** A simulator with a clock to turn and a short way to ask it things. */
export function till(options: OdooOptions = {}) {
  const clock = { now: START };
  const simulator = createOdoo({ now: () => clock.now, ...options });
  const post = async (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Reply> => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const all = { 'content-type': 'application/json', ...headers };
    const request = { method: 'POST', path, query: {}, headers: all, body: text };
    const reply = await simulator.handle(request);
    if ('dropped' in reply) throw new Error('dropped');
    return JSON.parse(JSON.stringify(reply)) as Reply;
  };
  const rpc = (service: string, method: string, args: unknown[]) =>
    post('/jsonrpc', { jsonrpc: '2.0', method: 'call', id: 1, params: { service, method, args } });
  const execute = (model: string, method: string, args: unknown[], named: Json = {}, who: Who = {}) => {
    const { database = seed.DATABASE, uid = seed.UID, secret = seed.API_KEY } = who;
    return rpc('object', 'execute_kw', [database, uid, secret, model, method, args, named]);
  };
  /** The result, or an error that fails the test. */
  const call = async <T = unknown>(
    model: string,
    method: string,
    args: unknown[],
    named: Json = {},
    who: Who = {},
  ) => {
    const { json } = await execute(model, method, args, named, who);
    if (json.error) throw new Error(`${json.error.data.name}: ${json.error.data.message}`);
    return json.result as T;
  };
  /** The error that a call must end with. */
  const refused = async (model: string, method: string, args: unknown[], named: Json = {}, who: Who = {}) => {
    const { json } = await execute(model, method, args, named, who);
    if (!json.error) throw new Error(`${model}.${method} was not refused: ${JSON.stringify(json.result)}`);
    return json.error.data;
  };
  const json2 = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    post(`/json/2/${path}`, body, {
      ...{ authorization: `bearer ${seed.API_KEY}`, 'x-odoo-database': seed.DATABASE },
      ...headers,
    });
  return { clock, simulator, model: simulator.model, post, rpc, execute, call, refused, json2 };
}

export type Till = ReturnType<typeof till>;

export const UUID = '5e0f1c1e-0000-5000-8000-000000000001';
export const REFERENCE = 'Order 00001-001-0099';

interface Sale {
  total?: number;
  paid?: number;
  draft?: boolean;
  more?: Json;
}

/** Two lemonades, 3.50 each. */
export const lemonades = { product_id: seed.LEMONADE_ID, qty: 2, price_unit: 3.5 };
const line = { ...lemonades, price_subtotal: 7, price_subtotal_incl: 7, tax_ids: [[6, 0, []]] };
const payment = (amount: number) => ({ payment_method_id: seed.ONLINE_METHOD_ID, amount });

/** An order of two lemonades as 18 and 19 take it. */
export function synced({ total = 7, paid = total, draft = false, more = {} }: Sale = {}): Json {
  return {
    ...{ uuid: UUID, session_id: seed.SESSION_ID, state: draft ? 'draft' : 'paid' },
    ...{ amount_total: total, amount_tax: 0, amount_paid: paid, amount_return: 0 },
    lines: [[0, 0, line]],
    payment_ids: draft ? [] : [[0, 0, payment(paid)]],
    ...more,
  };
}

/** The same as 16 and 17 take it. */
export function created({ total = 7, paid = total, draft = false, more = {} }: Sale = {}): Json {
  const at = '2026-11-21 00:50:00';
  const data = {
    ...{ name: REFERENCE, uid: '00001-001-0099', creation_date: at, date_order: at },
    ...{ pos_session_id: seed.SESSION_ID, user_id: seed.UID, partner_id: false, sequence_number: 1 },
    ...{ pricelist_id: seed.PRICELIST_ID, fiscal_position_id: false },
    ...{ amount_total: total, amount_tax: 0, amount_paid: paid, amount_return: 0 },
    lines: [[0, 0, line]],
    statement_ids: draft ? [] : [[0, 0, { ...payment(paid), name: at }]],
    ...more,
  };
  return { id: '00001-001-0099', data, to_invoice: false };
}

/** Sends the order in the way of the simulator's series; returns its id. */
export async function sell(shop: Till, sale: Sale = {}): Promise<number> {
  const old = shop.simulator.model.state().series === 16 || shop.simulator.model.state().series === 17;
  if (old) {
    const args = [[created(sale)], sale.draft === true];
    const taken = await shop.call<{ id: number }[]>('pos.order', 'create_from_ui', args);
    return taken[0]?.id ?? 0;
  }
  const answer = await shop.call<{ 'pos.order': { id: number }[] }>('pos.order', 'sync_from_ui', [
    [synced(sale)],
  ]);
  return answer['pos.order'][0]?.id ?? 0;
}

/** Pays a draft with the wizard; the answer tells whether it is paid up. */
export async function pay(shop: Till, order: number, amount: number): Promise<Json> {
  const context = { active_id: order, active_ids: [order], active_model: 'pos.order' };
  const values = {
    ...{ config_id: seed.CONFIG_ID, amount, payment_method_id: seed.ONLINE_METHOD_ID, payment_name: 'web' },
  };
  const [wizard] = await shop.call<number[]>('pos.make.payment', 'create', [[values]], { context });
  return shop.call<Json>('pos.make.payment', 'check', [[wizard]], { context });
}
