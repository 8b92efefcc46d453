import { z } from 'zod';
import { Problem } from '../../../model/problem';
import { bearerOf, demandPerson, SESSION_COOKIE } from '../caller';
import { route, type Route } from '../route';

/** As long as Firebase lets a session last at most: 14 days. We say five. */
const LASTS_MS = 5 * 24 * 3_600_000;
/** A stolen ID token must not become a session long afterwards. */
const FRESH_MS = 5 * 60_000;

/** Lax, so that the way back from a vendor's sign-in page knows the browser; writing takes an `Origin` besides. */
const cookie = (value: string, maxAgeS: number) =>
  `${SESSION_COOKIE}=${value}; Max-Age=${maxAgeS}; Path=/; HttpOnly; Secure; SameSite=Lax`;

const sessionReply = z.strictObject({ expiresAt: z.int().describe('Milliseconds since 1970.') });

export const routes: readonly Route[] = [
  route({
    method: 'POST',
    path: '/v1/session',
    summary: 'Trade a fresh ID token for a session cookie',
    description:
      'Sends the cookie `__session` (HttpOnly, Secure, SameSite=Lax) for five days. The sign-in must be younger than five minutes.',
    who: 'signed-in',
    reply: sessionReply,
    async handle({ caller, headers, identities, out, world }) {
      const { via, signedInAt, uid } = demandPerson(caller);
      const token = bearerOf(headers);
      const now = world.now();
      if (via !== 'bearer' || token === undefined || now - signedInAt > FRESH_MS)
        throw new Problem('unauthenticated', 'A session takes an ID token of a sign-in just made.', {
          advice: 'Sign in again and send the new ID token as "Authorization: Bearer".',
        });
      const value = await identities.openSession(token, LASTS_MS);
      out.headers['set-cookie'] = cookie(value, LASTS_MS / 1000);
      world.log('info', 'A session was opened', { uid });
      return { expiresAt: now + LASTS_MS };
    },
  }),
  route({
    method: 'DELETE',
    path: '/v1/session',
    summary: 'Sign out, here and everywhere',
    description: 'Ends every session of the person and takes the cookie away.',
    who: 'signed-in',
    reply: z.strictObject({ ended: z.literal(true) }),
    async handle({ caller, identities, out, world }) {
      const { uid } = demandPerson(caller);
      await identities.endSessions(uid);
      world.log('info', 'The sessions of a person were ended', { uid });
      out.headers['set-cookie'] = cookie('', 0);
      return { ended: true as const };
    },
  }),
  route({
    method: 'GET',
    path: '/v1/session',
    summary: 'Who is signed in',
    who: 'signed-in',
    reply: z.strictObject({
      uid: z.string(),
      email: z.string().optional(),
      superUser: z.boolean(),
    }),
    async handle({ caller }) {
      const { uid, email, superUser } = demandPerson(caller);
      return { uid, ...(email !== undefined && { email }), superUser };
    },
  }),
];
