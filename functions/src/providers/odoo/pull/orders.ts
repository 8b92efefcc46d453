import { z } from 'zod';
import { fromMajor } from '../../../model/money';
import type { PulledOrder, PulledOrderLine } from '../../../model/pulled';
import type { Page, PullRequest } from '../../pull';
import type { Client } from '../client';
import { markerIn } from '../marker';
import type { Shop } from '../shop';
import { odooTime } from '../time';
import { id, ids, link, maybe, moment, order } from '../wire';
import { list, pagesOf, pulled, stamped } from './pages';
import { pullSales } from './sales';

const HISTORY_MS = 30 * 24 * 60 * 60_000;
const MAX_IDS = 500;

const row = stamped.extend(order.shape).extend({
  write_date: moment,
  date_order: moment,
  partner_id: maybe(link),
  lines: ids,
  general_note: maybe(z.string()).optional(),
  general_customer_note: maybe(z.string()).optional(),
  refunded_order_id: maybe(link).optional(),
  refunded_order_ids: ids.optional(),
});
type Row = z.infer<typeof row>;

const line = z.looseObject({
  id,
  product_id: link,
  full_product_name: maybe(z.string()),
  qty: z.number(),
  price_unit: z.number(),
  price_subtotal_incl: z.number(),
  customer_note: maybe(z.string()),
});
type Line = z.infer<typeof line>;
const LINE_FIELDS = Object.keys(line.shape);

const FIELDS = [
  'name',
  'pos_reference',
  'state',
  'amount_total',
  'amount_tax',
  'amount_paid',
  'session_id',
  'config_id',
  'write_date',
  'date_order',
  'partner_id',
  'lines',
];

const STATUS: Readonly<Record<string, PulledOrder['status']>> = {
  draft: 'accepted',
  paid: 'completed',
  done: 'completed',
  invoiced: 'completed',
  cancel: 'cancelled',
};

/** Odoo writes refunds with a minus: here they are what was given back. */
const pulledLine = (from: Line, currency: string): PulledOrderLine => ({
  id: String(from.id),
  variationId: String(from.product_id.id),
  name: from.full_product_name ?? from.product_id.name ?? '',
  quantity: Math.abs(from.qty),
  unitPrice: fromMajor(from.price_unit, currency),
  total: Math.abs(fromMajor(from.price_subtotal_incl, currency)),
  note: from.customer_note,
});

function pulledOrder(from: Row, lines: ReadonlyMap<number, Line>, currency: string): PulledOrder {
  const refundOf = from.refunded_order_id?.id ?? from.refunded_order_ids?.[0];
  const isRefund = refundOf !== undefined || from.amount_total < 0;
  const status = STATUS[from.state] ?? 'accepted';
  const note = from.general_customer_note ?? from.general_note;
  return {
    id: String(from.id),
    number: from.name && from.name !== '/' ? from.name : from.pos_reference,
    reference: isRefund ? undefined : markerIn({ pos_reference: from.pos_reference, uuid: from.uuid, note }),
    refundOf: refundOf === undefined ? undefined : String(refundOf),
    status: isRefund && status === 'completed' ? 'refunded' : status,
    placedAt: from.date_order,
    updatedAt: from.write_date,
    currency,
    total: Math.abs(fromMajor(from.amount_total, currency)),
    tax: from.amount_tax === undefined ? undefined : Math.abs(fromMajor(from.amount_tax, currency)),
    customerId: from.partner_id && String(from.partner_id.id),
    lines: from.lines.flatMap((lineId) => {
      const one = lines.get(lineId);
      return one ? [pulledLine(one, currency)] : [];
    }),
  };
}

/** pos.order.line, a few hundred at a time. */
async function linesOf(client: Client, rows: readonly Row[]): Promise<Map<number, Line>> {
  const all = rows.flatMap(({ lines }) => lines);
  const found = new Map<number, Line>();
  for (let from = 0; from < all.length; from += MAX_IDS) {
    const domain = [['id', 'in', all.slice(from, from + MAX_IDS)] as const];
    const page = await client.find('pos.order.line', { domain, fields: LINE_FIELDS, reply: line });
    for (const one of page) found.set(one.id, one);
  }
  return found;
}

/**
 * pos.order of the till by `write_date`, which moves with payments and when the till is closed: the last 30 days at
 * first, then what changed. Never `full`: older orders exist.
 */
async function* pullTill(shop: Shop, request: PullRequest): AsyncGenerator<Page<PulledOrder>> {
  const { client } = shop;
  const tillId = shop.tillId();
  const currency = await shop.currency();
  const { refundLink, orderNote, entry } = await client.dialect();
  const own = [refundLink, ...(orderNote ? [orderNote] : []), ...(entry === 'sync_from_ui' ? ['uuid'] : [])];
  const fields = [...FIELDS, ...own];
  const first = odooTime(shop.now() - HISTORY_MS);
  const all = list(
    client,
    ({ since = first }) => ({
      model: 'pos.order',
      domain: [
        ['config_id', '=', tillId],
        ['write_date', '>=', since],
      ],
      fields,
      reply: row,
    }),
    async (rows) => {
      const lines = await linesOf(client, rows);
      return rows.map((one) => pulledOrder(one, lines, currency));
    },
  );
  yield* pulled([all], request, { ...pagesOf(shop), isFull: false });
}

export function pullOrders(shop: Shop, request: PullRequest): AsyncIterable<Page<PulledOrder>> {
  return shop.target() === 'sale' ? pullSales(shop, request) : pullTill(shop, request);
}
