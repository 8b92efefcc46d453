import * as check from '../checks';
import { customFieldInput, customValues, flattened } from '../customFields';
import type { Call, Endpoint } from '../endpoint';
import { modifiedAfter, searchText, texts } from '../filters';
import { found, listed } from '../listing';
import type { Address, Contact, ContactPerson } from '../records';
import { CODE, invalid, refused } from '../refusal';
import { BLANK_CONTACT, blankAddress } from './contact';

const { required, optional, object, listOf, id, cautiousText, oneOf } = check;

const line = optional(cautiousText(100));
const person = object({
  contact_person_id: optional(id),
  ...{ first_name: line, last_name: line, email: line, phone: line, mobile: line },
  is_primary_contact: optional(check.flag),
});
const address = object({
  ...{ attention: line, address: optional(cautiousText(500)), street2: line },
  ...{ city: line, state: line, zip: line, country: line },
});
const fields = {
  company_name: optional(cautiousText(200)),
  contact_type: optional(oneOf('customer', 'vendor')),
  customer_sub_type: optional(oneOf('individual', 'business')),
  contact_persons: optional(listOf(person)),
  billing_address: optional(address),
  shipping_address: optional(address),
  notes: optional(check.note),
  custom_fields: optional(listOf(customFieldInput)),
};
const name = check.text(200, 1);
/** E-mail and phone stand in `contact_persons`: at the top level they are read-only. */
const creation = object({ contact_name: required(name), ...fields });
const update = object({ contact_name: optional(name), ...fields });
type ContactInput = ReturnType<typeof update>;
type PersonInput = ReturnType<typeof person>;

const primary = ({ contact_persons }: Contact): ContactPerson | undefined =>
  contact_persons.find(({ is_primary_contact }) => is_primary_contact) ?? contact_persons[0];

/** The primary person's data, as rows and details show it at the top level. */
function personFields(contact: Contact) {
  const { first_name = '', last_name = '', email = '', phone = '', mobile = '' } = primary(contact) ?? {};
  return { first_name, last_name, email, phone, mobile };
}

/** No addresses and no persons. */
function showRow(_: Call, contact: Contact): object {
  const { contact_persons: __, billing_address: ___, shipping_address: ____, notes: _____, ...row } = contact;
  const { custom_fields, ...plain } = row;
  return { ...plain, ...personFields(contact), ...flattened(custom_fields) };
}

function showDetail(contact: Contact): object {
  const { contact_person_id = '' } = primary(contact) ?? {};
  return { ...contact, ...personFields(contact), primary_contact_id: contact_person_id };
}

/** A person that does not say which one it is replaces whoever was there. */
function personsOf({ organization }: Call, given: readonly PersonInput[], before: ContactPerson[]) {
  const some = given.some(({ is_primary_contact }) => is_primary_contact);
  return given.map((input, index): ContactPerson => {
    const old = before.find(({ contact_person_id }) => contact_person_id === input.contact_person_id);
    if (input.contact_person_id !== undefined && !old)
      throw invalid(`contact_persons[${index}].contact_person_id`);
    const blank = { first_name: '', last_name: '', email: '', phone: '', mobile: '' };
    const contact_person_id = old?.contact_person_id ?? organization.newId();
    const is_primary_contact = some ? (input.is_primary_contact ?? false) : index === 0;
    return { ...blank, ...old, ...input, contact_person_id, is_primary_contact };
  });
}

const addressOf = (before: Address, input: Partial<Address> | undefined): Address =>
  input ? { ...blankAddress(before.address_id), ...input } : before;

function merged(call: Call, input: ContactInput, before: Contact): Contact {
  const { organization } = call;
  const { contact_persons, billing_address, shipping_address, custom_fields = [], ...plain } = input;
  for (const other of organization.contacts.values())
    if (other.contact_id !== before.contact_id && other.contact_name === input.contact_name)
      throw refused(CODE.contactExists, `The contact "${other.contact_name}" already exists.`);
  return {
    ...before,
    ...plain,
    contact_persons: contact_persons
      ? personsOf(call, contact_persons, before.contact_persons)
      : before.contact_persons,
    billing_address: addressOf(before.billing_address, billing_address),
    shipping_address: addressOf(before.shipping_address, shipping_address),
    custom_fields: customValues(organization, 'contacts', custom_fields, before.custom_fields),
    last_modified_time: organization.nowText(),
  };
}

function create(call: Call): object {
  const { organization } = call;
  const input = creation(call.body, '');
  const created_time = organization.nowText();
  const contact = merged(call, input, {
    ...BLANK_CONTACT,
    contact_id: organization.newId(),
    contact_name: input.contact_name,
    currency_code: organization.money.currency,
    contact_persons: [],
    billing_address: blankAddress(organization.newId()),
    shipping_address: blankAddress(organization.newId()),
    ...{ created_time, last_modified_time: created_time },
  });
  organization.contacts.set(contact.contact_id, contact);
  return { message: 'The contact has been created', contact: showDetail(contact) };
}

function change(call: Call): object {
  const contact = found(call.organization.contacts, call.params.id, 'Contact');
  Object.assign(contact, merged(call, update(call.body, ''), contact));
  return { message: 'The contact has been saved', contact: showDetail(contact) };
}

const one = ({ organization, params }: Call): object => ({
  contact: showDetail(found(organization.contacts, params.id, 'Contact')),
});

const text = (field: keyof ReturnType<typeof personFields>) =>
  texts<Contact>(field, (contact) => personFields(contact)[field]);

const list = listed<Contact>({
  path: '/contacts',
  key: 'contacts',
  report: 'Contacts',
  scope: 'contacts.READ',
  rows: ({ contacts }) => contacts.values(),
  show: showRow,
  filters: {
    ...texts('contact_name', ({ contact_name }) => contact_name),
    ...texts('company_name', ({ company_name }) => company_name),
    ...{ ...text('first_name'), ...text('last_name'), ...text('email'), ...text('phone') },
    ...texts('address', ({ billing_address }) => billing_address.address),
    ...searchText(({ contact_name, notes }) => [contact_name, notes]),
    contact_type: (value) => (contact) => contact.contact_type === value,
    ...modifiedAfter(),
  },
  filterBy: {
    usual: 'Status.All',
    rules: {
      'Status.All': () => true,
      'Status.Active': ({ status }) => status === 'active',
      'Status.Inactive': ({ status }) => status === 'inactive',
      'Status.Duplicate': undefined,
      'Status.Crm': undefined,
    },
  },
  sorts: {
    contact_name: ({ contact_name }) => contact_name.toLowerCase(),
    created_time: ({ created_time }) => created_time,
    last_modified_time: ({ last_modified_time }) => last_modified_time,
  },
  usualSort: { column: 'contact_name', order: 'A', by: ({ contact_name }) => contact_name.toLowerCase() },
});

const path = '/contacts/:id';

/** https://www.zoho.com/inventory/api/v1/contacts/ */
export const CONTACTS: Endpoint[] = [
  list,
  { method: 'GET', path, scopes: ['contacts.READ'], handle: one },
  {
    ...{ method: 'POST', path: '/contacts', scopes: ['contacts.CREATE'], takesBody: true, status: 201 },
    handle: create,
  },
  { method: 'PUT', path, scopes: ['contacts.UPDATE'], takesBody: true, handle: change },
];
