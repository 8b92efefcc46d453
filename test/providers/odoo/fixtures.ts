import { Failure } from '../../../functions/src/model/failure';
import { orderSchema, type Order, type OrderLine } from '../../../functions/src/model/order';
import type { Http } from '../../../functions/src/providers/http';
import { odoo } from '../../../functions/src/providers/odoo';
import type { MappedLine, Operations, PushOrder } from '../../../functions/src/providers/provider';
import type { Json, Seen } from './scripted';

export const NOW = Date.UTC(2026, 10, 21, 12, 0, 0);
export const MARKER = 'A17-0123456789abcd';
export const TILL = 1;
export const SESSION = 3;
export const METHOD = 2;
export const POS = { paymentMethodId: METHOD };
export const ALL_SERIES = [16, 17, 18, 19] as const;

export const CREDENTIALS = {
  host: 'https://shop.example.com',
  database: 'shop',
  login: 'api@shop.com',
  apiKey: 'key-secret',
};

interface Opening {
  series?: number;
  pos?: Json;
  credentials?: Json;
  [more: string]: unknown;
}

export function open(http: Http, { series = 18, pos = POS, credentials, ...more }: Opening = {}): Operations {
  return odoo.open({
    credentials: credentials ?? { ...CREDENTIALS, series, uid: 8 },
    externalLocationId: String(TILL),
    currency: 'USD',
    pos,
    tools: { http, baseUrl: 'http://odoo.sim', now: () => NOW },
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
  link: { variationId: '65' },
  modifiers: [],
  ...more,
});

export function order(more: Json = {}): Order {
  return orderSchema.parse({
    number: 'A17',
    locationId: 'loc',
    currency: 'USD',
    placedAt: NOW - 60_000,
    status: 'placed',
    payment: { status: 'paid', reference: 'pi_1' },
    lines: [line()],
    total: 700,
    ...more,
  });
}

export const UNPAID = { payment: { status: 'unpaid' } };

export const push = (more: Partial<PushOrder> = {}): PushOrder => ({
  marker: MARKER,
  order: order(),
  lines: [mapped()],
  discounts: [],
  fees: [],
  ...more,
});

export const FALLBACK = { variationId: '99' };

export const till = (more: Json = {}): Json => ({
  id: TILL,
  name: 'Coffee bar',
  company_id: [1, 'My Company'],
  currency_id: [2, 'USD'],
  current_session_id: [SESSION, 'POS/00003'],
  current_session_state: 'opened',
  payment_method_ids: [1, METHOD],
  pricelist_id: false,
  use_pricelist: false,
  ...more,
});

export const orderRow = (more: Json = {}): Json => ({
  id: 6,
  name: 'Coffee bar/0006',
  pos_reference: '260-1-000006',
  uuid: 'u-6',
  state: 'paid',
  amount_total: 7,
  amount_tax: 0,
  amount_paid: 7,
  session_id: [SESSION, 'POS/00003'],
  config_id: [TILL, 'Coffee bar'],
  ...more,
});

/** The order inside sync_from_ui or create_from_ui, as it was sent. */
export function sentOrder(seen: Seen | undefined): Json {
  const orders = (seen?.transport === 'json2' ? seen.named.orders : seen?.args[0]) as Json[];
  expect(orders).toHaveLength(1);
  const [one = {}] = orders;
  return 'data' in one ? (one.data as Json) : one;
}

/** The values of one2many commands `[0, 0, values]`. */
export const valuesOf = (commands: unknown): Json[] =>
  (commands as [number, number, Json][]).map(([command, none, values]) => {
    expect([command, none]).toEqual([0, 0]);
    return values;
  });

/** Takes an order as the series would, and shows it. */
export function accepting(series: number) {
  const state = { row: orderRow() };
  const keep = (sent: Json, paid: boolean) => {
    state.row = orderRow({
      name: paid ? 'Coffee bar/0006' : '/',
      state: paid ? 'paid' : 'draft',
      amount_total: sent.amount_total,
      amount_tax: sent.amount_tax,
      amount_paid: sent.amount_paid,
      uuid: sent.uuid ?? false,
      pos_reference: sent.name ?? '260-1-000006',
    });
  };
  return {
    'pos.config.search_read': { result: [till()] },
    'pos.order.sync_from_ui': (seen: Seen) => {
      const sent = sentOrder(seen);
      keep(sent, sent.state === 'paid');
      return {
        result: { 'pos.order': [{ ...state.row, session_id: SESSION, config_id: TILL }], 'pos.session': [] },
      };
    },
    'pos.order.create_from_ui': (seen: Seen) => {
      const draft = seen.transport === 'json2' ? seen.named.draft : seen.args[1];
      keep(sentOrder(seen), draft !== true);
      return { result: [{ id: 6, pos_reference: 'x', account_move: false }] };
    },
    'pos.order.search_read': () => ({
      result: [series >= 18 ? state.row : { ...state.row, uuid: undefined }],
    }),
  };
}

export const ENTRY = (series: number) =>
  series >= 18 ? 'pos.order.sync_from_ui' : 'pos.order.create_from_ui';

export async function failureOf(action: Promise<unknown>): Promise<Failure> {
  const thrown: unknown = await action.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (thrown instanceof Failure) return thrown;
  throw new Error(`expected a Failure, got ${String(thrown)}`);
}
