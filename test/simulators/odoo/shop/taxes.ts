import type { Call, Definition } from '../orm/definition';
import type { Environment } from '../orm/environment';
import { always, boolean, char, float, integer, many2many, many2one, selection, yes } from '../orm/field';
import { isTrue, type Row, textOf } from '../orm/row';
import { typeError } from '../wire/refusal';
import { taxed } from './taxMath';

/** From 18 the company's own rule (taxes on top) can be overridden for each tax. */
const includedByOverride = (_: Environment, row: Row) =>
  textOf(row, 'price_include_override') === 'tax_included';

function computeAll({ env, rows, args }: Call): unknown {
  const { price_unit: priceUnit, quantity = 1 } = args;
  if (typeof priceUnit !== 'number' || typeof quantity !== 'number')
    throw typeError('compute_all() wants numbers');
  const { totalExcluded, totalIncluded, parts } = taxed(env, rows, priceUnit, quantity);
  return {
    base_tags: [],
    taxes: parts.map(({ tax, amount, base, included }) => ({
      ...{ id: tax.id, name: textOf(tax, 'name'), amount, base, price_include: included },
      sequence: tax.sequence,
    })),
    total_excluded: totalExcluded,
    total_included: totalIncluded,
    total_void: totalExcluded,
  };
}

const TAX: Definition = {
  model: 'account.tax',
  label: 'Tax',
  module: 'account',
  order: 'sequence, id',
  fields: {
    name: char({ required: true }),
    active: boolean(yes),
    amount: float({ required: true }),
    amount_type: selection('group fixed percent division', { default: always('percent'), required: true }),
    type_tax_use: selection('sale purchase none', { default: always('sale'), required: true }),
    price_include: boolean({
      compute: (env, row) => (env.series >= 18 ? includedByOverride(env, row) : isTrue(row, 'included')),
      assign: (env, row, value) => {
        if (env.series >= 18) env.refuse('account.tax.price_include is computed from 18 on: Odoo ignores it');
        else env.save('account.tax', row.id, { included: value });
      },
      searchable: true,
    }),
    price_include_override: selection('tax_included tax_excluded', { since: 18 }),
    include_base_amount: boolean(),
    sequence: integer({ default: always(1) }),
    description: char(),
    invoice_label: char({ since: 17 }),
    company_id: many2one('res.company', { required: true, default: ({ companyId }) => companyId }),
  },
  methods: {
    compute_all: {
      on: 'records',
      params: [
        ...['price_unit', 'currency?', 'quantity?', 'product?', 'partner?'],
        ...['is_refund?', 'handle_price_include?', 'include_caba_tags?'],
      ],
      run: computeAll,
    },
  },
};

const FISCAL_POSITION: Definition = {
  model: 'account.fiscal.position',
  label: 'Fiscal Position',
  module: 'account',
  fields: {
    name: char({ required: true }),
    active: boolean(yes),
    company_id: many2one('res.company', { required: true, default: ({ companyId }) => companyId }),
    tax_ids: many2many('account.tax'),
  },
};

const JOURNAL: Definition = {
  model: 'account.journal',
  label: 'Journal',
  module: 'account',
  fields: {
    name: char({ required: true }),
    type: selection('sale purchase cash bank general', { required: true }),
    company_id: many2one('res.company', { required: true, default: ({ companyId }) => companyId }),
  },
};

const MOVE: Definition = {
  model: 'account.move',
  label: 'Journal Entry',
  module: 'account',
  fields: {
    name: char(),
    company_id: many2one('res.company', { required: true, default: ({ companyId }) => companyId }),
  },
};

export const TAX_MODELS: readonly Definition[] = [TAX, FISCAL_POSITION, JOURNAL, MOVE];
