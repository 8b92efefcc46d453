import { z } from 'zod';
import { Failure } from '../../model/failure';
import { callJson, commonRefusal, parsed, type HttpReply } from '../http';
import type { Renewal, Tools } from '../provider';
import { honest } from './honest';
import { ERROR_IN_200 } from './refusal';
import { auth, type SignedIn } from './wire';

/** A user of Alleaves, and the token that they last signed in to. */
export const credentials = z.looseObject({
  username: z.string().min(1),
  password: z.string().min(1),
  pin: z.string().min(1).optional(),
  token: z.string().min(1).optional(),
  /** Milliseconds since 1970. */
  expiresAt: z.number().optional(),
  /** How long the token was good for when it was given, milliseconds. */
  lifetimeMs: z.number().optional(),
  companyId: z.string().min(1).optional(),
});
export type Credentials = z.infer<typeof credentials>;

const MINUTE_MS = 60_000;
/** Renewed this long before it ends, or half its life before where it lives less than ten minutes. */
const MARGIN_MS = 5 * MINUTE_MS;
/** The shortest that was ever claimed; for a token that cannot be read. */
const LIFETIME_MS = 15 * MINUTE_MS;

const claims = z.object({ exp: z.number(), iat: z.number().optional() });

/** When a token given at `now` ends, by our clock. Its own clock counts only where it does not say when it began. */
function lifeOf(token: string, now: number): { expiresAt: number; lifetimeMs: number } {
  const [, payload = ''] = token.split('.');
  const read = claims.safeParse(parsed(Buffer.from(payload, 'base64url').toString('utf8'))).data;
  const begins = read?.iat === undefined ? now : read.iat * 1000;
  const lifetimeMs = read ? read.exp * 1000 - begins : LIFETIME_MS;
  return { expiresAt: now + lifetimeMs, lifetimeMs };
}

function refused(httpStatus: number): Failure {
  return new Failure('unauthorized', 'Alleaves does not accept user name, password and PIN.', {
    advice: 'Check them by signing in to Alleaves itself, then connect Alleaves again.',
    httpStatus,
  });
}

const basic = ({ username, password }: Credentials) =>
  `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`;

/** Not about the sign-in, but about the way it was sent. */
const NOT_UNDERSTOOD = new Set([400, 404, 405, 415, 422]);

/**
 * POST /auth, with user name and password as JSON; where that form is not understood, and no PIN is needed, in a Basic
 * header. No public documentation; the Swagger page is https://app.alleaves.com/api/documentation/
 */
async function ask(credentials: Credentials, { http, baseUrl, now }: Tools): Promise<SignedIn> {
  const { username, password, pin } = credentials;
  const call = { method: 'POST', url: `${baseUrl}/auth`, effect: false, reply: auth } as const;
  const refusal = (reply: HttpReply) => commonRefusal(reply, 'Alleaves', now()) ?? refused(reply.status);
  try {
    const json = { username, password, ...(pin !== undefined && { pin }) };
    return await callJson(honest(http), 'Alleaves', { ...call, json }, refusal);
  } catch (thrown) {
    const failure = Failure.from(thrown);
    if (pin !== undefined || !NOT_UNDERSTOOD.has(failure.detail.httpStatus ?? ERROR_IN_200)) throw failure;
    const headers = { authorization: basic(credentials) };
    return callJson(honest(http), 'Alleaves', { ...call, headers }, refusal);
  }
}

/** The same user with a fresh token. @throws Failure `unauthorized` for a user that Alleaves does not let in. */
export async function signIn(
  credentials: Credentials,
  tools: Tools,
): Promise<Credentials & { token: string }> {
  const startedAt = tools.now();
  const { token, id_company } = await ask(credentials, tools);
  const companyId = id_company === undefined ? credentials.companyId : String(id_company);
  return { ...credentials, token, ...lifeOf(token, startedAt), companyId };
}

/** There is no refresh token: a user signs in again. */
export const renewal: Renewal<Credentials> = {
  due: ({ token, expiresAt, lifetimeMs = Infinity }, now) =>
    token === undefined ||
    (expiresAt !== undefined && expiresAt - Math.min(MARGIN_MS, lifetimeMs / 2) <= now),
  renew: signIn,
};
