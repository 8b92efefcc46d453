import type { Call, Definition, Given } from '../orm/definition';
import type { Environment } from '../orm/environment';
import * as field from '../orm/field';
import { demand } from '../orm/rights';
import { idOf, numberOf, type Row, textOf } from '../orm/row';
import { amountIn, displayName, idsIn } from '../orm/value';
import { userError } from '../wire/refusal';
import { type Taxed, taxed, taxesOf } from './taxMath';

const ORDER = 'sale.order';
const LINE = 'sale.order.line';
const taxField = (env: Environment): string => (env.series >= 19 ? 'tax_ids' : 'tax_id');

function pricesOf(env: Environment, line: Row): Taxed {
  if (textOf(line, 'display_type') !== '') return { totalExcluded: 0, totalIncluded: 0, parts: [] };
  const taxes = idsIn(env, LINE, line, taxField(env)).map((id) => env.row('account.tax', id));
  const unit = numberOf(line, 'price_unit') * (1 - numberOf(line, 'discount') / 100);
  return taxed(env, taxes, unit, numberOf(line, 'product_uom_qty'));
}

const lineAmount = (of: (taxed: Taxed) => number): field.Field =>
  field.monetary({ searchable: true, compute: (env, row) => of(pricesOf(env, row)) });

const orderAmount = (of: string): field.Field =>
  field.monetary({
    searchable: true,
    compute: (env, row) =>
      env.money.sum(env.pointingAt(LINE, 'order_id', row.id).map((line) => amountIn(env, LINE, line, of))),
  });

/** A line takes name, price and taxes from its product, where the caller gives none. */
function withProduct(env: Environment, given: Given): Given {
  const product = env.find('product.product', typeof given.product_id === 'number' ? given.product_id : 0);
  if (!product) return given;
  const order = env.row(ORDER, typeof given.order_id === 'number' ? given.order_id : undefined);
  const own = idsIn(env, 'product.product', product, 'taxes_id');
  return {
    name: displayName(env, 'product.product', product),
    price_unit: amountIn(env, 'product.product', product, 'lst_price'),
    [taxField(env)]: [[6, 0, taxesOf(env, own, idOf(order, 'company_id') ?? 0)]],
    ...given,
  };
}

function confirm({ env, rows }: Call): unknown {
  demand(env, ORDER, 'write');
  for (const order of rows) {
    if (!['draft', 'sent'].includes(textOf(order, 'state')))
      throw userError('Some orders are not in a state requiring confirmation.');
    env.save(ORDER, order.id, { state: 'sale' });
  }
  const action = env.series >= 19 && env.installed('loyalty');
  return action ? { type: 'ir.actions.client', tag: 'display_notification', params: {} } : true;
}

/** Without the context, 17 and 18 only show a question and change nothing. */
function cancel({ env, rows }: Call): unknown {
  demand(env, ORDER, 'write');
  if (env.series < 19 && env.context.disable_cancel_warning !== true) {
    env.mark('sale.order.action_cancel without disable_cancel_warning changes nothing');
    return {
      type: 'ir.actions.act_window',
      res_model: 'sale.order.cancel',
      view_mode: 'form',
      target: 'new',
    };
  }
  for (const order of rows) env.save(ORDER, order.id, { state: 'cancel' });
  return true;
}

/** https://www.odoo.com/documentation/18.0/applications/sales/sales.html */
const SALES_ORDER: Definition = {
  model: ORDER,
  label: 'Sales Order',
  module: 'sale',
  order: 'date_order desc, id desc',
  fields: {
    name: field.char(),
    state: field.selection('draft sent sale done cancel', { default: field.always('draft') }),
    // Nobody writes invoices here.
    invoice_status: field.char({
      searchable: true,
      compute: (_, row) => (textOf(row, 'state') === 'sale' ? 'to invoice' : 'no'),
    }),
    partner_id: field.many2one('res.partner', { required: true, label: 'Customer' }),
    client_order_ref: field.char({ label: 'Customer Reference' }),
    origin: field.char({ label: 'Source Document' }),
    pricelist_id: field.many2one('product.pricelist'),
    warehouse_id: field.many2one('stock.warehouse'),
    company_id: field.many2one('res.company', { required: true, default: ({ companyId }) => companyId }),
    currency_id: field.many2one('res.currency', {
      searchable: true,
      compute: (env, row) => idOf(env.row('res.company', idOf(row, 'company_id')), 'currency_id') ?? false,
    }),
    user_id: field.many2one('res.users', { default: ({ user }) => user.uid }),
    date_order: field.datetime({ default: ({ now }) => now }),
    commitment_date: field.datetime(),
    order_line: field.one2many(LINE, 'order_id'),
    note: field.html(),
    amount_untaxed: orderAmount('price_subtotal'),
    amount_tax: orderAmount('price_tax'),
    amount_total: orderAmount('price_total'),
  },
  methods: {
    action_confirm: { on: 'records', run: confirm },
    action_cancel: { on: 'records', run: cancel },
  },
  created: (env, row) => {
    if (textOf(row, 'name') === '')
      env.save(ORDER, row.id, { name: `S${String(env.database.next(ORDER)).padStart(5, '0')}` });
  },
};

const SALES_LINE: Definition = {
  model: LINE,
  label: 'Sales Order Line',
  module: 'sale',
  order: 'order_id, sequence, id',
  fields: {
    order_id: field.many2one(ORDER, { required: true }),
    company_id: field.many2one('res.company', { through: 'order_id' }),
    product_id: field.many2one('product.product'),
    name: field.text({ required: true, label: 'Description' }),
    product_uom_qty: field.float({ default: field.always(1) }),
    price_unit: field.float(),
    discount: field.float(),
    tax_id: field.many2many('account.tax', { until: 18 }),
    tax_ids: field.many2many('account.tax', { since: 19 }),
    display_type: field.selection('line_section line_note'),
    sequence: field.integer({ default: field.always(10) }),
    price_subtotal: lineAmount(({ totalExcluded }) => totalExcluded),
    price_tax: lineAmount(({ parts }) => parts.reduce((total, { amount }) => total + amount, 0)),
    price_total: lineAmount(({ totalIncluded }) => totalIncluded),
  },
  preparing: withProduct,
};

export const SALES_MODELS: readonly Definition[] = [SALES_ORDER, SALES_LINE];
