import type { CustomerDetails } from '../provider';
import { cut, oneLine } from './text';
import type { WireContactPerson } from './wire';

/** What we know of a shopper, as far as Zoho can use it. Half an address or number is none: it is left out. */
export interface Known {
  name?: string;
  firstName?: string;
  lastName?: string;
  /** Lowercase. */
  email?: string;
  phone?: string;
  reference: string;
}

const MAX_NAME = 100;
const MAX_PHONE = 50;
const MAX_EMAIL = 100;
const MIN_DIGITS = 7;

export const digitsOf = (phone: string): string => phone.replace(/\D/g, '');

export const sameMail = (one: string | undefined, other: string): boolean =>
  one?.trim().toLowerCase() === other;

/** Equal but for punctuation, or for a country code that one of them lacks. */
export function samePhone(one: string | undefined, other: string): boolean {
  const [a, b] = [digitsOf(one ?? ''), digitsOf(other)];
  return a.length >= MIN_DIGITS && b.length >= MIN_DIGITS && (a.endsWith(b) || b.endsWith(a));
}

function phoneOf(phone: string | undefined): string | undefined {
  const text = oneLine(phone ?? '');
  const digits = digitsOf(text);
  const isNumber = /^\+?[\d\s()./-]+$/.test(text) && digits.length >= MIN_DIGITS && digits.length <= 15;
  return isNumber && text.length <= MAX_PHONE ? text : undefined;
}

function emailOf(email: string | undefined): string | undefined {
  const text = email?.trim().toLowerCase();
  const isAddress = text !== undefined && text.length <= MAX_EMAIL && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);
  return isAddress ? text : undefined;
}

export function knownOf({ name, email, phone, reference }: CustomerDetails): Known {
  const whole = oneLine(name ?? '');
  const [first, ...rest] = whole.split(' ').filter(Boolean);
  return {
    name: whole || undefined,
    firstName: first && cut(first, MAX_NAME),
    lastName: cut(rest.join(' '), MAX_NAME) || undefined,
    email: emailOf(email),
    phone: phoneOf(phone),
    reference: cut(reference, 40),
  };
}

/** A person of a contact as an update restates them. */
export function personOf(person: WireContactPerson) {
  const { contact_person_id, first_name, last_name, email, phone, mobile, is_primary_contact } = person;
  return { contact_person_id, first_name, last_name, email, phone, mobile, is_primary_contact };
}
