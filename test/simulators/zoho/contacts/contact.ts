import type { Address, Contact } from '../records';

export const BLANK_CONTACT = {
  company_name: '',
  contact_type: 'customer',
  customer_sub_type: 'individual',
  status: 'active',
  notes: '',
  custom_fields: [],
} satisfies Partial<Contact>;

export const blankAddress = (address_id: string): Address => ({
  address_id,
  ...{ attention: '', address: '', street2: '', city: '', state: '', zip: '', country: '' },
});
