import { createPublicKey, verify, type JsonWebKey } from 'node:crypto';
import { z } from 'zod';

const jwks = z.object({
  keys: z.array(z.looseObject({ kid: z.string(), kty: z.literal('RSA'), n: z.string(), e: z.string() })),
});
const head = z.object({ alg: z.literal('RS256'), kid: z.string() });
const claims = z.object({
  iss: z.enum(['https://accounts.google.com', 'accounts.google.com']),
  aud: z.string(),
  /** Seconds. */
  exp: z.number(),
  iat: z.number(),
  email: z.string(),
  email_verified: z.literal(true),
});

/** Where Google publishes the keys that it signs with. https://developers.google.com/identity/openid-connect/openid-connect#validatinganidtoken */
export const GOOGLE_KEYS = 'https://www.googleapis.com/oauth2/v3/certs';
/** Google rotates them over days. */
const KEPT_MS = 3_600_000;
const SKEW_S = 60;

type Keys = z.infer<typeof jwks>['keys'];

function part(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

function isSigned(signed: string, signature: string, { kty, n, e }: Keys[number]): boolean {
  const key: JsonWebKey = { kty, n, e };
  const bytes = Buffer.from(signature, 'base64url');
  return verify('RSA-SHA256', Buffer.from(signed), createPublicKey({ key, format: 'jwk' }), bytes);
}

/** Verifies OIDC tokens of Google service accounts. `fetchKeys` gets the JSON of the key set. */
export function googleOidc(fetchKeys: () => Promise<unknown>, now: () => number) {
  let kept: { keys: Keys; until: number } | undefined;
  async function keyOf(kid: string): Promise<Keys[number] | undefined> {
    if (!kept || kept.until < now())
      kept = { keys: jwks.parse(await fetchKeys()).keys, until: now() + KEPT_MS };
    return kept.keys.find((key) => key.kid === kid);
  }

  /** The e-mail address in a good token for the audience; undefined for any other. */
  return async (token: string, audience: string): Promise<string | undefined> => {
    const [header = '', payload = '', signature = '', ...rest] = token.split('.');
    const { data: told } = head.safeParse(part(header));
    const { data: claimed } = claims.safeParse(part(payload));
    if (!told || !claimed || rest.length > 0) return undefined;
    const seconds = now() / 1000;
    if (claimed.aud !== audience || claimed.exp <= seconds || claimed.iat > seconds + SKEW_S)
      return undefined;
    const key = await keyOf(told.kid);
    return key && isSigned(`${header}.${payload}`, signature, key) ? claimed.email : undefined;
  };
}
