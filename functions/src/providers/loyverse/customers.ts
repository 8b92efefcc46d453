import { Failure } from '../../model/failure';
import type { CustomerDetails } from '../provider';
import { walk, type Client } from './client';
import { cut, oneLine } from './text';
import { customer, customersPage, type WireCustomer } from './wire';

/** 5000 customers: there is no filter but e-mail, and the account has 300 calls in five minutes. */
const MAX_PAGES = 20;

/** What we know of a shopper, as long as Loyverse takes it. Half an address or number is none: it is left out. */
interface Known {
  name?: string;
  email?: string;
  phone_number?: string;
  customer_code: string;
}

const digitsOf = (phone: string) => phone.replace(/\D/g, '');

function phoneNumber(phone: string): string | undefined {
  const digits = digitsOf(phone);
  const text = phone.trim().startsWith('+') && digits.length < 15 ? `+${digits}` : digits;
  return digits && text.length <= 15 ? text : undefined;
}

export function knownOf({ name, email, phone, reference }: CustomerDetails): Known {
  const mail = email?.trim().toLowerCase();
  return {
    name: (name && cut(oneLine(name), 64)) || undefined,
    email: mail && mail.length <= 100 ? mail : undefined,
    phone_number: phone ? phoneNumber(phone) : undefined,
    customer_code: cut(reference, 40),
  };
}

const sameMail = (a: string | undefined, b: string) => a?.toLowerCase() === b.toLowerCase();

/** GET /customers?email=, https://developer.loyverse.com/docs/#tag/Customers */
async function byEmail(client: Client, email: string): Promise<WireCustomer | undefined> {
  let found: WireCustomer | undefined;
  const listing = { path: '/customers', reply: customersPage, query: { email }, maxPages: MAX_PAGES };
  await walk(client, listing, ({ customers }) => {
    found = customers.find((row) => sameMail(row.email, email));
    return found !== undefined;
  });
  return found;
}

/** Page by page: by our reference, or else the first with the same phone. */
async function byCodeOrPhone(client: Client, known: Known): Promise<WireCustomer | undefined> {
  let byCode: WireCustomer | undefined;
  let byPhone: WireCustomer | undefined;
  const digits = digitsOf(known.phone_number ?? '');
  const listing = { path: '/customers', reply: customersPage, maxPages: MAX_PAGES };
  await walk(client, listing, ({ customers }) => {
    byCode = customers.find((row) => row.customer_code === known.customer_code);
    if (digits) byPhone ??= customers.find((row) => digitsOf(row.phone_number ?? '') === digits);
    return byCode !== undefined;
  });
  return byCode ?? byPhone;
}

/** What POST /customers takes. An update restates all of it: whether an absent field is kept is not documented. */
const FIELDS = [
  'name',
  'email',
  'phone_number',
  'address',
  'city',
  'region',
  'postal_code',
  'country_code',
  'customer_code',
  'note',
  'total_points',
] as const;

async function update(client: Client, row: WireCustomer, known: Known): Promise<string> {
  const ours: Record<string, unknown> = {
    name: known.name ?? row.name,
    email: known.email ?? row.email,
    phone_number: known.phone_number ?? row.phone_number,
    customer_code: row.customer_code ?? known.customer_code,
  };
  // An address in other letters is nothing new.
  const held: Record<string, unknown> = {
    ...row,
    email: known.email && sameMail(row.email, known.email) ? ours.email : row.email,
  };
  const changed = Object.entries(ours).some(([field, value]) => value !== (held[field] ?? undefined));
  if (!changed) return row.id;
  const whole = Object.fromEntries(FIELDS.map((field) => [field, ours[field] ?? row[field]]));
  return (await client.post('/customers', customer, { id: row.id, ...whole })).id;
}

async function create(client: Client, known: Known): Promise<string> {
  const name = known.name ?? cut(known.email ?? known.phone_number ?? known.customer_code, 64);
  const body = { ...known, name };
  const made = await client.post('/customers', customer, body).catch((thrown: unknown) => {
    const failure = Failure.from(thrown);
    if (failure.detail.httpStatus !== 400) throw failure;
    // Refused, so nothing was made. Codes may have to be unique, and a shopper may come with a second address.
    return client.post('/customers', customer, { ...body, customer_code: undefined });
  });
  return made.id;
}

/**
 * Finds the shopper by e-mail, or without one by our reference or phone; updates or creates.
 * POST /customers, https://developer.loyverse.com/docs/#tag/Customers
 */
export async function upsertCustomer(client: Client, details: CustomerDetails): Promise<string> {
  const known = knownOf(details);
  const row = await (known.email ? byEmail(client, known.email) : byCodeOrPhone(client, known));
  return row ? update(client, row, known) : create(client, known);
}
