import type { Answer, Script, Seen } from './scripted';

/** How Alleaves may behave where nobody knows, and what is in its inventory. */
export interface TillOptions {
  rows?: TillRow[];
  /** One line per piece, or one line with a quantity. */
  lines?: 'pieces' | 'quantities';
  /** What `id_inventory_item` of a line names. */
  names?: 'item' | 'batch' | 'nothing';
  /** Whether orders show `id_external`. */
  echoes?: boolean;
  /** Percent that the till puts on top. */
  tax?: number;
  decimals?: number;
  refusesPrices?: boolean;
}

interface TillRow extends Record<string, unknown> {
  id_batch: number;
  id_item: number;
  available: number;
  price_retail_adult_use: number;
}

export interface TillLine {
  id_item: number;
  batch: number;
  item: number;
  qty: number;
  price: number;
  reason?: string;
}
export interface TillOrder {
  id: number;
  header: Record<string, unknown>;
  lines: TillLine[];
  update?: Record<string, unknown>;
  cancel?: boolean;
  complete?: boolean;
  paid?: boolean;
}

/** A row of the inventory as one was captured, less what nobody reads. */
export const row = (more: Record<string, unknown> = {}): TillRow => ({
  id_batch: 2000,
  id_item: 1000,
  id_location: 1000,
  id_area: 1000,
  item: 'Blue Dream 3.5g',
  brand: 'Farm One ',
  category: 'Category > Flower',
  area_type: 'Retail',
  sku: null,
  metrc_package_label: '1A4000000000000000000001',
  is_adult_use: true,
  is_product: true,
  qc_hold: false,
  deleted: false,
  on_hand: 100,
  available: 100,
  price_retail: 0,
  price_retail_adult_use: 12.5,
  price_retail_medical_use: 1,
  price_otd: 0,
  price_otd_adult_use: 12.5,
  price_otd_medical_use: 1,
  cost_of_good: null,
  uom_type: 'count',
  date_received: '2026-01-02T10:00:00.000',
  date_expire: '2027-01-31',
  ...more,
});

const round = (amount: number, decimals: number) => Number(amount.toFixed(decimals));

/** A till with an arithmetic of its own: every line rounded, then the tax. */
export function till(options: TillOptions = {}) {
  const { lines = 'pieces', names = 'item', echoes = true, tax = 0, decimals = 2 } = options;
  const rows = options.rows ?? [row()];
  const orders: TillOrder[] = [];
  let nextLine = 500;
  const totalOf = (order: TillOrder) => {
    const net = order.lines.reduce((sum, line) => sum + round(line.qty * line.price, decimals), 0);
    return round(net + round((net * tax) / 100, decimals), decimals);
  };
  const view = (order: TillOrder) => ({
    id_order: order.id,
    id_customer: order.header.id_customer,
    ...(echoes && { id_external: order.header.id_external }),
    status: order.cancel ? 'voided' : 'pending',
    date_created: '2026-11-21T12:00:00Z',
    cancel: order.cancel ?? false,
    complete: order.complete ?? false,
    paid_in_full: order.paid ?? false,
    total: totalOf(order).toFixed(decimals),
    items: order.lines.map((line) => ({
      id_item: line.id_item,
      id_inventory_item: names === 'nothing' ? null : names === 'item' ? line.item : line.batch,
      ...(lines === 'quantities' && { qty: line.qty }),
      price: line.price,
    })),
  });
  const orderOf = (seen: Seen) => orders.find(({ id }) => id === Number(seen.path.split('/')[2]));
  const onOrder =
    (act: (order: TillOrder, seen: Seen) => Answer) =>
    (seen: Seen): Answer => {
      const order = orderOf(seen);
      return order ? act(order, seen) : { json: { error: 'Order not found' } };
    };
  const create: Script = ({ body }) => {
    const header = body as Record<string, unknown>;
    if (header.id_customer === null) return { status: 400, json: { error: 'id_customer is required' } };
    orders.push({ id: 7000 + orders.length, header, lines: [] });
    return { json: { id_order: 7000 + orders.length - 1 } };
  };
  const add = onOrder((order, { body }) => {
    const { id_batch, id_area, qty } = body as Record<string, number>;
    const source = rows.find((one) => one.id_batch === id_batch && one.id_area === id_area);
    if (!source || source.available < (qty ?? 0))
      return { status: 400, json: { error: 'Insufficient stock' } };
    source.available -= qty ?? 0;
    const price = source.price_retail_adult_use;
    const of = { batch: source.id_batch, item: source.id_item, price };
    if (lines === 'quantities') order.lines.push({ ...of, id_item: nextLine++, qty: qty ?? 0 });
    else for (let n = 0; n < (qty ?? 0); n += 1) order.lines.push({ ...of, id_item: nextLine++, qty: 1 });
    return { json: view(order) };
  });
  const override = onOrder((order, { path, body }) => {
    const line = order.lines.find(({ id_item }) => id_item === Number(path.split('/')[4]));
    if (!line || options.refusesPrices)
      return { status: 400, json: { error: 'Price overrides are not allowed' } };
    const { price_override, price_override_reason } = body as Record<string, unknown>;
    Object.assign(line, { price: price_override, reason: price_override_reason });
    return { json: {} };
  });
  const scripts: Record<string, Script> = {
    'POST /inventory/search': () => ({ json: rows.map((one) => ({ ...one, total_rows: rows.length })) }),
    'POST /order': create,
    'GET /order': ({ query }) => ({ json: query.page === '1' ? orders.map(view) : [] }),
    'GET /order/#': onOrder((order) => ({ json: view(order) })),
    'POST /order/#/item': add,
    'PUT /order/#/item/#': override,
    'PUT /order/#': onOrder((order, { body }) => {
      order.update = body as Record<string, unknown>;
      if (order.update.void === true) order.cancel = true;
      return { json: view(order) };
    }),
  };
  return { scripts, orders, rows, totalOf };
}
