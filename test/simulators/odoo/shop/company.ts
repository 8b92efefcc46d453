import type { Definition } from '../orm/definition';
import { always, boolean, char, float, integer, many2many, many2one, selection, yes } from '../orm/field';
import { textOf } from '../orm/row';

const COMPANY: Definition = {
  model: 'res.company',
  label: 'Companies',
  module: 'base',
  companyOf: (_, { id }) => id,
  fields: {
    name: char({ required: true }),
    active: boolean(yes),
    currency_id: many2one('res.currency', { required: true }),
    partner_id: many2one('res.partner'),
    email: char(),
    phone: char(),
    street: char(),
    city: char(),
    zip: char(),
    country_id: many2one('res.country'),
    account_sale_tax_id: many2one('account.tax', { label: 'Default Sale Tax' }),
  },
};

const CURRENCY: Definition = {
  model: 'res.currency',
  label: 'Currency',
  module: 'base',
  fields: {
    name: char({ required: true }),
    symbol: char(),
    rounding: float(),
    decimal_places: integer(),
    active: boolean(yes),
  },
};

const COUNTRY: Definition = {
  model: 'res.country',
  label: 'Country',
  module: 'base',
  fields: { name: char({ required: true }), code: char() },
};

const LANGUAGE: Definition = {
  model: 'res.lang',
  label: 'Languages',
  module: 'base',
  fields: { name: char({ required: true }), code: char(), active: boolean(yes) },
};

const USER: Definition = {
  model: 'res.users',
  label: 'User',
  module: 'base',
  fields: {
    name: char({ required: true }),
    login: char({ required: true }),
    email: char(),
    active: boolean(yes),
    company_id: many2one('res.company', { required: true }),
    company_ids: many2many('res.company'),
    partner_id: many2one('res.partner'),
    lang: char({ default: always('en_US') }),
    tz: char({ default: always('America/Port_of_Spain') }),
  },
  methods: {
    /** The best check of a credential over JSON-2. */
    context_get: {
      on: 'model',
      run: ({ env }) => {
        const me = env.row('res.users', env.user.uid);
        return { lang: textOf(me, 'lang'), tz: textOf(me, 'tz'), uid: me.id };
      },
    },
  },
};

/** `state` follows the installed modules; ordinary users may read it. */
const MODULE: Definition = {
  model: 'ir.module.module',
  label: 'Module',
  module: 'base',
  fields: {
    name: char({ required: true }),
    state: selection('uninstalled installed', {
      searchable: true,
      compute: (env, row) => (env.installed(textOf(row, 'name')) ? 'installed' : 'uninstalled'),
    }),
    installed_version: char({
      compute: (env, row) => (env.installed(textOf(row, 'name')) ? `${env.series}.0.1.0` : false),
    }),
  },
};

export const COMPANY_MODELS: readonly Definition[] = [COMPANY, CURRENCY, COUNTRY, LANGUAGE, USER, MODULE];
