import { z } from 'zod';
import { Failure } from '../../model/failure';
import type { CustomerDetails } from '../provider';
import type { Client, Domain } from './client';
import { cut, literal, oneLine } from './text';
import { id, maybe } from './wire';

const partner = z.looseObject({
  id,
  name: maybe(z.string()),
  email: maybe(z.string()),
  phone: maybe(z.string()),
  ref: maybe(z.string()),
});
type Partner = z.infer<typeof partner>;

const FIELDS = ['name', 'email', 'phone', 'ref'];
const MAX_CANDIDATES = 20;

const digitsOf = (phone = '') => phone.replace(/\D/g, '');
const sameMail = (a = '', b = '') => a !== '' && a.toLowerCase() === b.toLowerCase();
/** Numbers come with and without their country: enough of their ends must agree. */
const SAME_DIGITS = 8;
const samePhone = (a: string | undefined, b: string | undefined) => {
  const [one, other] = [digitsOf(a), digitsOf(b)];
  const length = Math.min(one.length, other.length);
  return length >= SAME_DIGITS && one.slice(-length) === other.slice(-length);
};

const find = (client: Client, domain: Domain): Promise<Partner[]> =>
  client.find('res.partner', {
    domain,
    fields: FIELDS,
    reply: partner,
    limit: MAX_CANDIDATES,
    order: 'id asc',
  });

/** By our reference, else by e-mail in whatever letters; what comes back is checked all the same. */
async function byReferenceOrMail(client: Client, { reference, email }: CustomerDetails) {
  const byRef = ['ref', '=', reference] as const;
  const rows = await find(client, email ? ['|', byRef, ['email', '=ilike', literal(email)]] : [byRef]);
  return rows.find((row) => row.ref === reference) ?? rows.find((row) => sameMail(row.email, email));
}

/** `phone_mobile_search` disregards how a number is written, and wants three characters at least. */
async function byPhone(client: Client, { phone }: CustomerDetails): Promise<Partner | undefined> {
  const digits = digitsOf(phone);
  if (digits.length < SAME_DIGITS) return undefined;
  const rows = await find(client, [['phone_mobile_search', 'ilike', digits.slice(-SAME_DIGITS)]]);
  // A stranger with another address may share a phone; one without an address is taken for the shopper.
  return rows.find((row) => samePhone(row.phone, phone));
}

/** What Odoo is told: `mobile` went away with 19, `phone` is everywhere. */
function knownOf({ name, email, phone, reference }: CustomerDetails) {
  const mail = email?.trim();
  const call = phone?.trim();
  return {
    ...(name && { name: cut(oneLine(name), 128) }),
    ...(mail && { email: mail }),
    ...(call && { phone: call }),
    ref: reference,
  };
}

/** Staff's own entries stay where they say the same; another reference is somebody's and stays, too. */
async function update(client: Client, row: Partner, known: ReturnType<typeof knownOf>): Promise<string> {
  const changes = {
    ...(known.name && known.name !== row.name && { name: known.name }),
    ...(known.email && !sameMail(row.email, known.email) && { email: known.email }),
    ...(known.phone && !samePhone(row.phone, known.phone) && { phone: known.phone }),
    ...(row.ref === undefined && { ref: known.ref }),
  };
  if (Object.keys(changes).length > 0) await client.write('res.partner', [row.id], changes);
  return String(row.id);
}

/** res.partner: finds the shopper by reference, e-mail or phone; updates or creates. */
export async function upsertCustomer(client: Client, details: CustomerDetails): Promise<string> {
  if (!details.reference) throw new Failure('unexpected', 'A customer without a reference cannot be kept.');
  const row = (await byReferenceOrMail(client, details)) ?? (await byPhone(client, details));
  const known = knownOf(details);
  if (row) return update(client, row, known);
  const name = known.name ?? known.email ?? known.phone ?? known.ref;
  return String(await client.create('res.partner', { ...known, name, company_type: 'person' }));
}
