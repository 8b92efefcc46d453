import { createLoyverse, type LoyverseOptions } from '.';
import type { Receipt } from './receipt';
import type { Customer, InventoryLevel, Item, PaymentType, Variant } from './records';
import * as seed from './seed';

export type Json = Record<string, unknown>;

/** Everything that replies may hold: a test that looks for what is not there meets undefined and fails. */
type Shown = Omit<Receipt, keyof Variant> &
  Variant &
  Pick<Item, 'reference_id' | 'category_id'> & {
    id: string;
    receipts: Receipt[];
    items: Item[];
    variants: Variant[];
    customers: Customer[];
    inventory_levels: InventoryLevel[];
    payment_types: PaymentType[];
    cursor?: string;
    access_token: string;
    refresh_token: string;
    error: string;
    errors: [{ code: string; details: string; field: string }];
  };

export interface Reply {
  status: number;
  headers?: Record<string, string>;
  json: Shown;
}

export const START = Date.parse('2025-03-02T17:30:00.000Z');

/** A simulator with a clock to turn and a short way to ask it things. */
export function till(options: LoyverseOptions = {}) {
  const clock = { now: START };
  const simulator = createLoyverse({ now: () => clock.now, ...options });
  const send = async (method: string, url: string, body?: unknown, token = seed.ACCESS_TOKEN) => {
    const at = new URL(url, 'http://sim');
    const headers: Record<string, string> = { authorization: `Bearer ${token}` };
    const form = body instanceof URLSearchParams;
    if (body !== undefined)
      headers['content-type'] = form ? 'application/x-www-form-urlencoded' : 'application/json';
    const text = body === undefined ? '' : form ? body.toString() : JSON.stringify(body);
    const query = Object.fromEntries(at.searchParams);
    const reply = await simulator.handle({ method, path: at.pathname, query, headers, body: text });
    if ('dropped' in reply) throw new Error('dropped');
    return JSON.parse(JSON.stringify(reply)) as Reply;
  };
  const get = (path: string, token?: string) => send('GET', `/v1.0${path}`, undefined, token);
  const post = (path: string, body: unknown, token?: string) => send('POST', `/v1.0${path}`, body, token);
  const stockOf = async (variant: string) =>
    (await get(`/inventory?variant_ids=${variant}`)).json.inventory_levels[0]?.in_stock;
  return { clock, simulator, model: simulator.model, send, get, post, stockOf };
}

/** 3.50 each. */
export const lemonade = { variant_id: seed.LEMONADE_ID, quantity: 2 };
/** A sale in the first store, paid with one payment. */
export const sale = (total: number, line_items: Json[] = [lemonade], more: Json = {}): Json => ({
  store_id: seed.STORE_ID,
  order: 'WEB-1',
  line_items,
  payments: [{ payment_type_id: seed.PAYMENT_TYPE_ID, money_amount: total }],
  ...more,
});
/** Money off the whole sale. */
export const promo = (money_amount: number) => [{ id: seed.ONLINE_PROMO_ID, scope: 'RECEIPT', money_amount }];
/** 12.5 % on top of a line. */
export const vat = { line_taxes: [{ id: seed.ADDED_TAX_ID }] };
