import { z } from 'zod';
import { Failure } from '../../model/failure';
import { callJson, commonRefusal } from '../http';
import type { Renewal } from '../provider';
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

export const renewal: Renewal<Credentials> = {
  due: ({ refreshToken, expiresAt }, now) =>
    refreshToken !== undefined && expiresAt !== undefined && expiresAt - MARGIN_MS <= now,

  /** POST /oauth/token, https://developer.loyverse.com/docs/#section/Authorization */
  renew: async (old, { http, baseUrl, app, now }) => {
    if (old.refreshToken === undefined)
      throw refused('A Loyverse access token cannot be renewed: it was revoked or has expired.');
    if (!app) throw refused('The Loyverse sign-in cannot be renewed: the bridge has no Loyverse app.');
    const startedAt = now();
    const fresh = await callJson(
      http,
      'Loyverse',
      {
        method: 'POST',
        url: `${baseUrl}/oauth/token`,
        form: {
          grant_type: 'refresh_token',
          refresh_token: old.refreshToken,
          client_id: app.clientId,
          client_secret: app.clientSecret,
        },
        effect: true,
        reply: token,
      },
      (reply, body) =>
        commonRefusal(reply, 'Loyverse', now()) ??
        refused('Loyverse refuses to renew the sign-in.', reply.status, codeOf(body)?.slice(0, 60)),
    );
    return {
      ...old,
      accessToken: fresh.access_token,
      // Whether it rotates is not documented: a new one wins, none means that the old one stays good.
      refreshToken: fresh.refresh_token ?? old.refreshToken,
      expiresAt: startedAt + fresh.expires_in * 1000,
    };
  },
};
