import type { Series } from '../series';
import type { Definition, Given } from '../orm/definition';
import type { Environment } from '../orm/environment';
import * as field from '../orm/field';
import { idOf, isTrue, numberOf, type Row, textOf, type Value } from '../orm/row';
import { setActive, unlink, write } from '../orm/writing';
import { userError, valueError } from '../wire/refusal';
import { quantityOf } from './quantities';
import { onlyVariant, syncVariants, variantsOf } from './variants';

/** From 18 goods are `consu`, and whether they have stock is a flag of its own; combos came with 17. */
const KINDS: Record<Series, readonly string[]> = {
  16: ['consu', 'service', 'product'],
  17: ['consu', 'service', 'product', 'combo'],
  18: ['consu', 'service', 'combo'],
  19: ['consu', 'service', 'combo'],
};

function checkKind(env: Environment, row: Row): void {
  const kind = textOf(row, env.series >= 18 ? 'kind' : 'detailed_type');
  if (kind !== '' && !KINDS[env.series].includes(kind))
    throw valueError(
      `Wrong value for product.template.${env.series >= 18 ? 'type' : 'detailed_type'}: '${kind}'`,
    );
}

const kindFields: field.Fields = {
  type: field.selection('consu service product combo', {
    searchable: true,
    compute: (env, row) => textOf(row, env.series >= 18 ? 'kind' : 'detailed_type') || 'consu',
    assign: (env, row, value) => {
      if (env.series >= 18) env.save('product.template', row.id, { kind: value });
      else
        env.refuse(
          'product.template.type follows detailed_type up to 17: Odoo ignores what is written to it',
        );
    },
  }),
  detailed_type: field.selection('consu service product combo', {
    until: 17,
    default: field.always('consu'),
  }),
  is_storable: field.boolean({ since: 18 }),
};

export const isStorable = (env: Environment, template: Row): boolean =>
  env.series >= 18 ? isTrue(template, 'is_storable') : textOf(template, 'detailed_type') === 'product';

/** Fields that a template shows of its variant, as long as it has only one. */
const ofOnlyVariant = (name: string): field.Field =>
  field.char({
    searchable: true,
    compute: (env, row) => {
      const variant = onlyVariant(env, row);
      return variant ? (variant[name] ?? false) : false;
    },
    assign: (env, row, value) => {
      const variant = onlyVariant(env, row);
      if (variant) write(env, 'product.product', [variant.id], { [name]: value });
      else env.refuse(`${name} of a template with several variants cannot be written: Odoo ignores it`);
    },
  });

const defaultTaxes = (env: Environment): Value => {
  const tax = idOf(env.row('res.company', env.companyId), 'account_sale_tax_id');
  return tax === undefined ? [] : [tax];
};

/** What templates have and variants show as their own. */
export const SHARED: field.Fields = {
  name: field.char({ required: true, label: 'Name' }),
  list_price: field.float({ default: field.always(1), label: 'Sales Price' }),
  standard_price: field.float({ label: 'Cost' }),
  categ_id: field.many2one('product.category', { required: true, default: field.always(1) }),
  taxes_id: field.many2many('account.tax', { default: defaultTaxes }),
  pos_categ_id: field.many2one('pos.category', { until: 16 }),
  pos_categ_ids: field.many2many('pos.category', { since: 17 }),
  available_in_pos: field.boolean(),
  to_weight: field.boolean(),
  sale_ok: field.boolean(field.yes),
  purchase_ok: field.boolean(field.yes),
  ...kindFields,
  uom_id: field.many2one('uom.uom', { required: true, default: field.always(1) }),
  description_sale: field.text(),
  public_description: field.html({ since: 18 }),
  company_id: field.many2one('res.company'),
  currency_id: field.many2one('res.currency', {
    compute: (env) => idOf(env.row('res.company', env.companyId), 'currency_id') ?? false,
  }),
  attribute_line_ids: field.one2many('product.template.attribute.line', 'product_tmpl_id'),
};

function kept(env: Environment, row: Row, given: Given): void {
  if ('attribute_line_ids' in given) syncVariants(env, row.id);
  const variants = variantsOf(env, row.id).map(({ id }) => id);
  if ('active' in given) setActive(env, 'product.product', variants, isTrue(row, 'active'));
  // On 16 a variant's write_date stays behind when its template changes.
  if (env.series >= 17) for (const id of variants) env.save('product.product', id, {});
}

export function checkNoOpenTill(env: Environment): void {
  const sessions = env.database.table('pos.session').all();
  if (sessions.some((session) => textOf(session, 'state') !== 'closed'))
    throw userError('To delete a product, make sure all point of sale sessions are closed.');
}

/** https://www.odoo.com/documentation/18.0/applications/sales/point_of_sale.html */
/** What a product could be chosen in goes with it. */
function dropChoices(env: Environment, template: Row): void {
  for (const line of env.pointingAt('product.template.attribute.line', 'product_tmpl_id', template.id)) {
    const values = env.pointingAt('product.template.attribute.value', 'attribute_line_id', line.id);
    unlink(
      env,
      'product.template.attribute.value',
      values.map(({ id }) => id),
    );
    unlink(env, 'product.template.attribute.line', [line.id]);
  }
}

export const TEMPLATE: Definition = {
  model: 'product.template',
  label: 'Product',
  module: 'product',
  naming: (env, row) => {
    const variant = onlyVariant(env, row);
    const code = variant && textOf(variant, 'default_code');
    return code ? `[${code}] ${textOf(row, 'name')}` : textOf(row, 'name');
  },
  fields: {
    ...SHARED,
    active: field.boolean(field.yes),
    default_code: ofOnlyVariant('default_code'),
    barcode: ofOnlyVariant('barcode'),
    product_variant_ids: field.one2many('product.product', 'product_tmpl_id'),
    product_variant_id: field.many2one('product.product', {
      compute: (env, row) =>
        variantsOf(env, row.id).find((variant) => isTrue(variant, 'active'))?.id ?? false,
    }),
    product_variant_count: field.integer({
      compute: (env, row) => variantsOf(env, row.id).filter((variant) => isTrue(variant, 'active')).length,
    }),
    qty_available: field.float({
      searchable: true,
      compute: (env, row) =>
        variantsOf(env, row.id).reduce((total, variant) => total + quantityOf(env, variant).onHand, 0),
    }),
    image_128: field.binary(),
    image_1920: field.binary(),
  },
  created: (env, row) => {
    if (env.context.create_product_product !== false && variantsOf(env, row.id).length === 0)
      syncVariants(env, row.id);
  },
  written: kept,
  deleting: (env, row) => {
    checkNoOpenTill(env);
    unlink(
      env,
      'product.product',
      variantsOf(env, row.id).map(({ id }) => id),
    );
    dropChoices(env, row);
  },
  constrain: (env, row) => {
    checkKind(env, row);
    if (numberOf(row, 'list_price') < 0) env.mark(`product.template ${row.id} has a negative price`);
  },
};
