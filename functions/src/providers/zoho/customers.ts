import { Failure } from '../../model/failure';
import type { CustomerDetails } from '../provider';
import { segment, type Client } from './client';
import { digitsOf, knownOf, personOf, sameMail, samePhone, type Known } from './person';
import { failureIn, hasCode } from './refusal';
import { cut } from './text';
import { contactReply, contactsPage, type WireContact } from './wire';

/** https://www.zoho.com/inventory/api/v1/contacts/ */

const NAME_TAKEN = 3062;
const MAX_NAME = 200;
/** Phones are free text in Zoho: their last digits are what is most likely written without gaps. */
const PHONE_DIGITS = 7;

const isUsable = ({ contact_type, status }: WireContact): boolean =>
  contact_type !== 'vendor' && status !== 'inactive';

/** GET /contacts with one filter; every row is checked. */
async function search(
  client: Client,
  filter: Record<string, string>,
  fits: (row: WireContact) => boolean,
): Promise<WireContact | undefined> {
  const query = { ...filter, contact_type: 'customer', page: 1, per_page: 200 };
  const { contacts } = await client.get('/contacts', contactsPage, query);
  return contacts.find((row) => isUsable(row) && fits(row));
}

const hasPhone = (row: WireContact, phone: string) =>
  samePhone(row.phone, phone) || samePhone(row.mobile, phone);

/** By e-mail, then by phone, unless the row of that phone has another e-mail address: families share a phone. */
async function find(client: Client, { email, phone }: Known): Promise<WireContact | undefined> {
  if (email !== undefined) {
    const byMail = await search(client, { email }, (row) => sameMail(row.email, email));
    if (byMail) return byMail;
  }
  if (phone === undefined) return undefined;
  return search(
    client,
    { phone_contains: digitsOf(phone).slice(-PHONE_DIGITS) },
    (row) => hasPhone(row, phone) && (email === undefined || row.email === undefined),
  );
}

/**
 * PUT /contacts/{id} of the first person's e-mail and phone. The name stays: it is the merchant's. All persons are
 * stated, since those that an update leaves out may be gone after it.
 */
async function update(client: Client, row: WireContact, known: Known): Promise<string> {
  const { email, phone } = known;
  const newMail = email !== undefined && row.email === undefined;
  const newPhone = phone !== undefined && !hasPhone(row, phone);
  if (!newMail && !newPhone) return row.contact_id;
  const path = `/contacts/${segment(row.contact_id)}`;
  const { contact } = await client.get(path, contactReply);
  const persons = contact.contact_persons ?? [];
  const primary = persons.find((person) => person.is_primary_contact) ?? persons[0];
  const fresh = { ...(newMail && { email }), ...(newPhone && { phone }) };
  const others = persons.filter((person) => person !== primary).map(personOf);
  const first = primary ? { ...personOf(primary), ...fresh } : { ...fresh, is_primary_contact: true };
  await client.put(path, contactReply, {
    contact_name: contact.contact_name,
    contact_persons: [first, ...others],
  });
  return row.contact_id;
}

/** POST /contacts. E-mail and phone belong to its person. */
async function create(client: Client, name: string, known: Known): Promise<string> {
  const { firstName: first_name, lastName: last_name, email, phone } = known;
  const person = { first_name, last_name, email, phone, is_primary_contact: true };
  const { contact } = await client.post('/contacts', contactReply, {
    contact_name: name,
    contact_type: 'customer',
    customer_sub_type: 'individual',
    contact_persons: [person],
  });
  return contact.contact_id;
}

/** Who has the name: the shopper, or a namesake. */
const namesake = (client: Client, name: string, fits: (row: WireContact) => boolean) =>
  search(client, { contact_name: name }, (row) => row.contact_name === name && fits(row));

/** Under their name, or where that is taken under their name and our reference, which nobody else has. */
async function createUnique(client: Client, known: Known): Promise<string> {
  const { email, phone, reference } = known;
  const isTaken = (thrown: unknown) => {
    const failure = failureIn(thrown);
    if (!hasCode(failure, NAME_TAKEN)) throw failure;
  };
  const name = cut(known.name ?? email ?? phone ?? `Shopper ${reference}`, MAX_NAME);
  const made = await create(client, name, known).catch(isTaken);
  if (made !== undefined) return made;
  const isShopper = (row: WireContact) =>
    (email !== undefined && sameMail(row.email, email)) || (phone !== undefined && hasPhone(row, phone));
  const same = await namesake(client, name, isShopper);
  if (same) return same.contact_id;
  const longName = `${cut(name, MAX_NAME - reference.length - 1)} ${reference}`;
  const second = await create(client, longName, known).catch(isTaken);
  if (second !== undefined) return second;
  const ours = await namesake(client, longName, () => true);
  if (ours) return ours.contact_id;
  throw new Failure('rejected', 'Zoho has a contact of the shopper’s name that cannot be used.', {
    advice: 'Look for inactive contacts and vendors of this name in Zoho Inventory.',
  });
}

/** Finds the shopper and completes what Zoho lacks, or creates them. @returns Zoho's contact id */
export async function upsertCustomer(client: Client, details: CustomerDetails): Promise<string> {
  const known = knownOf(details);
  const row = await find(client, known);
  return row ? update(client, row, known) : createUnique(client, known);
}
