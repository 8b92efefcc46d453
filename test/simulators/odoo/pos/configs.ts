import type { Definition } from '../orm/definition';
import * as field from '../orm/field';
import { demand } from '../orm/rights';
import { idOf, textOf } from '../orm/row';
import { checkOpener, currentSession, openSession } from './tills';

/** One till, which is one location. https://www.odoo.com/documentation/18.0/applications/sales/point_of_sale.html */
const CONFIG: Definition = {
  model: 'pos.config',
  label: 'Point of Sale Configuration',
  module: 'point_of_sale',
  fields: {
    name: field.char({ required: true }),
    active: field.boolean(field.yes),
    company_id: field.many2one('res.company', { required: true, default: ({ companyId }) => companyId }),
    currency_id: field.many2one('res.currency', {
      compute: (env, row) => idOf(env.row('res.company', idOf(row, 'company_id')), 'currency_id') ?? false,
    }),
    current_session_id: field.many2one('pos.session', {
      compute: (env, row) => currentSession(env, row.id)?.id ?? false,
    }),
    current_session_state: field.char({
      compute: (env, row) => {
        const session = currentSession(env, row.id);
        return session ? textOf(session, 'state') : false;
      },
    }),
    session_ids: field.one2many('pos.session', 'config_id'),
    payment_method_ids: field.many2many('pos.payment.method'),
    pricelist_id: field.many2one('product.pricelist'),
    available_pricelist_ids: field.many2many('product.pricelist'),
    use_pricelist: field.boolean(),
    warehouse_id: field.many2one('stock.warehouse'),
    picking_type_id: field.many2one('stock.picking.type'),
    cash_control: field.boolean(field.yes),
    module_pos_restaurant: field.boolean(),
  },
  methods: {
    /** Makes a session where there is none; it takes orders before it is counted. */
    open_ui: {
      on: 'record',
      run: ({ env, ids: [id = 0] }) => {
        demand(env, 'pos.session', 'create');
        if (!currentSession(env, id)) {
          checkOpener(env);
          openSession(env, id);
        }
        return {
          type: 'ir.actions.act_url',
          url: `/pos/ui?config_id=${id}&from_backend=True`,
          target: 'self',
        };
      },
    },
  },
};

/** Must be one of its till's own; `split_transactions` is a customer's account and wants a customer. */
const PAYMENT_METHOD: Definition = {
  model: 'pos.payment.method',
  label: 'Point of Sale Payment Methods',
  module: 'point_of_sale',
  order: 'sequence, id',
  fields: {
    name: field.char({ required: true }),
    active: field.boolean(field.yes),
    sequence: field.integer(),
    type: field.selection('cash bank pay_later online', {
      searchable: true,
      compute: (env, row) => {
        const journal = env.find('account.journal', idOf(row, 'journal_id'));
        return journal ? textOf(journal, 'type') : 'pay_later';
      },
    }),
    is_cash_count: field.boolean({
      searchable: true,
      compute: (env, row) => {
        const journal = env.find('account.journal', idOf(row, 'journal_id'));
        return journal !== undefined && textOf(journal, 'type') === 'cash';
      },
    }),
    split_transactions: field.boolean(),
    journal_id: field.many2one('account.journal'),
    config_ids: field.many2many('pos.config', {
      compute: (env, row) =>
        env.database
          .table('pos.config')
          .all()
          .filter(({ payment_method_ids: ids }) => typeof ids === 'object' && ids.includes(row.id))
          .map(({ id }) => id),
      searchable: true,
    }),
    company_id: field.many2one('res.company', { required: true, default: ({ companyId }) => companyId }),
  },
};

const PRESET: Definition = {
  model: 'pos.preset',
  label: 'Preset',
  module: 'point_of_sale',
  fields: { name: field.char({ required: true }) },
};

export const CONFIG_MODELS: readonly Definition[] = [CONFIG, PAYMENT_METHOD, PRESET];
