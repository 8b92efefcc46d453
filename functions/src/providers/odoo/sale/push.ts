import { z } from 'zod';
import { Failure } from '../../../model/failure';
import type { Receipt } from '../../../model/job';
import { fromMajor, majorText } from '../../../model/money';
import type { PushOrder } from '../../provider';
import type { Client } from '../client';
import { explained } from '../culprit';
import type { Shop } from '../shop';
import { taxesFor, taxIdsOf } from '../tax';
import { odooTime } from '../time';
import { saleLines } from './mapping';
import { findSales, isConfirmed, receiptOf, type WireSale } from './orders';

function partnerOf(shop: Shop, { customerId }: PushOrder): number {
  const id = Number(customerId ?? shop.settings().partnerId);
  if (Number.isSafeInteger(id) && id > 0) return id;
  throw new Failure(
    'rejected',
    'Odoo wants a customer on every sales order, and none is chosen for web orders.',
    {
      advice: 'Choose a contact for web orders (partnerId) in the settings of the connection, then retry.',
    },
  );
}

/** Drafts only: nothing of them was confirmed, delivered or booked. */
async function discard(client: Client, drafts: readonly WireSale[]): Promise<void> {
  const gone = drafts.filter(({ state }) => state === 'draft').map(({ id }) => id);
  if (gone.length === 0) return;
  await client.call({ model: 'sale.order', method: 'unlink', ids: gone, effect: true, reply: z.unknown() });
}

/** sale.order.create: a quotation, which binds nobody. */
async function quote(shop: Shop, push: PushOrder): Promise<number> {
  const { client } = shop;
  const { order, marker } = push;
  const settings = shop.settings();
  const links = [...push.lines.map(({ link }) => link), push.fallback];
  const used = order.tax.amount > 0 ? links.flatMap((link) => taxIdsOf(link?.taxIds)) : [];
  const taxes = await taxesFor(client, settings, used, settings.companyId);
  const dialect = await client.dialect();
  return client.create('sale.order', {
    partner_id: partnerOf(shop, push),
    client_order_ref: marker,
    origin: `Web #${order.number}`,
    warehouse_id: shop.warehouseId(),
    date_order: odooTime(Math.min(order.placedAt, shop.now())),
    ...(settings.companyId && { company_id: settings.companyId }),
    order_line: saleLines(push, { settings, dialect, taxes }),
  });
}

/** Odoo computes the totals of a sales order: one that differs is never confirmed. */
async function demandTotal(client: Client, row: WireSale, { order }: PushOrder): Promise<void> {
  const total = fromMajor(row.amount_total, order.currency);
  if (total === order.total) return;
  await discard(client, [row]);
  const text = (minor: number) => majorText(minor, order.currency);
  throw new Failure(
    'rejected',
    `Odoo computes ${text(total)} for the order, the storefront ${text(order.total)}.`,
    {
      advice:
        'Compare the taxes of the connection and the decimal accuracy of "Product Price" in Odoo, then retry.',
    },
  );
}

/** sale.order.action_confirm; it answers with true or, with the loyalty app, with an action. */
async function confirm(client: Client, row: WireSale): Promise<void> {
  const call = { model: 'sale.order', method: 'action_confirm', ids: [row.id], effect: true } as const;
  await client.call({ ...call, reply: z.unknown() });
}

/**
 * For a business without a till. Quotation, comparison, confirmation: a crash in between leaves a quotation with our
 * marker, which the next try confirms. Of several the first counts.
 */
export async function pushSale(shop: Shop, push: PushOrder): Promise<Receipt> {
  const { client } = shop;
  const standing = push.mayExistSince === undefined ? [] : await findSales(client, push.marker);
  if (standing.length === 0)
    await quote(shop, push).catch(async (thrown: unknown) => {
      throw await explained(client, thrown, push);
    });
  const [row, ...others] = standing.length > 0 ? standing : await findSales(client, push.marker);
  if (!row) throw new Failure('unexpected', 'Odoo took the sales order and does not show it.');
  await discard(client, others);
  if (isConfirmed(row) || row.state === 'cancel') return receiptOf(row, push.order);
  await demandTotal(client, row, push);
  await confirm(client, row);
  const [now] = await findSales(client, push.marker);
  if (now && isConfirmed(now)) return receiptOf(now, push.order);
  throw new Failure(
    'conflict',
    'Odoo took the confirmation of the sales order and does not show it as confirmed.',
    {
      advice: 'See in Odoo what it lacks, and confirm it there.',
    },
  );
}
