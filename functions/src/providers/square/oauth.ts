import { z } from 'zod';
import { Failure } from '../../model/failure';
import type { Renewal } from '../provider';
import { squareCaller } from './client';
import { tokenReply } from './wire';

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

export const renewal: Renewal<Credentials> = {
  due: ({ refreshToken, refreshedAt, expiresAt }, now) =>
    refreshToken !== undefined &&
    (now - (refreshedAt ?? 0) > RENEW_AFTER_MS || (expiresAt !== undefined && expiresAt - now < MARGIN_MS)),

  /**
   * POST /oauth2/token, https://developer.squareup.com/reference/square/o-auth-api/obtain-token
   * @throws Failure `unauthorized` when the refresh token is dead or the application's secret is wrong.
   */
  renew: async (held, tools) => {
    if (held.refreshToken === undefined)
      throw refused('A Square personal access token cannot be renewed: it was revoked or replaced.');
    if (!tools.app)
      throw refused(
        'The Square sign-in cannot be renewed: the bridge has no Square application.',
        'Give the bridge the id and the secret of its Square application, then retry.',
      );
    const fresh = await squareCaller(tools)({
      method: 'POST',
      path: '/oauth2/token',
      // In the body: Square answers a secret in a header with MISSING_REQUIRED_PARAMETER.
      json: {
        client_id: tools.app.clientId,
        client_secret: tools.app.clientSecret,
        grant_type: 'refresh_token',
        refresh_token: held.refreshToken,
      },
      // It makes nothing that somebody would have to look for: the refresh token stays good.
      effect: false,
      reply: tokenReply,
    });
    return {
      ...held,
      accessToken: fresh.access_token,
      refreshToken: fresh.refresh_token ?? held.refreshToken,
      expiresAt: fresh.expires_at,
      refreshedAt: tools.now(),
      merchantId: fresh.merchant_id ?? held.merchantId,
    };
  },
};
