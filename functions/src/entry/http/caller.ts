import { createHash, timingSafeEqual } from 'node:crypto';
import { Problem } from '../../model/problem';
import type { Role } from '../../model/role';
import type { Sessions } from './sessions';
import type { HttpSettings } from './settings';

/** A person as their token says. */
export interface Person {
  uid: string;
  email?: string;
  /** Runs the platform: may look at every tenant. */
  superUser: boolean;
  /** When they signed in, milliseconds. */
  signedInAt: number;
}

/** Whoever asks. */
export type Caller =
  | { kind: 'nobody' }
  | { kind: 'cron' }
  | (Person & { kind: 'person'; via: 'bearer' | 'cookie'; role?: Role });
export type PersonCaller = Extract<Caller, { kind: 'person' }>;

/** Firebase Authentication and App Check, as much of them as is needed. */
export interface Identities {
  /** Undefined for a token that is no good. */
  fromIdToken(token: string): Promise<Person | undefined>;
  /** `strictly`: also asks whether the session was revoked, which is a call. */
  fromSession(cookie: string, strictly: boolean): Promise<Person | undefined>;
  /** A session cookie for a good ID token. */
  openSession(idToken: string, lastsMs: number): Promise<string>;
  /** Ends all sessions of a person, wherever they are. */
  endSessions(uid: string): Promise<void>;
  /** Whether an App Check token is good. */
  isGenuineApp(token: string): Promise<boolean>;
  /** The e-mail address of a Google service account whose OIDC token for this audience is good. */
  serviceAccount(token: string, audience: string): Promise<string | undefined>;
}

export const SESSION_COOKIE = '__session';

type Headers = Readonly<Record<string, string | undefined>>;

const digest = (text: string) => createHash('sha256').update(text).digest();

/** In constant time, whatever the lengths. An empty secret matches nothing. */
export const isSecret = (given: string, secret: string): boolean =>
  secret !== '' && timingSafeEqual(digest(given), digest(secret));

/** The token of an `Authorization: Bearer` header. */
export function bearerOf({ authorization }: Headers): string | undefined {
  return /^Bearer ([A-Za-z0-9._~+/=-]{1,8192})$/i.exec(authorization ?? '')?.[1];
}

/** The cookies of a request; of two with one name the first counts, as browsers send the more specific first. */
export function cookiesOf({ cookie }: Headers): Record<string, string> {
  const found = new Map<string, string>();
  for (const part of (cookie ?? '').split(';')) {
    const at = part.indexOf('=');
    const name = part.slice(0, Math.max(at, 0)).trim();
    if (name !== '' && !found.has(name)) found.set(name, part.slice(at + 1).trim());
  }
  return Object.fromEntries(found);
}

const unknown = () =>
  new Problem('unauthenticated', 'This takes a sign-in, and there is none that is good.', {
    advice: 'Send a fresh Firebase ID token as "Authorization: Bearer", or sign in again.',
  });

/**
 * The person who asks. A bearer token that is no good is not helped by a cookie: whoever sends both means the token.
 * @throws Problem `unauthenticated`
 */
export async function personOf(
  { identities, sessions }: { identities: Identities; sessions: Sessions },
  headers: Headers,
  isWrite: boolean,
): Promise<PersonCaller> {
  if (headers.authorization !== undefined) {
    const token = bearerOf(headers);
    const person = token === undefined ? undefined : await identities.fromIdToken(token);
    if (!person) throw unknown();
    return { kind: 'person', via: 'bearer', ...person };
  }
  const cookie = cookiesOf(headers)[SESSION_COOKIE];
  const person = cookie === undefined ? undefined : await sessions.personOf(cookie, isWrite);
  if (!person) throw unknown();
  return { kind: 'person', via: 'cookie', ...person };
}

/** The scheduler: by the secret, or by its service account's OIDC token. @throws Problem `unauthenticated` */
export async function cronOf(
  identities: Identities,
  headers: Headers,
  settings: HttpSettings,
): Promise<Caller> {
  const token = bearerOf(headers) ?? '';
  if (isSecret(token, settings.cronSecret)) return { kind: 'cron' };
  const { cronAccount, publicUrl } = settings;
  if (cronAccount !== '' && publicUrl !== '' && token !== '') {
    const account = await identities.serviceAccount(token, publicUrl);
    if (account === cronAccount) return { kind: 'cron' };
  }
  throw new Problem('unauthenticated', 'This is for the scheduler only.', {
    advice: 'Send the secret CRON_SECRET as "Authorization: Bearer".',
  });
}

/** For a handler whose route takes a person: anything else is a defect. */
export function demandPerson(caller: Caller): PersonCaller {
  if (caller.kind === 'person') return caller;
  throw unknown();
}
