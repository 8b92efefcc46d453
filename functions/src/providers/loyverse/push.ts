import { Failure } from '../../model/failure';
import type { Receipt } from '../../model/job';
import { fromMajor, majorText } from '../../model/money';
import type { PushOrder } from '../provider';
import { explainRefusal } from './culprit';
import { layOut, receiptBody } from './mapping';
import { formNotes } from './note';
import { findSales } from './receipts';
import { demandStore, type Shop } from './shop';
import { receipt, type WireReceipt } from './wire';

async function demandCurrency(shop: Shop, wanted: string): Promise<void> {
  const currency = await shop.currency();
  if (currency === wanted) return;
  throw new Failure('rejected', `The order is in ${wanted}, but the Loyverse account works in ${currency}.`, {
    advice: 'Connect the location to a Loyverse account in its own currency.',
  });
}

function demandPaymentType(id: string | undefined): string {
  if (id !== undefined) return id;
  throw new Failure('rejected', 'Loyverse needs a payment type on every receipt, and none is chosen.', {
    advice:
      'Choose a payment type in the settings of the connection; in Loyverse, add one of type Other named Online.',
  });
}

/** The receipt as Loyverse says it is, never as we meant it. */
function received(row: WireReceipt, { order }: PushOrder, notes: readonly string[]): Receipt {
  const posTotal = fromMajor(row.total_money, order.currency);
  const text = (minor: number) => `${majorText(minor, order.currency)} ${order.currency}`;
  const differs =
    posTotal === order.total
      ? []
      : [
          `Loyverse’s receipt comes to ${text(posTotal)}, the order to ${text(order.total)}: check the taxes and ` +
            'rounding in Loyverse.',
        ];
  return {
    externalId: row.receipt_number,
    externalNumber: row.receipt_number,
    posTotal,
    paid: true,
    notes: [...differs, ...notes],
  };
}

const several = (sales: readonly WireReceipt[]) =>
  sales.length > 1
    ? [
        `Loyverse holds ${sales.length} receipts for this order (${sales.map((s) => s.receipt_number).join(', ')}): refund all but the first.`,
      ]
    : [];

/** POST /receipts, https://developer.loyverse.com/docs/#tag/Receipts/paths/~1receipts/post */
export async function pushOrder(shop: Shop, push: PushOrder): Promise<Receipt> {
  const { client } = shop;
  const settings = shop.settings();
  const storeId = demandStore(shop);
  const layout = layOut(push, settings);
  const notes = formNotes(push, layout.extraTaxMinor);
  if (push.mayExistSince !== undefined) {
    const wanted = { marker: push.marker, storeId, since: push.mayExistSince, now: shop.now() };
    const sales = await findSales(client, wanted);
    if (sales[0]) return received(sales[0], push, [...several(sales), ...notes]);
  }
  const paymentTypeId = demandPaymentType(settings.paymentTypeId);
  await demandCurrency(shop, push.order.currency);
  const discountId = layout.discountMinor > 0 ? await shop.discountId() : undefined;
  const body = receiptBody(push, layout, { settings, storeId, paymentTypeId, discountId, now: shop.now() });
  const row = await client.post('/receipts', receipt, body, (status, errors) =>
    explainRefusal(push, body, status, errors),
  );
  return received(row, push, notes);
}
