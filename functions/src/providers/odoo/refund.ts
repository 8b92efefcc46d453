import { z } from 'zod';
import { Failure } from '../../model/failure';
import { fromMajor, majorText } from '../../model/money';
import type { Cancellation } from '../provider';
import type { Client } from './client';
import { demandOrder, isPaid } from './orders';
import { paymentMethodOf, refundMethod } from './payment';
import type { Shop } from './shop';
import { action, ids, link, maybe, order, type WireOrder } from './wire';

const PAGE = 200;

/** Refunds stand behind their sale and come to nothing or less; up to 17 they may name several sales. */
const refundRow = order.extend({
  refunded_order_id: maybe(link).optional(),
  refunded_order_ids: ids.optional(),
});
type Refund = z.infer<typeof refundRow>;

const isOf = ({ refunded_order_id: one, refunded_order_ids: several }: Refund, saleId: number) =>
  one?.id === saleId || (several ?? []).includes(saleId);

/** Every refund of the sale, cancelled ones included, the oldest first. Odoo cannot be asked by the link itself. */
export async function refundsOf(client: Client, saleId: number): Promise<Refund[]> {
  const { refundLink } = await client.dialect();
  const fields = ['state', 'amount_total', 'amount_paid', 'session_id', 'config_id', refundLink];
  const found: Refund[] = [];
  for (let last = saleId; ;) {
    const domain = [['id', '>', last] as const, ['amount_total', '<=', 0] as const];
    const rows = await client.find('pos.order', {
      domain,
      fields,
      reply: refundRow,
      limit: PAGE,
      order: 'id asc',
    });
    found.push(...rows.filter((row) => isOf(row, saleId)));
    const end = rows.at(-1)?.id;
    if (rows.length < PAGE || end === undefined || end <= last) return found;
    last = end;
  }
}

/** pos.order.refund: a draft with negative amounts, its id. Calling it twice makes two, and both can be paid out. */
async function draftRefund(client: Client, saleId: number): Promise<number> {
  const call = { model: 'pos.order', method: 'refund', ids: [saleId], effect: true, reply: action } as const;
  const { res_id: refundId } = await client.call(call);
  if (refundId !== undefined) return refundId;
  throw new Failure('unexpected', 'Odoo made a refund and does not say which.', {
    advice: 'The bridge looks for it and goes on.',
  });
}

/** pos.order.action_pos_order_cancel, of drafts only: up to 17 it would spoil a paid order. */
export async function cancelDraft(client: Client, orderId: number): Promise<void> {
  const reply = z.unknown();
  const call = {
    model: 'pos.order',
    method: 'action_pos_order_cancel',
    ids: [orderId],
    effect: true,
    reply,
  } as const;
  await client.call(call);
}

/** The payment wizard, the same on every series; it takes no notice of what an order's state is. */
async function payOut(shop: Shop, refund: WireOrder, configId: number): Promise<void> {
  const { client } = shop;
  const chosen = refundMethod(shop.settings());
  const values = {
    config_id: configId,
    amount: refund.amount_total,
    payment_method_id: chosen ?? paymentMethodOf(await shop.till()),
    payment_name: 'web refund',
  };
  const context = { active_id: refund.id, active_ids: [refund.id], active_model: 'pos.order' };
  const wizard = await client.create('pos.make.payment', values, context);
  const call = { model: 'pos.make.payment', method: 'check', ids: [wizard], context, effect: true } as const;
  await client.call({ ...call, reply: z.unknown() });
}

/** Pays a draft out and looks whether that is how Odoo has it. */
async function finish(
  shop: Shop,
  sale: WireOrder,
  draft: WireOrder,
  currency: string,
): Promise<Cancellation> {
  const refundId = draft.id;
  const minor = (major: number) => fromMajor(major, currency);
  if (minor(draft.amount_total) !== -minor(sale.amount_total) || draft.state !== 'draft')
    throw new Failure('rejected', `The refund ${refundId} of order ${sale.id} is not for the whole order.`, {
      advice: 'Settle the refund in Odoo: a person has begun it, or changed it.',
    });
  await payOut(shop, draft, draft.config_id?.id ?? sale.config_id?.id ?? shop.tillId());
  const paid = await demandOrder(shop.client, String(refundId));
  if (isPaid(paid)) return { how: 'refunded', externalId: String(refundId), notes: [] };
  throw new Failure(
    'conflict',
    `Odoo took the payment of refund ${refundId} and shows it as ${paid.state}.`,
    {
      advice: 'See in Odoo what became of the refund.',
    },
  );
}

const beingMade = (saleId: number) =>
  new Failure('conflict', `Order ${saleId} is being refunded in Odoo at this moment.`, {
    advice: 'If nobody is at it, cancel the open refund at the till, then retry.',
  });

/** What was refunded before, by us or at a till; undefined where nothing was. */
async function earlier(
  shop: Shop,
  sale: WireOrder,
  currency: string,
  mayExist: boolean,
): Promise<Cancellation | undefined> {
  const refunds = (await refundsOf(shop.client, sale.id)).filter(({ state }) => state !== 'cancel');
  const minor = (rows: readonly WireOrder[]) =>
    rows.reduce((sum, row) => sum + fromMajor(row.amount_total, currency), 0);
  const [first] = refunds;
  if (!first) return undefined;
  const paid = refunds.filter(isPaid);
  const [whole] = paid;
  const back = -minor(paid);
  if (whole && back >= fromMajor(sale.amount_total, currency))
    return { how: 'refunded', externalId: String(whole.id), notes: [] };
  if (whole)
    throw new Failure(
      'rejected',
      `Order ${sale.id} is partly refunded in Odoo (${majorText(back, currency)}).`,
      {
        advice: 'Refund the rest in Odoo: the bridge cannot tell which pieces are still to be refunded.',
      },
    );
  // The first one counts: whoever came later cancels theirs. Without an earlier try of ours it is not ours to finish.
  if (!mayExist) throw beingMade(sale.id);
  return finish(shop, sale, first, currency);
}

/**
 * Refunds a paid order as a whole, once. Odoo itself refunds as often as it is asked: so we look first, and of several
 * drafts that came about at once only the first is paid, by whoever made it; the others are cancelled.
 */
export async function refund(
  shop: Shop,
  sale: WireOrder,
  { currency, mayExist }: { currency: string; mayExist: boolean },
): Promise<Cancellation> {
  const { client } = shop;
  const { has_refundable_lines: refundable = false, refund_orders_count: refunds = 1 } = sale;
  if (!refundable || refunds > 0) {
    const done = await earlier(shop, sale, currency, mayExist);
    if (done) return done;
    if (!refundable)
      throw new Failure('rejected', `Odoo does not let order ${sale.id} be refunded any more.`, {
        advice: 'See in Odoo what was refunded of it.',
      });
  }
  const mine = await draftRefund(client, sale.id);
  const [first] = (await refundsOf(client, sale.id)).filter(({ state }) => state !== 'cancel');
  if (first?.id === mine) return finish(shop, sale, first, currency);
  await cancelDraft(client, mine);
  throw beingMade(sale.id);
}
