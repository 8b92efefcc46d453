import type { Call, Definition, Given } from '../orm/definition';
import type { Environment } from '../orm/environment';
import * as field from '../orm/field';
import { record } from '../orm/reading';
import { demand, visibleRows } from '../orm/rights';
import { idOf, numberOf, type Row, textOf } from '../orm/row';
import { unlink } from '../orm/writing';
import { keyError, userError, validationError } from '../wire/refusal';
import { createFromUi } from './createFromUi';
import { isPaidUp, linesOf, settle } from './payment';
import { hasRefundableLines, refund, refundsOf } from './refund';
import { syncFromUi } from './syncFromUi';
import { configOf } from './tills';

const ORDER = 'pos.order';

/** The amounts stay as they are sent: nobody adds up the lines. */
const amount = (): field.Field => field.monetary({ required: true });

const amounts: field.Fields = {
  amount_total: amount(),
  amount_tax: amount(),
  amount_paid: amount(),
  amount_return: amount(),
  amount_difference: field.monetary({ since: 18 }),
};

const notes: field.Fields = {
  note: field.text({ until: 17 }),
  general_note: field.text({ since: 18, until: 18 }),
  internal_note: field.text({ since: 19 }),
  general_customer_note: field.text({ since: 19 }),
  floating_order_name: field.char({ since: 18 }),
};

const refunds: field.Fields = {
  refunded_order_ids: field.many2many(ORDER, {
    until: 17,
    compute: (_, row) => {
      const original = idOf(row, 'refunded_order_id');
      return original === undefined ? [] : [original];
    },
  }),
  refunded_order_id: field.many2one(ORDER, { since: 18 }),
  refund_orders_count: field.integer({ compute: (env, row) => refundsOf(env, row).length }),
  has_refundable_lines: field.boolean({ compute: hasRefundableLines }),
  is_refund: field.boolean({
    since: 19,
    compute: (_, row) => idOf(row, 'refunded_order_id') !== undefined,
    searchable: true,
  }),
};

const STATES = 'draft cancel paid done invoiced';

function cancel({ env, rows }: Call): unknown {
  demand(env, ORDER, 'write');
  for (const order of rows) {
    const state = textOf(order, 'state');
    if (state !== 'draft') env.mark(`pos.order ${order.id} was ${state} when it was cancelled`);
    // Up to 17 a paid order is cancelled too, and payment and stock stay as they are.
    if (state === 'draft' || env.series <= 17) env.save(ORDER, order.id, { state: 'cancel' });
  }
  if (env.series <= 17) return true;
  const names = Object.keys(env.definition(ORDER).fields);
  const shown = () => rows.map(({ id }) => record(env, ORDER, env.row(ORDER, id), names, false));
  return env.series >= 19 ? { [ORDER]: shown() } : undefined;
}

function pay({ env, rows }: Call): unknown {
  demand(env, ORDER, 'write');
  for (const order of rows) {
    if (!isPaidUp(env, order)) throw userError(`Order ${textOf(order, 'name')} is not fully paid.`);
    settle(env, order);
  }
  return true;
}

function withSession(env: Environment, given: Given): Given {
  if (!('session_id' in given)) throw keyError('session_id');
  if (env.series >= 19 && (given.state === 'done' || given.state === 'invoiced'))
    env.refuse(`an order cannot be made ${given.state}`);
  const [session] = visibleRows(env, 'pos.session', [Number(given.session_id)]);
  const company_id = session && idOf(configOf(env, session), 'company_id');
  if (given.company_id !== undefined && given.company_id !== company_id)
    env.refuse(`an order of company ${String(given.company_id)} in a session of company ${company_id ?? 0}`);
  return { ...given, company_id };
}

/** 19 numbers orders itself; before, the caller's number is kept, or there is none. */
function numbered(env: Environment, row: Row): void {
  const session = env.row('pos.session', idOf(row, 'session_id'));
  const configId = idOf(session, 'config_id') ?? 0;
  const number =
    env.series >= 19 ? env.database.next(`reference ${configId}`) : numberOf(row, 'sequence_number');
  const year = env.now.slice(2, 4);
  const tracking = `${session.id % 10}${String(number % 100).padStart(2, '0')}`;
  env.save(ORDER, row.id, {
    ...(textOf(row, 'name') === '' && { name: '/' }),
    ...(env.series >= 19 && {
      pos_reference: `${year}0-${configId}-${String(number).padStart(6, '0')}`,
      tracking_number: String(number),
      sequence_number: number,
    }),
    ...((env.series === 17 || env.series === 18) && { tracking_number: tracking }),
  });
}

/** Only 19 has a unique index; before, two calls at once could make two orders. */
function checkUnique(env: Environment, row: Row): void {
  const uuid = textOf(row, 'uuid');
  if (env.series < 19 || uuid === '') return;
  const twin = env.database
    .table(ORDER)
    .all()
    .find((one) => one.id !== row.id && one.uuid === uuid);
  if (twin) throw validationError('An order with this uuid already exists');
}

/** https://www.odoo.com/documentation/18.0/applications/sales/point_of_sale.html */
export const ORDER_MODEL: Definition = {
  model: ORDER,
  label: 'Point of Sale Orders',
  module: 'point_of_sale',
  order: 'date_order desc, name desc, id desc',
  fields: {
    name: field.char({ label: 'Order Ref' }),
    pos_reference: field.char({ label: 'Receipt Number' }),
    uuid: field.char({ since: 18 }),
    access_token: field.char(),
    state: field.selection(STATES, { default: field.always('draft') }),
    date_order: field.datetime({ default: ({ now }) => now }),
    session_id: field.many2one('pos.session', { required: true, label: 'Session' }),
    config_id: field.many2one('pos.config', { through: 'session_id' }),
    company_id: field.many2one('res.company', { required: true, default: ({ companyId }) => companyId }),
    currency_id: field.many2one('res.currency', { through: 'session_id' }),
    user_id: field.many2one('res.users', { default: ({ user }) => user.uid }),
    partner_id: field.many2one('res.partner', { label: 'Customer' }),
    pricelist_id: field.many2one('product.pricelist'),
    fiscal_position_id: field.many2one('account.fiscal.position'),
    sequence_number: field.integer({ default: field.always(1) }),
    tracking_number: field.char({ since: 17 }),
    to_ship: field.boolean({ until: 16 }),
    shipping_date: field.date({ since: 17 }),
    to_invoice: field.boolean(),
    account_move: field.many2one('account.move'),
    email: field.char({ since: 18 }),
    mobile: field.char({ since: 18 }),
    source: field.char({ since: 19 }),
    preset_id: field.many2one('pos.preset', { since: 19 }),
    preset_time: field.datetime({ since: 19 }),
    invoice_status: field.selection('invoiced to_invoice', {
      since: 19,
      searchable: true,
      compute: (_, row) => (idOf(row, 'account_move') === undefined ? 'to_invoice' : 'invoiced'),
    }),
    lines: field.one2many('pos.order.line', 'order_id'),
    payment_ids: field.one2many('pos.payment', 'pos_order_id'),
    ...amounts,
    ...notes,
    ...refunds,
  },
  preparing: withSession,
  created: numbered,
  constrain: checkUnique,
  deleting: (env, row) => {
    if (!['draft', 'cancel'].includes(textOf(row, 'state')))
      throw userError('In order to delete a sale, it must be new or cancelled.');
    unlink(
      env,
      'pos.order.line',
      linesOf(env, row).map(({ id }) => id),
    );
    unlink(
      env,
      'pos.payment',
      env.pointingAt('pos.payment', 'pos_order_id', row.id).map(({ id }) => id),
    );
  },
  methods: {
    create_from_ui: { on: 'model', params: ['orders', 'draft?'], until: 17, run: createFromUi },
    sync_from_ui: { on: 'model', params: ['orders'], since: 18, run: syncFromUi },
    action_pos_order_cancel: { on: 'records', run: cancel },
    action_pos_order_paid: { on: 'record', run: pay },
    refund: { on: 'records', run: refund },
  },
};
