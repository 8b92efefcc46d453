import * as shape from '../core/shape';
import { type Call, type Endpoint, idIn } from './endpoint';
import { listed } from './listing';
import { totalsOf } from './order';
import type { Customer } from './records';
import { invalid, notFound, stricter } from './refusal';

const { nullable, object, optional, required, text, whole } = shape;

const newCustomer = object({
  name_first: required(text(100, 1)),
  name_last: required(text(100)),
  phone: optional(nullable(text(30))),
  email: optional(nullable(text(254))),
  date_of_birth: optional(nullable(shape.day)),
});

const search = object({
  page: required(whole(1)),
  pageSize: required(whole(1)),
  query: optional(text(200)),
});

const fullName = ({ name_first, name_last }: Customer) => `${name_first} ${name_last}`.trim();

function shown({ company }: Call, customer: Customer): Record<string, unknown> {
  const orders = company.orders.filter(({ header }) => header.id_customer === customer.id);
  const spent = orders.filter(({ complete }) => complete).map((order) => totalsOf(order).total);
  const last = orders.at(-1);
  return {
    id_customer: customer.id,
    full_name: fullName(customer),
    name_first: customer.name_first,
    name_last: customer.name_last,
    email: customer.email,
    phone: customer.phone,
    phone2: null,
    date_of_birth: customer.date_of_birth,
    city: null,
    state: null,
    customer_since: customer.customer_since,
    loyalty_points: 0,
    total_spent: company.currency.major(spent.reduce((sum, next) => sum + next, 0)),
    order_count: orders.length,
    last_order_date: last ? new Date(last.createdAt).toISOString() : null,
    credit_balance: 0,
    springbig_user_code: null,
    alpine_user_code: null,
    patient_number: null,
  };
}

function enveloped(rows: readonly unknown[], style: Call['switches']['customerList']): unknown {
  if (style === 'array') return rows;
  return style === 'numbered' ? { ...rows } : { [style]: rows };
}

/** One-based pages of customers, by words in their name, e-mail address or phone number. */
function find(call: Call): unknown {
  const { page, pageSize, query = '' } = search(call.body, '');
  const words = query.toLowerCase();
  const found = call.company.customers.filter((customer) =>
    [fullName(customer), customer.email, customer.phone].some((value) =>
      value?.toLowerCase().includes(words),
    ),
  );
  const rows = listed(found, page, pageSize, call.switches).map((customer) => shown(call, customer));
  return enveloped(rows, call.switches.customerList);
}

/** Makes another customer every time, whoever has the phone number already. */
function create(call: Call): unknown {
  const { company, switches, body } = call;
  const { phone = null, email = null, date_of_birth = null, ...names } = newCustomer(body, '');
  if (date_of_birth === null && switches.birthDate === 'required') throw invalid('date_of_birth is required');
  const id = company.nextId(company.customers.map((one) => one.id));
  const customer = { id, ...names, phone, email, date_of_birth, customer_since: company.nowText() };
  company.customers.push(customer);
  return shown(call, customer);
}

/** One client has these in its code and says that it never tried them: nobody knows their bodies. */
function untried(call: Call): never {
  const id = idIn(call);
  if (!call.company.customer(id)) throw notFound('Customer', id);
  throw stricter('nobody knows what loyalty and credit take');
}

export const CUSTOMERS: Endpoint[] = [
  { method: 'POST', path: '/customer/search', handle: find },
  { method: 'POST', path: '/customer', handle: create },
  { method: 'POST', path: '/customer/:id/loyalty', handle: untried },
  { method: 'POST', path: '/customer/:id/credit', handle: untried },
];
