import type { Definition } from '../orm/definition';
import type { Environment } from '../orm/environment';
import * as field from '../orm/field';
import { idOf, idsOf, numberOf, type Row, textOf } from '../orm/row';
import { companyBehind } from '../orm/rights';
import { target } from '../orm/value';
import { validationError } from '../wire/refusal';

const LINE = 'pos.order.line';

/** What of a line has been given back; refunds that were cancelled do not count. */
export function refundedQuantity(env: Environment, line: Row): number {
  const back = env.pointingAt(LINE, 'refunded_orderline_id', line.id).filter((refund) => {
    const order = target(env, LINE, refund, 'order_id');
    return order && textOf(order, 'state') !== 'cancel';
  });
  return -back.reduce((total, refund) => total + numberOf(refund, 'qty'), 0);
}

/** Another company's product or tax would be booked where nobody looks for it. */
function checkCompany(env: Environment, row: Row): void {
  const company = companyBehind(env, 'pos.order', idOf(row, 'order_id') ?? 0);
  const foreign = (model: string, id: number) => {
    const other = companyBehind(env, model, id);
    return company !== undefined && other !== undefined && other !== company;
  };
  if (foreign('product.product', idOf(row, 'product_id') ?? 0))
    env.refuse(`the product of line ${row.id} belongs to another company than its order`);
  if (idsOf(row, 'tax_ids').some((id) => foreign('account.tax', id)))
    env.refuse(`a tax of line ${row.id} belongs to another company than its order`);
}

const ORDER_LINE: Definition = {
  model: LINE,
  label: 'Point of Sale Order Lines',
  module: 'point_of_sale',
  order: 'order_id, id',
  fields: {
    order_id: field.many2one('pos.order', { required: true }),
    company_id: field.many2one('res.company', { through: 'order_id' }),
    name: field.char({ label: 'Line No' }),
    product_id: field.many2one('product.product', { required: true, label: 'Product' }),
    full_product_name: field.char(),
    qty: field.float({ default: field.always(1), label: 'Quantity' }),
    price_unit: field.float(),
    price_extra: field.float(),
    discount: field.float(),
    price_subtotal: field.monetary({ required: true, label: 'Tax Excl.' }),
    price_subtotal_incl: field.monetary({ required: true, label: 'Tax Incl.' }),
    tax_ids: field.many2many('account.tax'),
    customer_note: field.char(),
    note: field.char({ since: 18 }),
    uuid: field.char({ since: 17 }),
    attribute_value_ids: field.many2many('product.template.attribute.value', { since: 17 }),
    pack_lot_ids: field.one2many('pos.pack.operation.lot', 'pos_order_line_id'),
    combo_parent_id: field.many2one(LINE, { since: 17 }),
    combo_line_ids: field.one2many(LINE, 'combo_parent_id', { since: 17 }),
    combo_item_id: field.many2one('product.combo', { since: 18 }),
    price_type: field.selection('original manual automatic', {
      since: 18,
      default: field.always('original'),
    }),
    extra_tax_data: field.text({ since: 19 }),
    refunded_orderline_id: field.many2one(LINE),
    refund_orderline_ids: field.one2many(LINE, 'refunded_orderline_id'),
    refunded_qty: field.float({ compute: refundedQuantity }),
  },
  constrain: checkCompany,
};

const LOT: Definition = {
  model: 'pos.pack.operation.lot',
  label: 'Specify product lot/serial number in pos order line',
  module: 'point_of_sale',
  fields: {
    pos_order_line_id: field.many2one(LINE),
    lot_name: field.char(),
  },
};

const PAYMENT: Definition = {
  model: 'pos.payment',
  label: 'Point of Sale Payments',
  module: 'point_of_sale',
  order: 'id desc',
  fields: {
    name: field.char(),
    pos_order_id: field.many2one('pos.order', { required: true, label: 'Order' }),
    session_id: field.many2one('pos.session', { through: 'pos_order_id' }),
    company_id: field.many2one('res.company', { through: 'pos_order_id' }),
    currency_id: field.many2one('res.currency', { through: 'pos_order_id' }),
    partner_id: field.many2one('res.partner', { through: 'pos_order_id' }),
    payment_method_id: field.many2one('pos.payment.method', { required: true }),
    amount: field.monetary({ required: true }),
    payment_date: field.datetime({ default: ({ now }) => now }),
    transaction_id: field.char(),
    payment_status: field.char(),
    card_type: field.char(),
    cardholder_name: field.char(),
    ticket: field.char(),
    is_change: field.boolean(),
    uuid: field.char({ since: 18 }),
  },
  constrain: (env, row) => {
    const order = env.row('pos.order', idOf(row, 'pos_order_id'));
    const config = target(env, 'pos.order', order, 'config_id');
    if (config && !idsOf(config, 'payment_method_ids').includes(idOf(row, 'payment_method_id') ?? 0))
      throw validationError('The payment method selected is not allowed in the config of the POS session.');
    if (textOf(row, 'payment_status') !== '' && textOf(row, 'payment_status') !== 'done')
      env.refuse('newest versions ignore a payment with a status other than done');
  },
};

export const LINE_MODELS: readonly Definition[] = [ORDER_LINE, LOT, PAYMENT];
