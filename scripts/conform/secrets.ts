import { randomBytes } from 'node:crypto';
import type { Manifest } from '../../functions/src/providers/manifest';

export type Credentials = Readonly<Record<string, unknown>>;

const SECRET = /token|secret|password|key|pin$/i;

/** Names of the credentials that nobody may see: the fields marked so, and whatever else sounds like it. */
function secretNames(credentials: Credentials, { signIn }: Manifest): string[] {
  const known = new Map(signIn.fields.map(({ name, secret }) => [name, secret]));
  return Object.keys(credentials).filter((name) => known.get(name) ?? SECRET.test(name));
}

export function secretsIn(credentials: Credentials, manifest: Manifest): string[] {
  return secretNames(credentials, manifest)
    .map((name) => credentials[name])
    .filter((value): value is string | number => typeof value === 'string' || typeof value === 'number')
    .map(String)
    .filter((value) => value !== '');
}

/** Takes the secrets out of a text: no adapter quotes one, but a server may echo what it was sent. */
export function masking(secrets: readonly string[]): (text: string) => string {
  // The longest first: one may be part of another.
  const longestFirst = [...secrets].sort((a, b) => b.length - a.length);
  return (text) => longestFirst.reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
}

/** The same sign-in with every secret replaced by another one. */
export function spoiled(credentials: Credentials, manifest: Manifest): Credentials {
  const wrong = secretNames(credentials, manifest)
    .filter((name) => typeof credentials[name] === 'string')
    .map((name): [string, string] => [name, randomBytes(20).toString('hex')]);
  return { ...credentials, ...Object.fromEntries(wrong) };
}
