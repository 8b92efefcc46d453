import type { Call, Definition } from '../orm/definition';
import * as field from '../orm/field';
import { demand } from '../orm/rights';
import { isTrue, textOf } from '../orm/row';
import { closeFromUi, countDrawer } from './closing';
import { checkOnlyOne, checkOpener } from './tills';

const SESSION = 'pos.session';

/** The drawer is counted: the session is opened. No result. */
function countedOpening({ env, rows }: Call): undefined {
  demand(env, SESSION, 'write');
  for (const session of rows) {
    if (textOf(session, 'state') !== 'opening_control') {
      env.refuse(`pos.session ${session.id} is ${textOf(session, 'state')} and cannot be opened`);
      continue;
    }
    checkOpener(env);
    env.save(SESSION, session.id, { state: 'opened', start_at: env.now });
  }
}

const OPENING = ['cashbox_value', 'notes'];

export const SESSION_MODEL: Definition = {
  model: SESSION,
  label: 'Point of Sale Session',
  module: 'point_of_sale',
  order: 'id desc',
  fields: {
    name: field.char(),
    config_id: field.many2one('pos.config', { required: true, label: 'Point of Sale' }),
    company_id: field.many2one('res.company', { through: 'config_id' }),
    currency_id: field.many2one('res.currency', { through: 'config_id' }),
    user_id: field.many2one('res.users', { default: ({ user }) => user.uid }),
    state: field.selection('opening_control opened closing_control closed', {
      default: field.always('opening_control'),
    }),
    start_at: field.datetime({ default: ({ now }) => now }),
    stop_at: field.datetime(),
    rescue: field.boolean(),
    sequence_number: field.integer({ default: field.always(1) }),
    login_number: field.integer(),
    cash_control: field.boolean({ through: 'config_id' }),
    cash_register_balance_end_real: field.monetary(),
    order_ids: field.one2many('pos.order', 'session_id'),
  },
  preparing: (env, given) => {
    if (typeof given.config_id === 'number' && given.rescue !== true) checkOnlyOne(env, given.config_id);
    return given;
  },
  created: (env, row) => {
    if (textOf(row, 'name') !== '' || isTrue(row, 'rescue')) return;
    env.save(SESSION, row.id, { name: `POS/${String(row.id).padStart(5, '0')}` });
  },
  methods: {
    set_cashbox_pos: { on: 'record', params: OPENING, until: 17, run: countedOpening },
    set_opening_control: { on: 'record', params: OPENING, since: 18, run: countedOpening },
    post_closing_cash_details: { on: 'record', params: ['counted_cash'], run: countDrawer },
    close_session_from_ui: {
      on: 'record',
      params: ['bank_payment_method_diff_pairs?'],
      run: closeFromUi,
    },
  },
};
