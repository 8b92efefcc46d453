import type { Account } from './account';
import * as check from './checks';
import { endpointsOf, removalOf } from './collection';
import type { Call, Endpoint } from './endpoint';
import type { Customer, CustomerDetails } from './records';
import { missing, notFound } from './refusal';

const { required, optional, nullable, object, text } = check;

const details = {
  email: optional(nullable(text(100))),
  phone_number: optional(nullable(text(15))),
  address: optional(nullable(text(192))),
  city: optional(nullable(text(64))),
  region: optional(nullable(text(64))),
  postal_code: optional(nullable(text(20))),
  country_code: optional(nullable(text(2, 2))),
  customer_code: optional(nullable(check.reference)),
  note: optional(nullable(check.note)),
  total_points: optional(check.decimal(2, 0, 1e9)),
};
const name = text(64, 1);
const newCustomer = object({ name: required(name), ...details });
const update = object({ id: required(check.uuid), name: optional(name), ...details });

const NOTHING_KNOWN: Omit<CustomerDetails, 'name'> = {
  email: null,
  phone_number: null,
  address: null,
  city: null,
  region: null,
  postal_code: null,
  country_code: null,
  customer_code: null,
  note: null,
};

function create(account: Account, body: unknown): Customer {
  const now = account.nowText();
  const customer: Customer = {
    id: account.newId(),
    ...NOTHING_KNOWN,
    total_points: 0,
    ...newCustomer(body, 'object'),
    first_visit: null,
    last_visit: null,
    total_visits: 0,
    total_spent: 0,
    created_at: now,
    updated_at: now,
    deleted_at: null,
    permanent_deletion_at: null,
  };
  account.customers.push(customer);
  return customer;
}

function change({ account, switches, body }: Call): Customer {
  const input = update(body, 'object');
  const customer = account.customers.find(({ id }) => id === input.id);
  if (!customer || customer.deleted_at !== null) throw notFound(input.id);
  if (input.name === undefined && switches.absentFields === 'reset') throw missing('object.name');
  const base = switches.absentFields === 'reset' ? NOTHING_KNOWN : {};
  return Object.assign(customer, base, input, { updated_at: account.nowText() });
}

/** A body `id` makes it an update: there is no other call for that. */
function upsert(call: Call): Customer {
  const named = call.body !== null && typeof call.body === 'object' && 'id' in call.body;
  return named ? change(call) : create(call.account, call.body);
}

const ERASED_AFTER_MS = 24 * 3600 * 1000;

/** Deletion is erasure: from now on nobody is told about them, a day later the record is gone. */
function erase(customer: Customer, { account }: Call): string[] {
  Object.assign(customer, NOTHING_KNOWN, { name: '' });
  customer.permanent_deletion_at = new Date(account.now() + ERASED_AFTER_MS).toISOString();
  return [];
}

const PEOPLE = {
  path: '/customers',
  rows: (account: Account) => account.customers,
  id: ({ id }: Customer) => id,
};

/** https://developer.loyverse.com/docs/#tag/Customers : found by exact e-mail or by id, not by phone. */
export const CUSTOMERS: Endpoint[] = [
  ...endpointsOf<Customer>({
    ...PEOPLE,
    key: 'customers',
    scope: 'CUSTOMERS_READ',
    ids: 'customer_ids',
    filters: {
      email:
        ({ email }) =>
        (customer) =>
          email === undefined || customer.email === email,
    },
    paged: true,
    erasedWhenDeleted: true,
  }),
  removalOf<Customer>(PEOPLE, 'CUSTOMERS_WRITE', erase),
  { method: 'POST', path: '/customers', scope: 'CUSTOMERS_WRITE', handle: upsert },
];
