import { z } from 'zod';
import { fromMajor } from '../../../model/money';
import type { PulledOrder, PulledOrderLine } from '../../../model/pulled';
import type { Page, PullRequest } from '../../pull';
import type { Client } from '../client';
import type { Shop } from '../shop';
import { odooTime } from '../time';
import { id, ids, link, maybe, moment } from '../wire';
import { list, pagesOf, pulled, stamped } from './pages';

const HISTORY_MS = 30 * 24 * 60 * 60_000;

const row = stamped.extend({
  name: z.string(),
  client_order_ref: maybe(z.string()),
  state: z.string(),
  date_order: moment,
  write_date: moment,
  amount_total: z.number(),
  amount_tax: z.number(),
  partner_id: maybe(link),
  order_line: ids,
});
const line = z.looseObject({
  id,
  product_id: maybe(link),
  name: z.string(),
  product_uom_qty: z.number(),
  price_unit: z.number(),
  price_total: z.number(),
});
type Line = z.infer<typeof line>;

const STATUS: Readonly<Record<string, PulledOrder['status']>> = {
  sale: 'accepted',
  done: 'completed',
  cancel: 'cancelled',
};

const pulledLine = (from: Line, currency: string): PulledOrderLine => ({
  id: String(from.id),
  variationId: from.product_id && String(from.product_id.id),
  name: from.name.split('\n')[0] ?? from.name,
  quantity: from.product_uom_qty,
  unitPrice: fromMajor(from.price_unit, currency),
  total: fromMajor(from.price_total, currency),
});

/** sale.order.line; notes and sections are lines without a product. */
async function linesOf(client: Client, lineIds: readonly number[]): Promise<Map<number, Line>> {
  const domain = [['id', 'in', lineIds] as const];
  const rows = await client.find('sale.order.line', { domain, fields: Object.keys(line.shape), reply: line });
  return new Map(rows.filter((one) => one.product_id).map((one) => [one.id, one]));
}

async function records(client: Client, rows: readonly z.infer<typeof row>[], currency: string) {
  const lines = await linesOf(
    client,
    rows.flatMap(({ order_line }) => order_line),
  );
  return rows.map((from): PulledOrder => ({
    id: String(from.id),
    number: from.name,
    reference: from.client_order_ref,
    status: STATUS[from.state] ?? 'accepted',
    placedAt: from.date_order,
    updatedAt: from.write_date,
    currency,
    total: fromMajor(from.amount_total, currency),
    tax: fromMajor(from.amount_tax, currency),
    customerId: from.partner_id && String(from.partner_id.id),
    lines: from.order_line.flatMap((lineId) => {
      const one = lines.get(lineId);
      return one ? [pulledLine(one, currency)] : [];
    }),
  }));
}

/** sale.order of the warehouse; quotations are not orders yet. */
export async function* pullSales(shop: Shop, request: PullRequest): AsyncGenerator<Page<PulledOrder>> {
  const { client } = shop;
  const warehouseId = shop.warehouseId();
  const currency = await shop.currency();
  const first = odooTime(shop.now() - HISTORY_MS);
  const all = list(
    client,
    ({ since = first }) => ({
      model: 'sale.order',
      domain: [
        ['warehouse_id', '=', warehouseId],
        ['state', 'in', Object.keys(STATUS)],
        ['write_date', '>=', since],
      ],
      fields: Object.keys(row.shape),
      reply: row,
    }),
    (rows) => records(client, rows, currency),
  );
  yield* pulled([all], request, { ...pagesOf(shop), isFull: false });
}
