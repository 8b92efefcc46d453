import { Failure } from '../../model/failure';
import { fromMajor, majorText } from '../../model/money';
import type { CancelOrder, Cancellation } from '../provider';
import { findReceipts, findSales } from './receipts';
import { demandStore, type Shop } from './shop';
import { receipt, type WireReceipt } from './wire';

/** Usually one. A late commit may have left two sales with one marker: then both are to go. */
async function receiptNumbers(shop: Shop, cancel: CancelOrder): Promise<string[]> {
  if (cancel.receipt) return [cancel.receipt.externalId];
  const { marker, pushedSince: since } = cancel;
  const wanted = { marker, storeId: demandStore(shop), since, now: shop.now() };
  return (await findSales(shop.client, wanted)).map((sale) => sale.receipt_number);
}

/** In thousandths, so that fractions add up. */
const piecesOf = (rows: readonly WireReceipt[]) =>
  rows
    .flatMap((row) => row.line_items)
    .reduce((pieces, line) => pieces + Math.round(line.quantity * 1000), 0);

/** What an earlier try or a person refunded; undefined when nobody did. */
async function earlierRefund(shop: Shop, sale: WireReceipt): Promise<Cancellation | undefined> {
  // Not by store: a refund may be made at any till of the account.
  const refunds = await findReceipts(shop.client, {
    since: Date.parse(sale.created_at),
    now: shop.now(),
    matches: (row) =>
      row.refund_for === sale.receipt_number &&
      row.receipt_type === 'REFUND' &&
      row.cancelled_at === undefined,
  });
  const [first] = refunds;
  if (!first) return undefined;
  if (piecesOf(refunds) < piecesOf([sale]))
    throw new Failure('rejected', `Receipt ${sale.receipt_number} is partly refunded in Loyverse already.`, {
      advice: 'Refund the rest in Loyverse: the bridge cannot tell which pieces are still to be refunded.',
    });
  return { how: 'refunded', externalId: first.receipt_number, notes: [] };
}

/** POST /receipts/{n}/refund of every line. */
async function refund(shop: Shop, sale: WireReceipt, currency: string): Promise<Cancellation> {
  const { employeeId, source } = shop.settings();
  const path = `/receipts/${encodeURIComponent(sale.receipt_number)}/refund`;
  const made = await shop.client.post(path, receipt, {
    store_id: shop.storeId,
    employee_id: employeeId,
    source,
    line_items: sale.line_items.map(({ id, quantity }) => ({ id, quantity })),
  });
  const text = (major: number) => majorText(fromMajor(major, currency), currency);
  const [back, paid] = [text(made.total_money), text(sale.total_money)];
  const notes = back === paid ? [] : [`Loyverse refunded ${back} of ${paid}: check the refund there.`];
  return { how: 'refunded', externalId: made.receipt_number, notes };
}

async function cancelReceipt(shop: Shop, number: string, currency: string): Promise<Cancellation> {
  const sale = await shop.client.get(`/receipts/${encodeURIComponent(number)}`, receipt);
  if (sale.cancelled_at !== undefined)
    return { how: 'voided', notes: [`Receipt ${number} was cancelled in Loyverse.`] };
  return (await earlierRefund(shop, sale)) ?? refund(shop, sale, currency);
}

/**
 * Refunds the receipt, which puts the goods back into stock; there is no other way to take one back by the API.
 * A refund is not idempotent, hence the look for an earlier one, always.
 * https://developer.loyverse.com/docs/#tag/Receipts
 */
export async function cancelOrder(shop: Shop, cancel: CancelOrder): Promise<Cancellation> {
  const ends: Cancellation[] = [];
  for (const number of await receiptNumbers(shop, cancel))
    ends.push(await cancelReceipt(shop, number, cancel.order.currency));
  const main = ends.find((end) => end.how === 'refunded') ?? ends[0];
  return main ? { ...main, notes: ends.flatMap((end) => end.notes) } : { how: 'nothing', notes: [] };
}
