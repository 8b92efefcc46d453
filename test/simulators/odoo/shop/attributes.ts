import type { Definition } from '../orm/definition';
import type { Environment } from '../orm/environment';
import {
  always,
  boolean,
  char,
  float,
  integer,
  many2many,
  many2one,
  one2many,
  selection,
  yes,
} from '../orm/field';
import { idOf, idsOf, isTrue, type Row, textOf } from '../orm/row';
import { create } from '../orm/writing';

/** `multi` (several choices) came with 17. */
const DISPLAY = { 16: 'radio pills select color', 17: 'radio pills select color multi' };

const ATTRIBUTE: Definition = {
  model: 'product.attribute',
  label: 'Product Attribute',
  module: 'product',
  order: 'sequence, id',
  fields: {
    name: char({ required: true }),
    sequence: integer({ default: always(20) }),
    create_variant: selection('always dynamic no_variant', { default: always('always'), required: true }),
    display_type: selection(DISPLAY[17], { default: always('radio'), required: true }),
    value_ids: one2many('product.attribute.value', 'attribute_id'),
  },
  constrain: (env, row) => {
    if (env.series === 16 && !DISPLAY[16].split(' ').includes(textOf(row, 'display_type')))
      env.refuse('display_type multi came with 17');
  },
};

const VALUE: Definition = {
  model: 'product.attribute.value',
  label: 'Attribute Value',
  module: 'product',
  order: 'sequence, id',
  fields: {
    name: char({ required: true }),
    sequence: integer(),
    attribute_id: many2one('product.attribute', { required: true }),
    default_extra_price: float({ since: 17 }),
  },
};

/** One value of one product's attribute for each value of its line. */
function addTemplateValues(env: Environment, line: Row): void {
  const known = env.pointingAt(PTAV, 'attribute_line_id', line.id);
  const wanted = idsOf(line, 'value_ids');
  for (const value of wanted.filter(
    (id) => !known.some((one) => idOf(one, 'product_attribute_value_id') === id),
  ))
    create(env, PTAV, {
      attribute_line_id: line.id,
      product_attribute_value_id: value,
      product_tmpl_id: idOf(line, 'product_tmpl_id'),
      attribute_id: idOf(line, 'attribute_id'),
      name: textOf(env.row('product.attribute.value', value), 'name'),
    });
  for (const one of known) {
    const active = wanted.includes(idOf(one, 'product_attribute_value_id') ?? 0);
    if (isTrue(one, 'ptav_active') !== active) env.save(PTAV, one.id, { ptav_active: active });
  }
}

const PTAV = 'product.template.attribute.value';

const LINE: Definition = {
  model: 'product.template.attribute.line',
  label: 'Product Template Attribute Line',
  module: 'product',
  naming: (env, row) => textOf(env.row('product.attribute', idOf(row, 'attribute_id')), 'name'),
  fields: {
    product_tmpl_id: many2one('product.template', { required: true }),
    attribute_id: many2one('product.attribute', { required: true }),
    value_ids: many2many('product.attribute.value'),
    product_template_value_ids: one2many(PTAV, 'attribute_line_id'),
    active: boolean(yes),
    sequence: integer({ default: always(10) }),
  },
  created: addTemplateValues,
  written: addTemplateValues,
};

/** The size or the milk of one product, with what it costs more. */
const TEMPLATE_VALUE: Definition = {
  model: PTAV,
  label: 'Product Template Attribute Value',
  module: 'product',
  naming: (env, row) =>
    `${textOf(env.row('product.attribute', idOf(row, 'attribute_id')), 'name')}: ${textOf(row, 'name')}`,
  fields: {
    name: char(),
    attribute_id: many2one('product.attribute'),
    attribute_line_id: many2one('product.template.attribute.line', { required: true }),
    product_attribute_value_id: many2one('product.attribute.value', { required: true }),
    product_tmpl_id: many2one('product.template'),
    price_extra: float(),
    ptav_active: boolean(yes),
  },
};

export const ATTRIBUTE_MODELS: readonly Definition[] = [ATTRIBUTE, VALUE, LINE, TEMPLATE_VALUE];
