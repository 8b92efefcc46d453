import type { Definition } from '../orm/definition';
import * as field from '../orm/field';
import { idOf, textOf } from '../orm/row';

const PROGRAM: Definition = {
  model: 'loyalty.program',
  label: 'Loyalty Program',
  module: 'loyalty',
  order: 'sequence, id',
  fields: {
    name: field.char({ required: true }),
    active: field.boolean(field.yes),
    sequence: field.integer(),
    program_type: field.selection(
      'coupons gift_card loyalty promotion ewallet promo_code buy_x_get_y next_order_coupons',
      { default: field.always('promotion'), required: true },
    ),
    trigger: field.selection('auto with_code', { default: field.always('auto') }),
    applies_on: field.selection('current future both', { default: field.always('current'), required: true }),
    date_from: field.date({ since: 17 }),
    date_to: field.date(),
    limit_usage: field.boolean(),
    max_usage: field.integer(),
    pos_ok: field.boolean(field.yes),
    pos_config_ids: field.many2many('pos.config'),
    pricelist_ids: field.many2many('product.pricelist', { since: 17 }),
    rule_ids: field.one2many('loyalty.rule', 'program_id'),
    reward_ids: field.one2many('loyalty.reward', 'program_id'),
    company_id: field.many2one('res.company', { default: ({ companyId }) => companyId }),
    currency_id: field.many2one('res.currency', {
      searchable: true,
      compute: (env, row) =>
        idOf(env.row('res.company', idOf(row, 'company_id') ?? env.companyId), 'currency_id') ?? false,
    }),
  },
};

const ofProgram = {
  program_id: field.many2one('loyalty.program', { required: true }),
  company_id: field.many2one('res.company', { through: 'program_id' }),
  active: field.boolean(field.yes),
};

/** A change here does not touch the program's write_date. */
const RULE: Definition = {
  model: 'loyalty.rule',
  label: 'Loyalty Rule',
  module: 'loyalty',
  fields: {
    ...ofProgram,
    mode: field.selection('auto with_code', { default: field.always('auto') }),
    code: field.char(),
    minimum_qty: field.integer({ default: field.always(1) }),
    minimum_amount: field.float(),
    minimum_amount_tax_mode: field.selection('incl excl', { default: field.always('incl'), required: true }),
    product_ids: field.many2many('product.product'),
    product_category_id: field.many2one('product.category'),
    product_domain: field.char({ default: field.always('[]') }),
    reward_point_amount: field.float({ default: field.always(1) }),
    reward_point_mode: field.selection('order money unit', {
      default: field.always('order'),
      required: true,
    }),
  },
};

const REWARD: Definition = {
  model: 'loyalty.reward',
  label: 'Loyalty Reward',
  module: 'loyalty',
  naming: (_, row) => textOf(row, 'description'),
  fields: {
    ...ofProgram,
    description: field.char(),
    reward_type: field.selection('product discount', { default: field.always('discount'), required: true }),
    discount: field.float({ default: field.always(10) }),
    discount_mode: field.selection('percent per_order per_point', {
      default: field.always('percent'),
      required: true,
    }),
    discount_applicability: field.selection('order cheapest specific', { default: field.always('order') }),
    discount_product_ids: field.many2many('product.product'),
    discount_max_amount: field.float(),
    required_points: field.float({ default: field.always(1) }),
    reward_product_id: field.many2one('product.product'),
    reward_product_qty: field.integer({ default: field.always(1) }),
    discount_line_product_id: field.many2one('product.product'),
  },
};

export const LOYALTY_MODELS: readonly Definition[] = [PROGRAM, RULE, REWARD];
