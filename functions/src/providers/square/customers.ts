import { Failure } from '../../model/failure';
import type { CustomerDetails } from '../provider';
import { idempotencyKey } from './keys';
import { clip, LIMITS, squareEmail, squarePhone } from './limits';
import { hasCode } from './refusal';
import type { Shop } from './shop';
import { customerReply, customersReply, type SquareCustomer } from './wire';

/** Fields that we write. */
type Fields = Partial<Omit<SquareCustomer, 'id'>>;
type Filter = Partial<Record<'reference_id' | 'email_address' | 'phone_number', { exact: string }>>;

/** A name's first word is the given name: Square has no field for a whole one. */
export function customerFields({ name, phone, email, reference }: CustomerDetails): Fields {
  const [given, ...family] = (name ?? '').trim().split(/\s+/).filter(Boolean);
  const fields: Fields = {
    given_name: given && clip(given, LIMITS.customerName),
    family_name: family.length > 0 ? clip(family.join(' '), LIMITS.customerName) : undefined,
    email_address: squareEmail(email, LIMITS.customerEmail),
    phone_number: squarePhone(phone),
    reference_id: reference,
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** POST /v2/customers/search, https://developer.squareup.com/reference/square/customers-api/search-customers */
async function search({ call }: Shop, filter: Filter): Promise<SquareCustomer | undefined> {
  const json = { query: { filter }, limit: 2 };
  const path = '/v2/customers/search';
  return (await call({ method: 'POST', path, json, effect: false, reply: customersReply })).customers[0];
}

/** By reference, e-mail, phone, in that order: Square never de-duplicates by itself. */
async function find(shop: Shop, fields: Fields): Promise<SquareCustomer | undefined> {
  const { reference_id, email_address, phone_number } = fields;
  // The filter compares whole numbers with their country code.
  const e164 = phone_number?.startsWith('+') ? phone_number : undefined;
  const filters: Filter[] = [
    ...(reference_id ? [{ reference_id: { exact: reference_id } }] : []),
    ...(email_address ? [{ email_address: { exact: email_address } }] : []),
    ...(e164 ? [{ phone_number: { exact: e164 } }] : []),
  ];
  for (const filter of filters) {
    const customer = await search(shop, filter);
    if (customer) return customer;
  }
  return undefined;
}

const REFUSABLE = {
  INVALID_PHONE_NUMBER: 'phone_number',
  INVALID_EMAIL_ADDRESS: 'email_address',
} as const;

/** Sends the fields; one that Square refuses is dropped, and the rest sent again. */
async function tolerant(
  fields: Fields,
  send: (fields: Fields, dropped: readonly string[]) => Promise<string>,
  dropped: readonly string[] = [],
): Promise<string> {
  try {
    return await send(fields, dropped);
  } catch (thrown) {
    const bad = Object.entries(REFUSABLE).find(([code, field]) => hasCode(thrown, code) && fields[field]);
    if (!bad) throw thrown;
    return tolerant({ ...fields, [bad[1]]: undefined }, send, [...dropped, bad[1]]);
  }
}

/**
 * PUT /v2/customers/{id}, sparse: what is left out stays.
 * https://developer.squareup.com/reference/square/customers-api/update-customer
 */
async function update({ call }: Shop, held: SquareCustomer, fields: Fields): Promise<string> {
  // A reference of the seller's own is not ours to replace.
  const wanted = { ...fields, reference_id: held.reference_id ?? fields.reference_id };
  const changed = Object.fromEntries(
    Object.entries(wanted).filter(([name, value]) => value !== Reflect.get(held, name)),
  );
  const path = `/v2/customers/${encodeURIComponent(held.id)}`;
  return tolerant(changed, async (json) => {
    if (Object.values(json).every((value) => value === undefined)) return held.id;
    const { customer } = await call({ method: 'PUT', path, json, effect: true, reply: customerReply });
    return customer.id;
  });
}

/** POST /v2/customers, https://developer.squareup.com/reference/square/customers-api/create-customer */
function create({ call }: Shop, fields: Fields): Promise<string> {
  return tolerant(fields, async (rest, dropped) => {
    if (!rest.given_name && !rest.email_address && !rest.phone_number)
      throw new Failure(
        'rejected',
        'Square needs a name, an e-mail address or a phone number for a customer.',
      );
    const idempotency_key = idempotencyKey('customer', fields.reference_id ?? '', ...dropped);
    const json = { idempotency_key, ...rest };
    const path = '/v2/customers';
    const { customer } = await call({ method: 'POST', path, json, effect: true, reply: customerReply });
    return customer.id;
  });
}

/** Finds the shopper and brings the fields up to date, or creates them. @returns Square's customer id */
export async function upsertCustomer(shop: Shop, details: CustomerDetails): Promise<string> {
  const fields = customerFields(details);
  const held = await find(shop, fields);
  if (held) return update(shop, held, fields);
  try {
    return await create(shop, fields);
  } catch (thrown) {
    if (!hasCode(thrown, 'IDEMPOTENCY_KEY_REUSED')) throw thrown;
    // Created before with other details; the search may be a minute behind.
    const late = await find(shop, { reference_id: details.reference });
    if (late) return late.id;
    throw new Failure('unavailable', 'Square says that it has this customer, but does not show them yet.', {
      advice: 'The bridge looks again.',
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
  }
}
