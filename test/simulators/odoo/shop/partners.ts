import type { Definition } from '../orm/definition';
import type { Environment } from '../orm/environment';
import { always, boolean, char, integer, many2many, many2one, selection, text, yes } from '../orm/field';
import { isTrue, type Row, textOf } from '../orm/row';
import { userError } from '../wire/refusal';

const digits = (value: string): string => value.replace(/\D/g, '');

/** Finds numbers however they are written. */
function phoneMatches(_: Environment, row: Row, operator: string, value: unknown): boolean {
  if (typeof value !== 'string' || value.trim().length < 3)
    throw userError('Please enter at least 3 characters when searching a Phone/Mobile number.');
  const wanted = digits(value);
  const numbers = [textOf(row, 'phone'), textOf(row, 'mobile')].map(digits).filter(Boolean);
  if (operator === '=') return numbers.includes(wanted);
  return wanted !== '' && numbers.some((number) => number.includes(wanted));
}

/** https://www.odoo.com/documentation/18.0/applications/essentials/contacts.html */
const PARTNER: Definition = {
  model: 'res.partner',
  label: 'Contact',
  module: 'base',
  fields: {
    name: char({ required: true }),
    active: boolean(yes),
    type: selection('contact invoice delivery other', { default: always('contact') }),
    company_type: selection('person company', {
      searchable: true,
      compute: (_, row) => (isTrue(row, 'is_company') ? 'company' : 'person'),
      assign: (env, row, value) => void env.save('res.partner', row.id, { is_company: value === 'company' }),
    }),
    is_company: boolean(),
    parent_id: many2one('res.partner'),
    company_id: many2one('res.company'),
    ref: char({ label: 'Reference' }),
    email: char(),
    phone: char(),
    mobile: char({ until: 18 }),
    phone_mobile_search: char({ compute: () => false, searchable: true, matches: phoneMatches }),
    street: char(),
    street2: char(),
    city: char(),
    zip: char(),
    state_id: many2one('res.country.state'),
    country_id: many2one('res.country'),
    lang: char({ default: always('en_US') }),
    vat: char({ label: 'Tax ID' }),
    comment: text({ label: 'Notes' }),
    customer_rank: integer(),
    user_ids: many2many('res.users', {
      compute: (env, row) => env.pointingAt('res.users', 'partner_id', row.id).map(({ id }) => id),
      searchable: true,
    }),
  },
};

const STATE: Definition = {
  model: 'res.country.state',
  label: 'Country state',
  module: 'base',
  fields: {
    name: char({ required: true }),
    code: char(),
    country_id: many2one('res.country', { required: true }),
  },
};

export const PARTNER_MODELS: readonly Definition[] = [PARTNER, STATE];
