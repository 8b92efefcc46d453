import type { KnownCustomer, Person } from '../model/person';

/** As mail servers mostly compare them; undefined for what is no address. */
export function emailKeyOf(email: string | undefined): string | undefined {
  const key = email?.trim().toLowerCase();
  return key && /^[^@\s]+@[^@\s]+$/.test(key) ? key : undefined;
}

const SHORTEST_PHONE = 7;

/**
 * Digits, after a "+" where the country is given. A number with its country and the same one without are not taken for
 * equal: whose country it would be is not known. Undefined for what is too short to be somebody's.
 */
export function phoneKeyOf(phone: string | undefined): string | undefined {
  const text = phone?.trim().replace(/^00/, '+') ?? '';
  const digits = text.replace(/\D/g, '');
  if (digits.length < SHORTEST_PHONE || /^0+$/.test(digits)) return undefined;
  return text.startsWith('+') ? `+${digits}` : digits;
}

export const keysOf = ({ email, phone }: Pick<KnownCustomer, 'email' | 'phone'>) => ({
  emailKey: emailKeyOf(email),
  phoneKey: phoneKeyOf(phone),
});

/** One phone may be a family's: it ties only records whose addresses do not speak against it. */
const contradict = (a: Omit<Person, 'id'>, b: Omit<Person, 'id'>) =>
  a.emailKey !== undefined && b.emailKey !== undefined && a.emailKey !== b.emailKey;

const firstId = (persons: readonly Person[]): string | undefined => persons.map(({ id }) => id).sort()[0];

/**
 * Who a customer is: the same POS id is the same row in any case; then whoever has the same e-mail, then the same phone;
 * else somebody new.
 */
export function personOf(customer: KnownCustomer, others: readonly KnownCustomer[]): Person {
  const keys = keysOf(customer);
  const persons = others.flatMap(({ rowId, person }) => (person && rowId !== customer.rowId ? [person] : []));
  const { emailKey, phoneKey } = keys;
  const byEmail = persons.filter((one) => emailKey !== undefined && one.emailKey === emailKey);
  const strangers = new Set(persons.filter((one) => contradict(one, keys)).map((one) => one.id));
  const byPhone = persons.filter(
    (one) => phoneKey !== undefined && one.phoneKey === phoneKey && !strangers.has(one.id),
  );
  const id = firstId(byEmail) ?? firstId(byPhone) ?? customer.rowId;
  return { id, ...(emailKey !== undefined && { emailKey }), ...(phoneKey !== undefined && { phoneKey }) };
}
