import { z } from 'zod';
import { Failure } from '../../../model/failure';
import type { Receipt } from '../../../model/job';
import { fromMajor } from '../../../model/money';
import type { Order } from '../../../model/order';
import type { CancelOrder, Cancellation, PayOrder } from '../../provider';
import type { Client, Domain } from '../client';
import type { Shop } from '../shop';
import { id } from '../wire';
import { paidNote } from './mapping';

const sale = z.looseObject({
  id,
  name: z.string(),
  state: z.string(),
  amount_total: z.number(),
  invoice_status: z.string(),
});
export type WireSale = z.infer<typeof sale>;

const FIELDS = ['name', 'state', 'amount_total', 'invoice_status'];

const find = (client: Client, domain: Domain): Promise<WireSale[]> =>
  client.find('sale.order', { domain, fields: FIELDS, reply: sale, order: 'id asc' });

/** Sales orders with our marker as the customer's reference, the oldest first. */
export const findSales = (client: Client, marker: string): Promise<WireSale[]> =>
  find(client, [['client_order_ref', '=', marker]]);

const byId = async (client: Client, externalId: string): Promise<WireSale | undefined> =>
  (await find(client, [['id', '=', Number(externalId)]]))[0];

/** `sale`, and `done` for one that is locked. */
export const isConfirmed = ({ state }: WireSale): boolean => state === 'sale' || state === 'done';

/** A sales order knows no payment: a paid order carries it as a note. */
export function receiptOf(row: WireSale, order: Order, notes: readonly string[] = []): Receipt {
  const paid = order.payment.status === 'paid';
  return {
    externalId: String(row.id),
    externalNumber: row.name,
    posTotal: fromMajor(row.amount_total, order.currency),
    paid,
    notes: [
      ...notes,
      ...(row.state === 'cancel' ? ['The sales order was cancelled in Odoo.'] : []),
      ...(paid ? ['The payment stands on the sales order as a note: invoice and book it in Odoo.'] : []),
    ],
  };
}

const line = z.looseObject({ id });

/** A note among the lines, once. */
export async function payForSale({ client }: Shop, { order, receipt }: PayOrder): Promise<Receipt> {
  const row = await byId(client, receipt.externalId);
  if (!row || row.state === 'cancel')
    throw new Failure('rejected', `Odoo no longer has the sales order ${receipt.externalId}.`, {
      advice: 'It was cancelled or deleted in Odoo: refund the shopper if it stays so.',
    });
  const note = { display_type: 'line_note', name: paidNote(order) };
  const domain = [['order_id', '=', row.id] as const, ['name', '=', note.name] as const];
  const there = await client.find('sale.order.line', { domain, fields: ['id'], reply: line, limit: 1 });
  if (there.length === 0) await client.write('sale.order', [row.id], { order_line: [[0, 0, note]] });
  return receiptOf(row, order);
}

/** Without it 17 and 18 only ask whether one is sure, and change nothing. */
const SURE = { disable_cancel_warning: true };

async function cancelOne(client: Client, row: WireSale): Promise<Cancellation> {
  if (row.state === 'cancel')
    return { how: 'voided', notes: ['The sales order was cancelled in Odoo already.'] };
  if (row.invoice_status === 'invoiced')
    throw new Failure('rejected', `The sales order ${row.name} is invoiced in Odoo.`, {
      advice: 'Write the credit note in Odoo and cancel the order there.',
    });
  const call = {
    model: 'sale.order',
    method: 'action_cancel',
    ids: [row.id],
    context: SURE,
    effect: true,
  } as const;
  await client.call({ ...call, reply: z.unknown() });
  const now = await byId(client, String(row.id));
  if (!now || now.state === 'cancel') return { how: 'voided', notes: [] };
  throw new Failure('rejected', `Odoo does not let the sales order ${row.name} be cancelled.`, {
    advice: 'It may be locked or delivered: settle it in Odoo.',
  });
}

export async function cancelSale({ client }: Shop, { marker, receipt }: CancelOrder): Promise<Cancellation> {
  const known = receipt && (await byId(client, receipt.externalId));
  const rows = receipt ? (known ? [known] : []) : await findSales(client, marker);
  const ends: Cancellation[] = [];
  for (const row of rows) ends.push(await cancelOne(client, row));
  const [main] = ends;
  return main ? { ...main, notes: ends.flatMap(({ notes }) => notes) } : { how: 'nothing', notes: [] };
}
