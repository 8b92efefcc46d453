import type { Call, Definition } from '../orm/definition';
import type { Environment } from '../orm/environment';
import * as field from '../orm/field';
import { demand, visibleRows } from '../orm/rights';
import { idOf, isTrue, numberOf, type Row, textOf } from '../orm/row';
import { target } from '../orm/value';
import { create } from '../orm/writing';
import { userError } from '../wire/refusal';
import { countPayments, isPaidUp, settle } from './payment';
import { markDoublePayOut } from './refund';

const WIZARD = 'pos.make.payment';

const CLOSE = { type: 'ir.actions.act_window_close' };
const AGAIN = {
  type: 'ir.actions.act_window',
  name: 'Payment',
  res_model: WIZARD,
  view_mode: 'form',
  view_id: false,
  views: false,
  target: 'new',
};

function orderOf(env: Environment): Row {
  const { active_id: id } = env.context;
  const [order] = typeof id === 'number' ? visibleRows(env, 'pos.order', [id]) : [];
  if (!order) throw userError('There is no order to pay: the context names none.');
  return order;
}

/** It adds the payment whatever the state: also to what is cancelled or paid already. */
function check({ env, rows: [wizard] }: Call): unknown {
  demand(env, 'pos.payment', 'create');
  const order = orderOf(env);
  if (!wizard || isTrue(wizard, 'used')) throw userError('There is no payment to make.');
  if (textOf(order, 'state') !== 'draft')
    env.mark(`a payment was added to pos.order ${order.id}, which was ${textOf(order, 'state')}`);
  if (env.money.minor(numberOf(wizard, 'amount')) !== 0)
    create(env, 'pos.payment', {
      pos_order_id: order.id,
      payment_method_id: idOf(wizard, 'payment_method_id'),
      amount: numberOf(wizard, 'amount'),
      name: textOf(wizard, 'payment_name'),
    });
  env.save(WIZARD, wizard.id, { used: true });
  const counted = countPayments(env, order);
  if (textOf(counted, 'state') === 'draft' && isPaidUp(env, counted))
    markDoublePayOut(env, settle(env, counted));
  const state = textOf(env.row('pos.order', order.id), 'state');
  return ['paid', 'done', 'invoiced'].includes(state) ? CLOSE : AGAIN;
}

const MAKE_PAYMENT: Definition = {
  model: WIZARD,
  label: 'Point of Sale Make Payment Wizard',
  module: 'point_of_sale',
  naming: (_, { id }) => `${WIZARD},${id}`,
  fields: {
    config_id: field.many2one('pos.config', {
      required: true,
      default: (env) => {
        const config = target(env, 'pos.order', orderOf(env), 'config_id');
        return config?.id ?? false;
      },
    }),
    amount: field.float({ required: true }),
    payment_method_id: field.many2one('pos.payment.method', { required: true }),
    payment_name: field.char(),
    payment_date: field.datetime({ default: ({ now }) => now }),
  },
  methods: { check: { on: 'record', run: check } },
};

export const WIZARD_MODEL = MAKE_PAYMENT;
