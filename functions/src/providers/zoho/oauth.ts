import { z } from 'zod';
import { Failure } from '../../model/failure';
import type { OAuth } from '../oauth';
import { DATA_CENTERS, DATA_CENTER_KEYS, dataCenterBy, isStandIn, type DataCenter } from './hosts';
import { manifest } from './manifest';
import { chooseOrganization } from './organization';
import { askForToken, revokeToken } from './token';

export const credentials = z.looseObject({
  /** Lives for an hour. */
  accessToken: z.string().min(1),
  /** Lives until it is revoked; does not rotate. */
  refreshToken: z.string().min(1).optional(),
  /** Milliseconds since 1970. */
  expiresAt: z.number().optional(),
  /** When a refresh last made a token. Milliseconds since 1970. */
  refreshedAt: z.number().optional(),
  dataCenter: z.enum(DATA_CENTER_KEYS).default('com'),
  /** Absent: the user's default organization. */
  organizationId: z.string().min(1).optional(),
  /** Of the merchant's own self client; absent: the bridge's client. */
  clientId: z.string().min(1).optional(),
  clientSecret: z.string().min(1).optional(),
});
export type Credentials = z.infer<typeof credentials>;

const refused = (message: string) =>
  new Failure('unauthorized', message, { advice: 'Connect Zoho Inventory again.' });

/**
 * The data center that the sign-in page names. A host is looked up, never used as it came: the client's secret goes
 * there. @throws Failure `unauthorized` for a host that is not Zoho's
 */
function dataCenterOf(query: Record<string, string>, baseUrl: string): DataCenter {
  const { location, 'accounts-server': server } = query;
  const byLocation = location === undefined ? undefined : dataCenterBy('location', location);
  if (isStandIn(baseUrl)) return byLocation ?? 'com';
  const byServer = server === undefined ? byLocation : dataCenterBy('accounts', server);
  const known = byServer ?? (server === undefined && location === undefined ? 'com' : undefined);
  if (known === undefined || (byLocation !== undefined && byLocation !== known))
    throw refused('The sign-in came back with the address of an accounts server that is not Zoho’s.');
  return known;
}

/** The API that comes with a token must be that of the same data center. */
function checkApi(apiDomain: string | undefined, dataCenter: DataCenter, baseUrl: string): void {
  if (apiDomain === undefined || isStandIn(baseUrl) || dataCenterBy('api', apiDomain) === dataCenter) return;
  throw refused('Zoho named an address for its API that does not belong to the data center of the sign-in.');
}

/** https://www.zoho.com/inventory/api/v1/oauth/ */
export const oauth: OAuth<Credentials> = {
  /** GET /oauth/v2/auth; one address for all data centers. No PKCE is documented for server clients. */
  authorizeUrl: ({ app, baseUrl, redirectUri, state }) => {
    const accounts = isStandIn(baseUrl) ? baseUrl : DATA_CENTERS.com.accounts;
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: app.clientId,
      scope: manifest.signIn.oauthScopes.join(','),
      redirect_uri: redirectUri,
      state,
      // Both, or there is no refresh token.
      access_type: 'offline',
      prompt: 'consent',
    });
    return `${accounts}/oauth/v2/auth?${query.toString()}`;
  },

  exchange: async ({ code, redirectUri, query }, tools) => {
    if (code === '')
      throw refused(
        query.error === 'access_denied' ? 'The sign-in at Zoho was declined.' : 'Zoho sent no code back.',
      );
    const dataCenter = dataCenterOf(query, tools.baseUrl);
    const grant = { grant_type: 'authorization_code', code, redirect_uri: redirectUri };
    const { apiDomain, ...token } = await askForToken(grant, { dataCenter }, tools);
    checkApi(apiDomain, dataCenter, tools.baseUrl);
    if (token.refreshToken === undefined)
      throw refused('Zoho gave no refresh token, so the sign-in would end after an hour.');
    const { organization_id: organizationId } = await chooseOrganization(tools, {
      accessToken: token.accessToken,
      dataCenter,
    });
    return { ...token, dataCenter, organizationId };
  },

  revoke: revokeToken,
};
