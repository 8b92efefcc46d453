import type { DecodedIdToken } from 'firebase-admin/auth';
import type { World } from '../../deliver/world';
import type { Identities, Person } from './caller';
import { GOOGLE_KEYS, googleOidc } from './oidc';

const personIn = ({ uid, email, auth_time, super_user }: DecodedIdToken): Person => ({
  uid,
  email,
  superUser: super_user === true,
  signedInAt: auth_time * 1000,
});

/** A token that cannot be verified is no good, whatever the reason; an outage is one too: fail closed. */
async function orNobody<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch {
    return undefined;
  }
}

/** Firebase Authentication and App Check, loaded when they are first asked. */
export function firebaseIdentities(world: World): Identities {
  const oidc = googleOidc(
    async () => {
      const request = {
        method: 'GET',
        url: GOOGLE_KEYS,
        headers: {},
        effect: false,
        timeoutMs: 5_000,
      } as const;
      const { text } = await world.http(request);
      const keys: unknown = JSON.parse(text);
      return keys;
    },
    () => world.now(),
  );
  const auth = async () => (await import('firebase-admin/auth')).getAuth();
  return {
    async fromIdToken(token) {
      const decoded = await orNobody((await auth()).verifyIdToken(token));
      return decoded && personIn(decoded);
    },

    async fromSession(cookie, strictly) {
      const decoded = await orNobody((await auth()).verifySessionCookie(cookie, strictly));
      return decoded && personIn(decoded);
    },

    async openSession(idToken, lastsMs) {
      return (await auth()).createSessionCookie(idToken, { expiresIn: lastsMs });
    },

    async endSessions(uid) {
      await (await auth()).revokeRefreshTokens(uid);
    },

    async isGenuineApp(token) {
      const { getAppCheck } = await import('firebase-admin/app-check');
      return (await orNobody(getAppCheck().verifyToken(token))) !== undefined;
    },

    // https://cloud.google.com/scheduler/docs/http-target-auth
    serviceAccount: (token, audience) => orNobody(oidc(token, audience)),
  };
}
