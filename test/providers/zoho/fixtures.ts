import { Failure } from '../../../functions/src/model/failure';
import { orderSchema, type Order, type OrderLine } from '../../../functions/src/model/order';
import type { Http } from '../../../functions/src/providers/http';
import type { MappedLine, Operations, PushOrder } from '../../../functions/src/providers/provider';
import type { Page } from '../../../functions/src/providers/pull';
import { zoho } from '../../../functions/src/providers/zoho';
import type { SalesOrderBody } from '../../../functions/src/providers/zoho/mapping';
import type { Answer, Seen } from './scripted';

export const NOW = Date.UTC(2026, 10, 21, 12, 0, 0);
export const ORGANIZATION = '60001';
export const LOCATION = '700050';
export const MARKER = 'A17-0123456789abcd';
export const POS = { walkInCustomerId: '700500' };
export const FALLBACK = { variationId: '700999' };
export const CREDENTIALS = {
  accessToken: '1000.tok-secret',
  dataCenter: 'in',
  organizationId: ORGANIZATION,
};

export function open(http: Http, pos: unknown = POS, more: Record<string, unknown> = {}): Operations {
  return zoho.open({
    credentials: CREDENTIALS,
    externalLocationId: LOCATION,
    currency: 'USD',
    timezone: 'Asia/Kolkata',
    pos,
    tools: { http, baseUrl: 'https://www.zohoapis.com', now: () => NOW },
    ...more,
  }) as Operations;
}

export const line = (more: Partial<OrderLine> = {}): OrderLine => ({
  id: 'l1',
  productId: 'latte',
  variationId: undefined,
  name: 'Latte',
  quantity: 2,
  unitPrice: 350,
  modifiers: [],
  note: undefined,
  discount: 0,
  ...more,
});

export const mapped = (more: Partial<MappedLine> = {}): MappedLine => ({
  line: line(),
  as: 'item',
  link: { variationId: '700201' },
  modifiers: [],
  ...more,
});

export function order(more: Record<string, unknown> = {}): Order {
  return orderSchema.parse({
    number: 'A17',
    locationId: 'loc',
    currency: 'USD',
    placedAt: NOW - 60_000,
    status: 'placed',
    payment: { status: 'unpaid' },
    lines: [line()],
    total: 700,
    ...more,
  });
}

export const PAID = { payment: { status: 'paid', method: 'Visa card' } };

export const push = (more: Partial<PushOrder> = {}): PushOrder => ({
  marker: MARKER,
  order: order(),
  lines: [mapped()],
  discounts: [],
  fees: [],
  ...more,
});

/** A sales order as a detail shows it; `total` in major units. */
export const sale = (more: Record<string, unknown> = {}) => ({
  salesorder_id: '700700',
  salesorder_number: MARKER,
  reference_number: MARKER,
  status: 'draft',
  order_status: 'draft',
  paid_status: '',
  customer_id: '700500',
  currency_code: 'USD',
  total: 7,
  created_time: '2026-11-21T17:29:30+0530',
  last_modified_time: '2026-11-21T17:29:30+0530',
  date: '2026-11-21',
  invoices: [],
  line_items: [
    { line_item_id: '700701', item_id: '700201', name: 'Latte', quantity: 2, rate: 3.5, item_total: 7 },
  ],
  ...more,
});

/** The same as a list shows it. */
export function row(more: Record<string, unknown> = {}) {
  const { invoices: _invoices, line_items: _lines, ...rest } = sale(more);
  return rest;
}

export const invoice = (more: Record<string, unknown> = {}) => ({
  invoice_id: '700800',
  invoice_number: 'INV-7',
  status: 'draft',
  total: 7,
  balance: 7,
  ...more,
});

export const rows = (salesorders: unknown[], more = false): Answer => ({
  json: { salesorders, page_context: { page: 1, per_page: 200, has_more_page: more } },
});

/** Takes an order as Zoho would that comes to `total`. */
export const accepting =
  (total = 7) =>
  ({ body }: Seen): Answer => {
    const { salesorder_number, reference_number, customer_id, line_items } = body as SalesOrderBody;
    const lines = line_items.map((one, index) => ({ ...one, line_item_id: `70${index}` }));
    return {
      status: 201,
      json: {
        salesorder: sale({ salesorder_number, reference_number, customer_id, line_items: lines, total }),
      },
    };
  };

export const CREATE = 'POST /salesorders';
export const LIST = 'GET /salesorders';
export const READ = 'GET /salesorders/700700';
export const CONFIRM = 'POST /salesorders/700700/status/confirmed';
export const INVOICE = 'POST /invoices/fromsalesorder';
export const SENT = 'POST /invoices/700800/status/sent';
export const PAY = 'POST /customerpayments';
export const OK: Answer = {};

export async function failureOf(action: Promise<unknown>): Promise<Failure> {
  const thrown: unknown = await action.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (thrown instanceof Failure) return thrown;
  throw new Error(`expected a Failure, got ${String(thrown)}`);
}

export async function all<T>(source: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const one of source) found.push(one);
  return found;
}

/** Pages of a pull; the last one tells how it ended. */
export async function pagesOf<T>(source: AsyncIterable<Page<T>>) {
  const pages = await all(source);
  return { pages, records: pages.flatMap((page) => page.records), last: pages.at(-1) };
}
