import { Failure } from '../../model/failure';
import type { CancelOrder, Cancellation } from '../provider';
import { segment, type Client } from './client';
import { isGone } from './items';
import { findOrder, isVoid, readOrder } from './orders';
import { isPaidInPart } from './invoices';
import type { Shop } from './shop';
import { done, type WireInvoice, type WireSalesOrder } from './wire';
import { failureIn } from './refusal';

async function held({ client }: Shop, cancel: CancelOrder): Promise<WireSalesOrder | undefined> {
  const { marker, receipt, pushedSince } = cancel;
  const id = receipt?.externalId ?? (await findOrder(client, marker, pushedSince))?.salesorder_id;
  if (id === undefined) return undefined;
  try {
    return await readOrder(client, id);
  } catch (thrown) {
    const failure = failureIn(thrown);
    if (isGone(failure)) return undefined;
    throw failure;
  }
}

/** Runs a void; a refusal is none where it stands void by now. */
async function voided(act: () => Promise<unknown>, isOver: () => Promise<boolean>): Promise<void> {
  try {
    await act();
  } catch (thrown) {
    const failure = failureIn(thrown);
    if (failure.kind === 'rejected' && (await isOver())) return;
    throw failure;
  }
}

/** POST /invoices/{id}/status/void: an order with an invoice cannot be voided. */
function voidInvoice(client: Client, sale: WireSalesOrder, { invoice_id }: WireInvoice): Promise<void> {
  return voided(
    () => client.post(`/invoices/${segment(invoice_id)}/status/void`, done),
    async () => {
      const now = await readOrder(client, sale.salesorder_id);
      return !now.invoices?.some((one) => one.invoice_id === invoice_id && one.status !== 'void');
    },
  );
}

/** POST /salesorders/{id}/status/void */
function voidSale(client: Client, { salesorder_id: id }: WireSalesOrder): Promise<void> {
  return voided(
    () => client.post(`/salesorders/${segment(id)}/status/void`, done),
    async () => isVoid(await readOrder(client, id)),
  );
}

/**
 * Voids the sales order, its unpaid invoices first. One with a payment is left to a person: giving money back in Zoho is
 * bookkeeping (a credit note against an account of their choice), and the order stays invoiced.
 * https://www.zoho.com/inventory/api/v1/salesorders/
 */
export async function cancelOrder(shop: Shop, cancel: CancelOrder): Promise<Cancellation> {
  const { currency } = cancel.order;
  const sale = await held(shop, cancel);
  if (!sale) return { how: 'nothing', notes: [] };
  if (isVoid(sale)) return { how: 'voided', notes: [] };
  const invoices = (sale.invoices ?? []).filter(({ status }) => status !== 'void');
  const [paid] = invoices.filter((invoice) => isPaidInPart(invoice, currency));
  if (paid)
    throw new Failure(
      'rejected',
      `The sales order ${sale.salesorder_number} is invoiced and paid in Zoho, so it cannot be voided.`,
      {
        advice:
          `In Zoho Inventory, make a credit note for invoice ${paid.invoice_number ?? paid.invoice_id} and refund it, ` +
          'or delete its payment and retry the cancellation.',
      },
    );
  for (const invoice of invoices) await voidInvoice(shop.client, sale, invoice);
  await voidSale(shop.client, sale);
  return { how: 'voided', notes: [] };
}
