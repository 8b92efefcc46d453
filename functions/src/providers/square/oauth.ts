import { z } from 'zod';
import { Failure } from '../../model/failure';
import type { OAuth } from '../oauth';
import type { AppCredentials, Renewal, Tools } from '../provider';
import { squareCaller } from './client';
import { manifest } from './manifest';
import { hasCode } from './refusal';
import { revokeReply, tokenReply } from './wire';

/** A personal access token alone, or an OAuth token (30 days) with what renews it. */
export const credentials = z.looseObject({
  accessToken: z.string().min(1),
  refreshToken: z.string().min(1).optional(),
  /** Milliseconds since 1970. */
  expiresAt: z.number().optional(),
  /** Milliseconds since 1970. */
  refreshedAt: z.number().optional(),
  /** Absent for a personal access token that nobody has looked up locations with. */
  merchantId: z.string().min(1).optional(),
});
export type Credentials = z.infer<typeof credentials>;

const DAY_MS = 24 * 3600_000;
/** Square asks for a renewal every seven days or sooner, long before the thirty are over. */
const RENEW_AFTER_MS = 7 * DAY_MS;
const MARGIN_MS = DAY_MS;

const refused = (message: string, advice = 'Connect Square again.') =>
  new Failure('unauthorized', message, { advice });

function appOf({ app }: Tools, what: string): AppCredentials {
  if (app) return app;
  throw refused(
    `The Square sign-in cannot be ${what}: the bridge has no Square application.`,
    'Give the bridge the id and the secret of its Square application, then retry.',
  );
}

/**
 * POST /oauth2/token, https://developer.squareup.com/reference/square/o-auth-api/obtain-token
 * @throws Failure `unauthorized` for a code or refresh token that is no good, or a wrong application secret
 */
async function obtained(tools: Tools, json: Record<string, string | undefined>) {
  const fresh = await squareCaller(tools)({
    method: 'POST',
    path: '/oauth2/token',
    // In the body: Square answers a secret in a header with MISSING_REQUIRED_PARAMETER.
    json,
    // It makes nothing that somebody would have to look for.
    effect: false,
    reply: tokenReply,
  });
  return {
    accessToken: fresh.access_token,
    refreshToken: fresh.refresh_token,
    expiresAt: fresh.expires_at,
    refreshedAt: tools.now(),
    merchantId: fresh.merchant_id,
  };
}

/** An OAuth token without a refresh token ends after 30 days; a personal access token does not. */
export const expiresAt = (held: Credentials): number | undefined =>
  held.refreshToken === undefined ? held.expiresAt : undefined;

export const renewal: Renewal<Credentials> = {
  due: ({ refreshToken, refreshedAt, expiresAt }, now) =>
    refreshToken !== undefined &&
    (now - (refreshedAt ?? 0) > RENEW_AFTER_MS || (expiresAt !== undefined && expiresAt - now < MARGIN_MS)),

  /** @throws Failure `unauthorized` when the refresh token is dead or the application's secret is wrong. */
  renew: async (held, tools) => {
    if (held.refreshToken === undefined)
      throw refused('A Square personal access token cannot be renewed: it was revoked or replaced.');
    const { clientId, clientSecret } = appOf(tools, 'renewed');
    const fresh = await obtained(tools, {
      client_id: clientId,
      client_secret: clientSecret,
      grant_type: 'refresh_token',
      refresh_token: held.refreshToken,
    });
    return {
      ...held,
      ...fresh,
      refreshToken: fresh.refreshToken ?? held.refreshToken,
      merchantId: fresh.merchantId ?? held.merchantId,
    };
  },
};

/** What Square may say of a token that is worthless already. */
const WORTHLESS = ['NOT_FOUND', 'ACCESS_TOKEN_REVOKED', 'ACCESS_TOKEN_EXPIRED'];

export const oauth: OAuth<Credentials> = {
  /**
   * The code flow with the application's secret. Square's PKCE has a verifier in the secret's place, for apps that cannot
   * keep one: its refresh tokens are good once, for 90 days, and a renewal whose reply is lost would end the connection.
   *
   * GET /oauth2/authorize, in a browser
   * https://developer.squareup.com/docs/oauth-api/create-urls-for-square-authorization
   */
  authorizeUrl: ({ app, baseUrl, redirectUri, state }) => {
    const query = new URLSearchParams({
      client_id: app.clientId,
      scope: manifest.signIn.oauthScopes.join(' '),
      // A seller who is signed in somewhere must still choose: the browser may be a colleague's.
      session: 'false',
      state,
      redirect_uri: redirectUri,
    });
    return `${baseUrl}/oauth2/authorize?${query.toString()}`;
  },

  exchange: async ({ code, redirectUri, query }, tools) => {
    if (code === '')
      throw refused(
        query.error === 'access_denied' ? 'The sign-in at Square was declined.' : 'Square sent no code back.',
      );
    const { clientId, clientSecret } = appOf(tools, 'completed');
    return obtained(tools, {
      client_id: clientId,
      client_secret: clientSecret,
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirectUri,
    });
  },

  /** POST /oauth2/revoke, https://developer.squareup.com/reference/square/o-auth-api/revoke-token */
  revoke: async ({ accessToken, refreshToken, merchantId }, tools) => {
    // A personal access token is not of our application: only its owner can replace it.
    if (refreshToken === undefined) return;
    const { clientId, clientSecret } = appOf(tools, 'revoked');
    const whose = merchantId === undefined ? { access_token: accessToken } : { merchant_id: merchantId };
    try {
      await squareCaller(tools, { authorization: `Client ${clientSecret}` })({
        method: 'POST',
        path: '/oauth2/revoke',
        json: { client_id: clientId, ...whose },
        effect: true,
        reply: revokeReply,
      });
    } catch (thrown) {
      if (!hasCode(thrown, ...WORTHLESS)) throw thrown;
    }
  },
};
