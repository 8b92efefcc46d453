import { Failure } from '../../model/failure';
import type { Receipt } from '../../model/job';
import { fromMajor, majorText } from '../../model/money';
import type { Order } from '../../model/order';
import type { Client } from './client';
import type { Dialect } from './dialect';
import { markerDomain } from './marker';
import { order as wireOrder, type WireOrder } from './wire';

const FIELDS = [
  'name',
  'pos_reference',
  'state',
  'amount_total',
  'amount_tax',
  'amount_paid',
  'session_id',
  'config_id',
  'has_refundable_lines',
  'refund_orders_count',
];

const fieldsFor = ({ entry, invoiceStatus }: Dialect) => [
  ...FIELDS,
  ...(entry === 'sync_from_ui' ? ['uuid'] : []),
  ...(invoiceStatus ? ['invoice_status'] : []),
];

/** An order by its id; undefined when it was deleted. */
export async function readOrder(client: Client, id: number): Promise<WireOrder | undefined> {
  const fields = fieldsFor(await client.dialect());
  const [row] = await client.find('pos.order', {
    domain: [['id', '=', id]],
    fields,
    reply: wireOrder,
    limit: 1,
  });
  return row;
}

/** An id of ours that Odoo must know. @throws Failure `rejected` when it is gone. */
export async function demandOrder(client: Client, externalId: string): Promise<WireOrder> {
  const row = await readOrder(client, Number(externalId));
  if (row) return row;
  throw new Failure('rejected', `Odoo no longer has the order ${externalId}.`, {
    advice: 'It was deleted in Odoo: see there what became of it.',
  });
}

/** Sales with our marker, the oldest first. Refunds share the reference up to 18: they are left out. */
export async function findOrders(client: Client, marker: string, tillId: number): Promise<WireOrder[]> {
  const dialect = await client.dialect();
  const domain = markerDomain(dialect, marker, tillId);
  const rows = await client.find('pos.order', {
    domain,
    fields: fieldsFor(dialect),
    reply: wireOrder,
    order: 'id asc',
  });
  return rows.filter((row) => row.amount_total >= 0);
}

/** `paid`; `done` once the till was closed; `invoiced` up to 18. */
export const isPaid = ({ state }: WireOrder): boolean => ['paid', 'done', 'invoiced'].includes(state);

/** The number that staff see. */
const numberOf = ({ name, pos_reference }: WireOrder) => (name && name !== '/' ? name : pos_reference);

/** The order as Odoo says it is, never as we meant it. */
export function receiptOf(row: WireOrder, order: Order, notes: readonly string[] = []): Receipt {
  const posTotal = fromMajor(row.amount_total, order.currency);
  const text = (minor: number) => `${majorText(minor, order.currency)} ${order.currency}`;
  return {
    externalId: String(row.id),
    externalNumber: numberOf(row),
    posTotal,
    paid: isPaid(row),
    notes: [
      ...(posTotal === order.total
        ? []
        : [
            `Odoo’s order comes to ${text(posTotal)}, the storefront’s to ${text(order.total)}: somebody changed it.`,
          ]),
      ...(row.state === 'cancel' ? ['The order was cancelled in Odoo.'] : []),
      ...(row.state === 'draft'
        ? ['It stands unpaid at the till, which cannot be closed before it is paid or cancelled.']
        : []),
      ...notes,
    ],
  };
}
