import { z } from 'zod';
import type { PayOrder } from '../provider';
import { paymentOf } from './mapping';
import { demandOrder } from './orders';
import type { Shop } from './shop';
import { odooTime } from './time';
import { created, id, ids, link, maybe, type WireOrder } from './wire';

const create = (values: Record<string, unknown>) => [0, 0, values];

const head = z.looseObject({
  date_order: z.string(),
  partner_id: maybe(link),
  pricelist_id: maybe(link),
  lines: ids,
});

const line = z.looseObject({
  product_id: z.tuple([id, z.string()]).rest(z.unknown()),
  full_product_name: maybe(z.string()),
  qty: z.number(),
  price_unit: z.number(),
  discount: z.number(),
  price_subtotal: z.number(),
  price_subtotal_incl: z.number(),
  tax_ids: ids,
  customer_note: maybe(z.string()),
});

/** Options of a line stand there from 17 on, and a line that is written anew must name them. */
const withOptions = line.extend({ attribute_value_ids: ids.optional(), price_extra: z.number().optional() });

const restated = (row: z.infer<typeof withOptions>) =>
  create({
    product_id: row.product_id[0],
    full_product_name: row.full_product_name ?? row.product_id[1],
    qty: row.qty,
    price_unit: row.price_unit,
    discount: row.discount,
    tax_ids: [[6, 0, row.tax_ids]],
    price_subtotal: row.price_subtotal,
    price_subtotal_incl: row.price_subtotal_incl,
    ...(row.customer_note && { customer_note: row.customer_note }),
    ...(row.attribute_value_ids &&
      row.attribute_value_ids.length > 0 && {
        attribute_value_ids: [[6, 0, row.attribute_value_ids]],
        price_extra: row.price_extra ?? 0,
      }),
    pack_lot_ids: [],
  });

async function linesOf({ client }: Shop, lineIds: readonly number[]): Promise<unknown[]> {
  const { lineOptions } = await client.dialect();
  const options = lineOptions ? ['attribute_value_ids', 'price_extra'] : [];
  const fields = [...Object.keys(line.shape), ...options];
  const domain = [['id', 'in', lineIds] as const];
  const rows = await client.find('pos.order.line', { domain, fields, reply: withOptions, order: 'id asc' });
  return rows.map(restated);
}

/** Customer, prices and date of the draft, which sending it again would otherwise take away. */
async function headOf({ client }: Shop, orderId: number): Promise<z.infer<typeof head>> {
  const fields = Object.keys(head.shape);
  const [row] = await client.find('pos.order', {
    domain: [['id', '=', orderId]],
    fields,
    reply: head,
    limit: 1,
  });
  // Gone since it was read a moment ago: say so in the usual words.
  return row ?? head.parse(await demandOrder(client, String(orderId)));
}

/**
 * Up to 17: the draft is sent again as it stands in Odoo, with a payment and no longer as a draft, in one transaction.
 * With `server_id` Odoo skips what is no draft any more, so a twin pays nothing; the payment wizard would pay twice.
 */
export async function payByResend(
  shop: Shop,
  due: Pick<PayOrder, 'marker' | 'order'>,
  row: WireOrder,
  method: number,
): Promise<undefined> {
  const { date_order: date, partner_id, pricelist_id, lines } = await headOf(shop, row.id);
  const reference = row.pos_reference ?? '';
  const payments = paymentOf(row.amount_total, method, due);
  const data = {
    server_id: row.id,
    name: reference,
    uid: reference.split(' ')[1] ?? reference,
    pos_session_id: row.session_id?.id,
    user_id: (await shop.client.uid()) ?? false,
    partner_id: partner_id?.id ?? false,
    pricelist_id: pricelist_id?.id ?? false,
    fiscal_position_id: false,
    sequence_number: 1,
    creation_date: date,
    date_order: date,
    amount_total: row.amount_total,
    amount_tax: row.amount_tax ?? 0,
    amount_paid: row.amount_total,
    amount_return: 0,
    lines: await linesOf(shop, lines),
    statement_ids: payments.map((payment) => create({ ...payment, name: odooTime(shop.now()) })),
  };
  const args = { orders: [{ id: data.uid, data, to_invoice: false }], draft: false };
  const call = { model: 'pos.order', method: 'create_from_ui', args, effect: true, reply: created } as const;
  await shop.client.call(call);
}
