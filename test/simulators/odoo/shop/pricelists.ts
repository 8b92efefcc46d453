import type { Definition } from '../orm/definition';
import * as field from '../orm/field';
import { idOf, textOf } from '../orm/row';

const PRICELIST: Definition = {
  model: 'product.pricelist',
  label: 'Pricelist',
  module: 'product',
  order: 'sequence, id',
  fields: {
    name: field.char({ required: true }),
    active: field.boolean(field.yes),
    sequence: field.integer({ default: field.always(16) }),
    company_id: field.many2one('res.company'),
    currency_id: field.many2one('res.currency', {
      required: true,
      default: (env) => idOf(env.row('res.company', env.companyId), 'currency_id') ?? false,
    }),
    item_ids: field.one2many('product.pricelist.item', 'pricelist_id'),
  },
};

const TARGETS: Record<string, string> = {
  '0_product_variant': 'product_id',
  '1_product': 'product_tmpl_id',
  '2_product_category': 'categ_id',
};

/** A rule. On 19 it can stand alone, without a pricelist. */
const ITEM: Definition = {
  model: 'product.pricelist.item',
  label: 'Pricelist Rule',
  module: 'product',
  order: 'applied_on, min_quantity desc, categ_id desc, id desc',
  companyOf: (env, row) => {
    const pricelist = env.find('product.pricelist', idOf(row, 'pricelist_id'));
    return pricelist && idOf(pricelist, 'company_id');
  },
  naming: (_, row) => `${textOf(row, 'applied_on')}: ${textOf(row, 'compute_price')}`,
  fields: {
    pricelist_id: field.many2one('product.pricelist'),
    applied_on: field.selection('3_global 2_product_category 1_product 0_product_variant', {
      default: field.always('3_global'),
      required: true,
    }),
    display_applied_on: field.selection('1_product 2_product_category', {
      since: 18,
      default: field.always('1_product'),
      required: true,
    }),
    product_tmpl_id: field.many2one('product.template'),
    product_id: field.many2one('product.product'),
    categ_id: field.many2one('product.category'),
    compute_price: field.selection('fixed percentage formula', {
      default: field.always('fixed'),
      required: true,
    }),
    fixed_price: field.float(),
    percent_price: field.float(),
    price_discount: field.float(),
    price_markup: field.float({ since: 18 }),
    price_surcharge: field.float(),
    price_round: field.float(),
    price_min_margin: field.float(),
    price_max_margin: field.float(),
    base: field.selection('list_price standard_price pricelist', {
      default: field.always('list_price'),
      required: true,
    }),
    base_pricelist_id: field.many2one('product.pricelist'),
    min_quantity: field.float(),
    date_start: field.datetime(),
    date_end: field.datetime(),
  },
  constrain: (env, row) => {
    if (env.series < 19 && idOf(row, 'pricelist_id') === undefined)
      env.refuse(`a rule without pricelist is only known to 19`);
    const wanted = TARGETS[textOf(row, 'applied_on')];
    if (wanted !== undefined && idOf(row, wanted) === undefined)
      env.refuse(`a rule on ${textOf(row, 'applied_on')} without ${wanted} applies to nothing`);
  },
};

export const PRICELIST_MODELS: readonly Definition[] = [PRICELIST, ITEM];
