import type { Definition } from '../orm/definition';
import type { Environment } from '../orm/environment';
import { always, char, float, integer, many2many, many2one, one2many } from '../orm/field';
import { idOf, type Row, textOf } from '../orm/row';

/** `Drinks / Coffee`, from the top down. */
function pathName(model: string, separator: string) {
  const name = (env: Environment, row: Row): string => {
    const parent = env.find(model, idOf(row, 'parent_id'));
    const own = textOf(row, 'name');
    return parent ? `${name(env, parent)}${separator}${own}` : own;
  };
  return name;
}

const CATEGORY: Definition = {
  model: 'product.category',
  label: 'Product Category',
  module: 'product',
  naming: pathName('product.category', ' / '),
  fields: {
    name: char({ required: true }),
    complete_name: char({ compute: pathName('product.category', ' / '), searchable: true }),
    parent_id: many2one('product.category'),
    child_id: one2many('product.category', 'parent_id'),
  },
};

/** The tiles on the till. */
const TILL_CATEGORY: Definition = {
  model: 'pos.category',
  label: 'Point of Sale Category',
  module: 'point_of_sale',
  order: 'sequence, id',
  naming: pathName('pos.category', ' / '),
  fields: {
    name: char({ required: true }),
    parent_id: many2one('pos.category'),
    child_id: one2many('pos.category', 'parent_id', { until: 17 }),
    child_ids: one2many('pos.category', 'parent_id', { since: 18 }),
    sequence: integer(),
    hour_after: float({ since: 19 }),
    hour_until: float({ since: 19, default: always(24) }),
  },
};

const UNIT: Definition = {
  model: 'uom.uom',
  label: 'Product Unit of Measure',
  module: 'product',
  fields: { name: char({ required: true }), rounding: float({ default: always(0.01) }) },
};

const COMBO: Definition = {
  model: 'product.combo',
  label: 'Product Combo',
  module: 'product',
  fields: { name: char({ required: true }), product_ids: many2many('product.product') },
};

export const CATEGORY_MODELS: readonly Definition[] = [CATEGORY, TILL_CATEGORY, UNIT, COMBO];
