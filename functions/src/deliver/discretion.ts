import type { Connection } from '../model/connection';
import { Failure } from '../model/failure';
import { readOrder } from '../model/order';
import type { World } from './world';

/** Shorter texts stand in ordinary words too. */
const SHORTEST = 7;

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(textsIn) : [];
}

/** E-mail and phone of the shopper, the phone also as bare digits, with and without what may be a country code. */
function ofShopper(document: unknown): string[] {
  const read = readOrder(document);
  const { email = '', phone = '' } = (read.ok && read.order.customer) || {};
  const digits = phone.replace(/\D/g, '');
  return [email, phone, digits, digits.slice(-10)];
}

const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A POS may quote what it was sent, and its words go on record: not those that are the shopper's, nor a secret. */
export async function discreet(
  failure: Failure,
  world: World,
  connection: Connection,
  document: unknown,
): Promise<Failure> {
  // What cannot be opened was not sent anywhere, so nobody can quote it.
  const entry = await world.vault.read(connection).catch(() => undefined);
  const { clientSecret = '' } = world.app(connection.provider) ?? {};
  return without(failure, [...textsIn(entry?.credentials), clientSecret, ...ofShopper(document)]);
}

/** The same for a sign-in that is not stored yet. */
export const discreetAbout = (failure: Failure, credentials: unknown): Failure =>
  without(failure, textsIn(credentials));

function without(failure: Failure, texts: readonly string[]): Failure {
  const words = texts.filter(({ length }) => length >= SHORTEST).sort((a, b) => b.length - a.length);
  if (words.length === 0) return failure;
  const pattern = new RegExp(words.map(literal).join('|'), 'gi');
  const clean = (text: string) => text.replace(pattern, '***');
  const { kind, message, detail } = failure;
  const advice = detail.advice && clean(detail.advice);
  return new Failure(kind, clean(message), { ...detail, advice });
}
