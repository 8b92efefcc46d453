import { z } from 'zod';
import { Failure } from '../../model/failure';
import { callJson, commonRefusal, parsed, type Http, type HttpReply } from '../http';
import type { AppCredentials, Renewal, Tools } from '../provider';
import { hostsOf } from './hosts';
import type { Credentials } from './oauth';
import { maybe } from './wire';

const MINUTE_MS = 60_000;
/** Renewed this long before it ends, so that no job starts with a token that dies on the way. */
const MARGIN_MS = 5 * MINUTE_MS;
/** Ten tokens in ten minutes is what Zoho grants per refresh token. */
const MIN_INTERVAL_MS = MINUTE_MS;
/** After "too many requests continuously". */
const PAUSE_MS = 10 * MINUTE_MS;

const tokenReply = z.looseObject({
  access_token: z.string().min(1),
  refresh_token: maybe(z.string()),
  /** Seconds. */
  expires_in: z.number().positive().default(3600),
  api_domain: maybe(z.string()),
});
const errorReply = z.looseObject({ error: z.string() });

const REFUSED = 400;

/** Most token errors come with status 200. */
function honest(reply: HttpReply): HttpReply {
  const isSuccess = reply.status >= 200 && reply.status <= 299;
  return isSuccess && errorReply.safeParse(parsed(reply.text)).success
    ? { ...reply, status: REFUSED }
    : reply;
}

const AGAIN = 'Connect Zoho Inventory again.';
const CLIENT =
  'Check the id and the secret of the bridge’s Zoho client, and that it is enabled for all data centers; then connect again.';
const ADVICE: Readonly<Partial<Record<string, string>>> = {
  invalid_client: CLIENT,
  invalid_client_secret: CLIENT,
  invalid_redirect_uri: CLIENT,
};

function refusal(reply: HttpReply, body: unknown, now: number): Failure {
  const code = errorReply.safeParse(body).data?.error.slice(0, 60);
  const detail = { httpStatus: reply.status, code };
  // The connection is as good as before; asking on would prolong it.
  if (code === 'Access Denied')
    return new Failure('throttled', 'Zoho makes no new tokens for some minutes: too many were asked for.', {
      ...detail,
      until: now + PAUSE_MS,
    });
  const common = commonRefusal(reply, 'Zoho', now);
  if (common) return common;
  return new Failure('unauthorized', `Zoho refuses the sign-in${code ? ` (${code})` : ''}.`, {
    ...detail,
    advice: (code === undefined ? undefined : ADVICE[code]) ?? AGAIN,
  });
}

type Owner = Pick<Credentials, 'dataCenter' | 'clientId' | 'clientSecret'>;

function clientOf({ clientId, clientSecret }: Owner, app: AppCredentials | undefined): AppCredentials {
  if (clientId !== undefined && clientSecret !== undefined) return { clientId, clientSecret };
  if (app) return app;
  throw new Failure('unauthorized', 'Zoho needs a client for the sign-in, and the bridge has none.', {
    advice:
      'Give the bridge the id and the secret of its Zoho client, or connect with those of a self client.',
  });
}

const honestly =
  (http: Http): Http =>
  async (request) =>
    honest(await http(request));

/**
 * POST {accounts}/oauth/v2/token, both grants. https://www.zoho.com/accounts/protocol/oauth/web-apps/access-token.html
 * @throws Failure `unauthorized`, `throttled`, `unavailable`, `unexpected`
 */
export async function askForToken(grant: Record<string, string>, owner: Owner, tools: Tools) {
  const { clientId, clientSecret } = clientOf(owner, tools.app);
  const askedAt = tools.now();
  const fresh = await callJson(
    honestly(tools.http),
    'Zoho',
    {
      method: 'POST',
      url: `${hostsOf(tools.baseUrl, owner.dataCenter).accounts}/oauth/v2/token`,
      form: { ...grant, client_id: clientId, client_secret: clientSecret },
      // A code works once. A refresh leaves nothing behind that somebody would have to look for.
      effect: grant.grant_type === 'authorization_code',
      reply: tokenReply,
    },
    (reply, body) => refusal(reply, body, tools.now()),
  );
  return {
    accessToken: fresh.access_token,
    refreshToken: fresh.refresh_token,
    expiresAt: askedAt + fresh.expires_in * 1000,
    apiDomain: fresh.api_domain,
  };
}

/** Without a refresh token the sign-in ends with its token, after an hour. */
export const expiresAt = (held: Credentials): number | undefined =>
  held.refreshToken === undefined ? held.expiresAt : undefined;

export const renewal: Renewal<Credentials> = {
  due: ({ refreshToken, expiresAt }, now) =>
    refreshToken !== undefined && expiresAt !== undefined && expiresAt - MARGIN_MS <= now,

  /** A token that was only just made is given a minute, so that Zoho's limit on tokens is never reached. */
  renew: async (old, tools) => {
    const { refreshToken, refreshedAt } = old;
    if (refreshToken === undefined)
      throw new Failure('unauthorized', 'The Zoho sign-in has no refresh token, so it ended after an hour.', {
        advice: AGAIN,
      });
    const now = tools.now();
    if (refreshedAt !== undefined && now >= refreshedAt && now - refreshedAt < MIN_INTERVAL_MS)
      throw new Failure('throttled', 'The Zoho sign-in was renewed a moment ago.', {
        until: refreshedAt + MIN_INTERVAL_MS,
        sent: false,
      });
    const grant = { grant_type: 'refresh_token', refresh_token: refreshToken };
    const { apiDomain: _known, ...fresh } = await askForToken(grant, old, tools);
    return { ...old, ...fresh, refreshToken: fresh.refreshToken ?? refreshToken, refreshedAt: now };
  },
};

/**
 * POST {accounts}/oauth/v2/token/revoke, https://www.zoho.com/accounts/protocol/oauth.html. A refusal
 * means that the token is worthless already.
 */
export async function revokeToken({ refreshToken, dataCenter }: Credentials, tools: Tools): Promise<void> {
  // The access token alone ends within the hour by itself.
  if (refreshToken === undefined) return;
  const reply = await tools.http({
    method: 'POST',
    url: `${hostsOf(tools.baseUrl, dataCenter).accounts}/oauth/v2/token/revoke`,
    headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ token: refreshToken }).toString(),
    effect: true,
    timeoutMs: 20_000,
  });
  const common = reply.status >= 500 ? commonRefusal(reply, 'Zoho', tools.now()) : undefined;
  if (common) throw common;
}
