import { Failure } from '../../model/failure';
import type { CancelOrder, Cancellation } from '../provider';
import type { Client } from './client';
import { findOrders, isPaid, readOrder } from './orders';
import { cancelDraft, refund } from './refund';
import type { Shop } from './shop';
import type { WireOrder } from './wire';

async function ordersOf(shop: Shop, { marker, receipt }: CancelOrder): Promise<WireOrder[]> {
  if (!receipt) return findOrders(shop.client, marker, shop.tillId());
  const row = await readOrder(shop.client, Number(receipt.externalId));
  return row ? [row] : [];
}

/** A draft's money was never booked; it is cancelled, and looked at again since staff may have been faster. */
async function voidDraft(client: Client, row: WireOrder): Promise<Cancellation> {
  if (row.amount_paid !== 0)
    throw new Failure('rejected', `Order ${row.id} is partly paid at the till.`, {
      advice: 'Give that money back and cancel the order in Odoo.',
    });
  await cancelDraft(client, row.id);
  const now = await readOrder(client, row.id);
  if (!now || now.state === 'cancel') return { how: 'voided', notes: [] };
  throw new Failure('conflict', `Order ${row.id} moved in Odoo while it was being cancelled.`, {
    advice: 'See in Odoo what became of the order.',
  });
}

/** By its state up to 18, by a field of its own from 19. */
const isInvoiced = ({ state, invoice_status: invoice }: WireOrder) =>
  state === 'invoiced' || invoice === 'invoiced';

async function cancelOne(shop: Shop, row: WireOrder, cancel: CancelOrder): Promise<Cancellation> {
  if (row.state === 'cancel') return { how: 'voided', notes: ['The order was cancelled in Odoo already.'] };
  if (row.state === 'draft') return voidDraft(shop.client, row);
  if (!isPaid(row))
    throw new Failure('unexpected', `Odoo holds order ${row.id} in the unknown state "${row.state}".`);
  if (isInvoiced(row))
    throw new Failure('rejected', `Order ${row.id} is invoiced in Odoo.`, {
      advice: 'Refund it in Odoo: it also needs a credit note, which the bridge does not write.',
    });
  return refund(shop, row, { currency: cancel.order.currency, mayExist: cancel.mayExist });
}

/** Cancels a draft, refunds what is paid. A late commit may have left two orders with one marker: then both. */
export async function cancelAtTill(shop: Shop, cancel: CancelOrder): Promise<Cancellation> {
  const ends: Cancellation[] = [];
  for (const row of await ordersOf(shop, cancel)) ends.push(await cancelOne(shop, row, cancel));
  const main = ends.find(({ how }) => how === 'refunded') ?? ends[0];
  return main ? { ...main, notes: ends.flatMap(({ notes }) => notes) } : { how: 'nothing', notes: [] };
}
