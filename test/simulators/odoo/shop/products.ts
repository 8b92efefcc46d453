import type { Definition, Given } from '../orm/definition';
import type { Environment } from '../orm/environment';
import * as field from '../orm/field';
import { idOf, idsOf, numberOf, type Row, textOf } from '../orm/row';
import { create, write } from '../orm/writing';
import { validationError } from '../wire/refusal';
import { quantityOf } from './quantities';
import { checkNoOpenTill, SHARED } from './templates';
import { priceExtra } from './variants';

const PRODUCT = 'product.product';

const ofTemplate: field.Fields = Object.fromEntries(
  Object.entries(SHARED).map(([name, { type, label, relation, inverse, selection, since, until }]) => [
    name,
    { ...{ type, label, relation, inverse, selection, since, until }, through: 'product_tmpl_id' },
  ]),
);

const templateOf = (env: Environment, row: Row): Row =>
  env.row('product.template', idOf(row, 'product_tmpl_id'));

/** `[PIZ-M] Margherita pizza (Medium)` */
function naming(env: Environment, row: Row): string {
  const code = textOf(row, 'default_code');
  const values = idsOf(row, 'product_template_attribute_value_ids').map((id) =>
    textOf(env.row('product.template.attribute.value', id), 'name'),
  );
  const variant = values.length > 0 ? ` (${values.join(', ')})` : '';
  return `${code ? `[${code}] ` : ''}${textOf(templateOf(env, row), 'name')}${variant}`;
}

/** A product made alone brings its template with it. */
function withTemplate(env: Environment, given: Given): Given {
  if (given.product_tmpl_id !== undefined) return given;
  const shared = Object.entries(given).filter(([name]) => name in SHARED);
  const own = Object.entries(given).filter(([name]) => !(name in SHARED));
  const alone = env.with({ create_product_product: false });
  const template = create(alone, 'product.template', Object.fromEntries(shared));
  return { ...Object.fromEntries(own), product_tmpl_id: template.id };
}

function checkBarcode(env: Environment, row: Row): void {
  const barcode = textOf(row, 'barcode');
  if (barcode === '') return;
  const others = env.database.table(PRODUCT).all();
  const twin = others.find((other) => other.id !== row.id && textOf(other, 'barcode') === barcode);
  if (twin)
    throw validationError(
      `Barcode(s) already assigned:\n\n- Barcode "${barcode}" already assigned to product(s): ${naming(env, twin)}\n`,
    );
}

const quantity = (of: 'onHand' | 'free', searchable = false): field.Field =>
  field.float({
    searchable,
    compute: (env, row) => {
      const { onHand, reserved } = quantityOf(env, row);
      return of === 'onHand' ? onHand : onHand - reserved;
    },
  });

/** What is sold: the variant. */
export const VARIANT: Definition = {
  model: PRODUCT,
  label: 'Product Variant',
  module: 'product',
  naming,
  fields: {
    ...ofTemplate,
    product_tmpl_id: field.many2one('product.template', { required: true, label: 'Product Template' }),
    active: field.boolean(field.yes),
    default_code: field.char({ label: 'Internal Reference' }),
    barcode: field.char(),
    product_template_attribute_value_ids: field.many2many('product.template.attribute.value'),
    price_extra: field.float({ compute: priceExtra }),
    // Writing the price of one variant rewrites the template's, and with it that of all its sisters.
    lst_price: field.float({
      compute: (env, row) =>
        env.money.sum([numberOf(templateOf(env, row), 'list_price'), priceExtra(env, row)]),
      assign: (env, row, value) => {
        const list_price = env.money.sum([Number(value), -priceExtra(env, row)]);
        write(env, 'product.template', [templateOf(env, row).id], { list_price });
      },
    }),
    qty_available: quantity('onHand', true),
    free_qty: quantity('free', true),
    virtual_available: quantity('free', true),
    image_128: field.binary({ compute: () => false, searchable: false }),
  },
  preparing: withTemplate,
  constrain: checkBarcode,
  deleting: checkNoOpenTill,
};
