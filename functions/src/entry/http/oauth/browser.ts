import { SESSION_COOKIE, type Identities, type PersonCaller } from '../caller';

type Cookies = Readonly<Record<string, string | undefined>>;

/** Browsers take it from this host alone, by https alone. */
const OWN_COOKIE = '__Host-tillbridge-oauth';
/** Begins a `__session` that is no session: it only ties a sign-in to its browser. */
const MARK = 'oauth.';

const cookie = (name: string, value: string, maxAgeS: number) =>
  `${name}=${value}; Max-Age=${maxAgeS}; Path=/; HttpOnly; Secure; SameSite=Lax`;

/** The session that a browser shows, whether or not it is good. */
const sessionIn = (cookies: Cookies): string | undefined => {
  const value = cookies[SESSION_COOKIE];
  return value === undefined || value === '' || value.startsWith(MARK) ? undefined : value;
};

/** Whether the browser holds a session of this very person. */
async function hasOwnSession(identities: Identities, session: string, { uid, via }: PersonCaller) {
  return via === 'cookie' || (await identities.fromSession(session, false))?.uid === uid;
}

/**
 * What ties a sign-in to the browser that begins it, and the cookies to set for it. A good session is a tie already. Else
 * one secret in two cookies: behind Firebase Hosting only `__session` reaches a function
 * (https://firebase.google.com/docs/hosting/manage-cache#using_cookies), anywhere else the other one is the stricter.
 * @param random unguessable
 */
export async function tieTo(
  { identities, cookies, caller }: { identities: Identities; cookies: Cookies; caller: PersonCaller },
  random: string,
  lastsMs: number,
): Promise<{ browser: string; setCookies: string[] }> {
  const session = sessionIn(cookies);
  if (session !== undefined && (await hasOwnSession(identities, session, caller)))
    return { browser: session, setCookies: [] };
  const maxAgeS = lastsMs / 1000;
  return {
    browser: random,
    setCookies: [cookie(OWN_COOKIE, random, maxAgeS), cookie(SESSION_COOKIE, MARK + random, maxAgeS)],
  };
}

/** Whatever the browser holds that may be the tie. */
export function tiesIn(cookies: Cookies): string[] {
  const marked = cookies[SESSION_COOKIE];
  const own = marked?.startsWith(MARK) ? marked.slice(MARK.length) : undefined;
  return [cookies[OWN_COOKIE], own, sessionIn(cookies)].flatMap((one) => one || []);
}

/** The person who is signed in in this browser, where it holds a session. */
export async function personIn(identities: Identities, cookies: Cookies): Promise<string | undefined> {
  const session = sessionIn(cookies);
  return session === undefined ? undefined : (await identities.fromSession(session, true))?.uid;
}

/** Takes the tie away, and leaves a session alone. */
export const untied = (cookies: Cookies): string[] => [
  cookie(OWN_COOKIE, '', 0),
  ...(cookies[SESSION_COOKIE]?.startsWith(MARK) ? [cookie(SESSION_COOKIE, '', 0)] : []),
];
