import { createZoho, type ZohoOptions } from '.';
import * as seed from './seed';

export type Json = Record<string, unknown>;

interface Line {
  line_item_id: string;
  item_id: string;
  name: string;
  rate: number;
  quantity: number;
  item_total: number;
  item_total_inclusive_of_tax: number;
  quantity_invoiced: number;
}

/** What replies may hold; a test that looks for what is not there meets undefined and fails. */
interface Row extends Json {
  organization_id: string;
  item_id: string;
  name: string;
  rate: number;
  contact_id: string;
  contact_name: string;
  contact_persons: { contact_person_id: string }[];
  pricebook_id: string;
  pricebook_items: { item_id: string; pricebook_item_id: string; pricebook_rate: number }[];
  salesorder_id: string;
  salesorder_number: string;
  status: string;
  invoice_id: string;
  payment_id: string;
  total: number;
  line_items: Line[];
  locations: Json[];
  actual_available_for_sale_stock: number;
}

type Lists = Record<
  | 'organizations'
  | 'locations'
  | 'warehouses'
  | 'taxes'
  | 'items'
  | 'itemgroups'
  | 'composite_items'
  | 'pricebooks'
  | 'contacts'
  | 'salesorders'
  | 'invoices'
  | 'customerpayments'
  | 'inventory_adjustments',
  Row[]
>;
type Ones = Record<
  'item' | 'item_group' | 'pricebook' | 'contact' | 'salesorder' | 'sales_order' | 'invoice' | 'payment',
  Row
>;

export interface Reply {
  status: number;
  headers: Record<string, string>;
  text?: string;
  json: Lists &
    Ones & {
      code: number;
      message: string;
      page_context: { page: number; per_page: number; has_more_page: boolean; applied_filter: string };
      access_token: string;
      refresh_token: string;
      error: string;
    };
}

export const START = Date.parse('2026-01-05T10:15:30Z');

interface From {
  token?: string;
  organization?: string;
}

/** A simulator with a clock to turn and a short way to ask it things. */
export function till(options: ZohoOptions = {}) {
  const clock = { now: START };
  const simulator = createZoho({ now: () => clock.now, ...options });
  const send = async (method: string, url: string, headers: Record<string, string> = {}, body = '') => {
    const at = new URL(url, 'http://sim');
    const query = Object.fromEntries(at.searchParams);
    const reply = await simulator.handle({ method, path: at.pathname, query, headers, body });
    if ('dropped' in reply) throw new Error('dropped');
    return JSON.parse(JSON.stringify(reply)) as Reply;
  };
  const ask = (method: string, path: string, body?: unknown, from: From = {}) => {
    const { token = seed.ACCESS_TOKEN, organization = seed.ORGANIZATION_ID } = from;
    const headers: Record<string, string> = { authorization: `Zoho-oauthtoken ${token}` };
    if (body !== undefined) headers['content-type'] = 'application/json;charset=UTF-8';
    const url = `/inventory/v1${path}${path.includes('?') ? '&' : '?'}organization_id=${organization}`;
    return send(method, url, headers, body === undefined ? '' : JSON.stringify(body));
  };
  const get = (path: string, from?: From) => ask('GET', path, undefined, from);
  const post = (path: string, body?: unknown, from?: From) => ask('POST', path, body, from);
  const put = (path: string, body: unknown) => ask('PUT', path, body);
  /** Creates an order under its own number. */
  const order = (body: Json) => post('/salesorders?ignore_auto_number_generation=true', body);
  /** Creates and confirms one. */
  const confirmed = async (body: Json = sale()) => {
    const { salesorder } = (await order(body)).json;
    await post(`/salesorders/${salesorder.salesorder_id}/status/confirmed`);
    return salesorder;
  };
  const stockOf = async (item: string) => (await get(`/items/${item}`)).json.item;
  return { clock, simulator, model: simulator.model, send, ask, get, post, put, order, confirmed, stockOf };
}

/** 3.50 each, no tax. */
export const lemonade = { item_id: seed.LEMONADE_ID, quantity: 2 };
/** 12.50 each, 12.5 % on top, stock is tracked. */
export const roti = { item_id: seed.ROTI_ID, quantity: 1 };

/** An order of the walk-in customer. */
export const sale = (line_items: Json[] = [lemonade], more: Json = {}): Json => ({
  customer_id: seed.WALK_IN_CONTACT_ID,
  salesorder_number: 'WEB-1',
  reference_number: 'ord-1',
  line_items,
  ...more,
});
