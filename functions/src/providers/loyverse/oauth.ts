import { z } from 'zod';
import { Failure } from '../../model/failure';
import { callJson, commonRefusal } from '../http';
import type { OAuth } from '../oauth';
import type { AppCredentials, Renewal, Tools } from '../provider';
import { manifest } from './manifest';
import { errorBody, token } from './wire';

/** A personal access token, or an OAuth token with what renews it. */
export const credentials = z.looseObject({
  accessToken: z.string().min(1),
  refreshToken: z.string().min(1).optional(),
  /** Milliseconds since 1970. */
  expiresAt: z.number().optional(),
});
export type Credentials = z.infer<typeof credentials>;

/** Renewed this long before it ends, so that no job starts with a token that dies on the way. */
const MARGIN_MS = 10 * 60_000;

/** Both shapes an OAuth error may have; neither is documented. */
function codeOf(body: unknown): string | undefined {
  const plain = z.looseObject({ error: z.string() }).safeParse(body).data?.error;
  return plain ?? errorBody.safeParse(body).data?.errors[0]?.code;
}

const refused = (message: string, httpStatus?: number, code?: string) =>
  new Failure('unauthorized', message, { advice: 'Connect Loyverse again.', httpStatus, code });

function demandApp(app: AppCredentials | undefined, what: string): AppCredentials {
  if (app) return app;
  throw new Failure(
    'unauthorized',
    `The Loyverse sign-in cannot be ${what}: the bridge has no Loyverse app.`,
    {
      advice: 'Give the bridge the id and the secret of its Loyverse app, or connect with an access token.',
    },
  );
}

/** POST /oauth/token (both grants), https://developer.loyverse.com/docs/#section/Authorization */
async function tokenFor(grant: Record<string, string>, { http, baseUrl, app, now }: Tools, what: string) {
  const { clientId, clientSecret } = demandApp(app, what);
  const startedAt = now();
  const fresh = await callJson(
    http,
    'Loyverse',
    {
      method: 'POST',
      url: `${baseUrl}/oauth/token`,
      form: { ...grant, client_id: clientId, client_secret: clientSecret },
      effect: true,
      reply: token,
    },
    (reply, body) =>
      commonRefusal(reply, 'Loyverse', now()) ??
      refused(`Loyverse refuses: the sign-in was not ${what}.`, reply.status, codeOf(body)?.slice(0, 60)),
  );
  return {
    accessToken: fresh.access_token,
    refreshToken: fresh.refresh_token,
    expiresAt: startedAt + fresh.expires_in * 1000,
  };
}

/** An access token that was given an end in the Back Office, if somebody told us; it does not say so itself. */
export const expiresAt = (held: Credentials): number | undefined =>
  held.refreshToken === undefined ? held.expiresAt : undefined;

export const renewal: Renewal<Credentials> = {
  due: ({ refreshToken, expiresAt }, now) =>
    refreshToken !== undefined && expiresAt !== undefined && expiresAt - MARGIN_MS <= now,

  renew: async (old, tools) => {
    if (old.refreshToken === undefined)
      throw refused('A Loyverse access token cannot be renewed: it was revoked or has expired.');
    const grant = { grant_type: 'refresh_token', refresh_token: old.refreshToken };
    const fresh = await tokenFor(grant, tools, 'renewed');
    // Whether it rotates is not documented: a new one wins, none means that the old one stays good.
    return { ...old, ...fresh, refreshToken: fresh.refreshToken ?? old.refreshToken };
  },
};

export const oauth: OAuth<Credentials> = {
  /** GET /oauth/authorize, https://developer.loyverse.com/docs/#section/Authorization. No PKCE is documented. */
  authorizeUrl: ({ app, baseUrl, redirectUri, state }) => {
    const query = new URLSearchParams({
      client_id: app.clientId,
      scope: manifest.signIn.oauthScopes.join(' '),
      response_type: 'code',
      redirect_uri: redirectUri,
      state,
    });
    return `${baseUrl}/oauth/authorize?${query.toString().replaceAll('+', '%20')}`;
  },

  exchange: async ({ code, redirectUri, query }, tools) => {
    if (code === '')
      throw refused(
        query.error === 'access_denied'
          ? 'The sign-in at Loyverse was declined.'
          : 'Loyverse sent no code back.',
      );
    return tokenFor(
      { grant_type: 'authorization_code', code, redirect_uri: redirectUri },
      tools,
      'completed',
    );
  },

  /**
   * Loyverse has no call for it: nothing is done here. The token ends by itself within twelve hours once nobody
   * renews it; the merchant removes the app, or the access token, in the Back Office.
   */
  revoke: async () => {},
};
