import { Failure } from '../../model/failure';
import type { Receipt } from '../../model/job';
import { fromMajor, majorText } from '../../model/money';
import type { PayOrder } from '../provider';
import { paymentOf } from './mapping';
import { uuidOf } from './marker';
import { demandOrder, isPaid, receiptOf } from './orders';
import { paymentMethodOf } from './payment';
import type { Shop } from './shop';
import { payByResend } from './resend';
import { synced, type WireOrder } from './wire';

type Due = Pick<PayOrder, 'marker' | 'order'>;

const create = (values: Record<string, unknown>) => [0, 0, values];

/** Odoo pays any order, also a cancelled one: nobody but us looks whether it may be. */
function demandPayable(row: WireOrder, { order }: Due): void {
  const refuse = (why: string, advice: string) => {
    throw new Failure('rejected', `The order ${row.id} cannot be marked as paid in Odoo: ${why}.`, {
      advice,
    });
  };
  const total = fromMajor(row.amount_total, order.currency);
  const text = (minor: number) => majorText(minor, order.currency);
  if (row.state === 'cancel')
    refuse('it was cancelled there', 'Ask the staff; refund the shopper if it stays so.');
  if (row.state !== 'draft') refuse(`its state is ${row.state}`, 'Settle it in Odoo.');
  if (total !== order.total)
    refuse(
      `it comes to ${text(total)} there, not to ${text(order.total)}`,
      'Somebody changed it: settle it in Odoo.',
    );
  if (row.amount_paid !== 0) refuse('it is partly paid there', 'Settle the rest in Odoo.');
}

/** The method that was chosen; only without one the till is asked which it has. */
async function methodOf(shop: Shop): Promise<number> {
  return shop.settings().paymentMethodId ?? paymentMethodOf(await shop.till());
}

/**
 * From 18: the order once more, with nothing but a payment in it. Odoo applies it to a draft only, in one
 * transaction, so a twin pays nothing: the payment wizard would pay twice.
 */
async function payBySync(
  shop: Shop,
  due: Due,
  row: WireOrder,
  method: number,
): Promise<WireOrder | undefined> {
  const payments = paymentOf(row.amount_total, method, due);
  const order = {
    id: row.id,
    uuid: row.uuid ?? uuidOf(due.marker),
    access_token: '',
    session_id: row.session_id?.id,
    state: 'paid',
    amount_total: row.amount_total,
    amount_tax: row.amount_tax ?? 0,
    amount_paid: row.amount_total,
    amount_return: 0,
    lines: [],
    payment_ids: payments.map((payment) => create({ ...payment, uuid: uuidOf(`${due.marker}/payment`) })),
  };
  const args = { orders: [order] };
  const call = { model: 'pos.order', method: 'sync_from_ui', args, effect: true, reply: synced } as const;
  const reply = await shop.client.call(call);
  return reply['pos.order'].find((one) => one.id === row.id);
}

const BY_ENTRY = { create_from_ui: payByResend, sync_from_ui: payBySync } as const;

/**
 * Makes a draft a paid order, once.
 * @throws Failure `rejected` for one that may not be paid, `conflict` when Odoo did not do it.
 */
export async function settle(shop: Shop, due: Due, row: WireOrder): Promise<WireOrder> {
  demandPayable(row, due);
  const method = await methodOf(shop);
  const { entry } = await shop.client.dialect();
  const told = await BY_ENTRY[entry](shop, due, row, method);
  const now = told ?? (await demandOrder(shop.client, String(row.id)));
  if (isPaid(now)) return now;
  throw new Failure('conflict', `Odoo took the payment of order ${row.id} and shows it as ${now.state}.`, {
    advice: 'See in Odoo what became of the order.',
  });
}

/** A payment that comes after the order. */
export async function payAtTill(shop: Shop, pay: PayOrder): Promise<Receipt> {
  const row = await demandOrder(shop.client, pay.receipt.externalId);
  return receiptOf(isPaid(row) ? row : await settle(shop, pay, row), pay.order);
}
