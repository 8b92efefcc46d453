import { z } from 'zod';
import type { Route, SimContext } from '../../core/types';
import { checkQuery, endpointsOf, readBody, replied } from '../endpoint';
import { refuse, refuseNotAuthorized } from '../errors';
import { APPLICATION_ID, APPLICATION_SECRET } from '../seed';
import type { World } from '../world';
import { consentRoute } from './consent';
import { type AccessToken, answersChallenge } from './tokens';

const tokenBody = z.strictObject({
  client_id: z.string().min(1),
  grant_type: z.enum(['authorization_code', 'refresh_token']),
  client_secret: z.string().min(1).optional(),
  code: z.string().min(1).optional(),
  redirect_uri: z.string().min(1).optional(),
  refresh_token: z.string().min(1).optional(),
  code_verifier: z.string().min(1).optional(),
  scopes: z.array(z.string()).optional(),
  short_lived: z.boolean().optional(),
});
type TokenBody = z.infer<typeof tokenBody>;

function required<T>(value: T | undefined, field: string): T {
  return value ?? refuse('MISSING_REQUIRED_PARAMETER', 'Missing required parameter.', field);
}

function badCode(): never {
  return refuse('UNAUTHORIZED', `Authorization code not found for app ${APPLICATION_ID}`);
}

/** With the code flow the secret proves who asks; with PKCE the verifier does. */
function checkClient(body: TokenBody, pkce: boolean): void {
  if (body.client_id !== APPLICATION_ID) refuseNotAuthorized('Not Authorized');
  if (pkce) return;
  if (required(body.client_secret, 'client_secret') !== APPLICATION_SECRET)
    refuseNotAuthorized('Not Authorized');
}

function fromCode(world: World, body: TokenBody): AccessToken {
  const pkce = body.code_verifier !== undefined;
  checkClient(body, pkce);
  const text = required(body.code, 'code');
  const sent = world.tokens.peekCode(text);
  if (sent && (sent.redirectUri !== body.redirect_uri || (sent.challenge !== undefined) !== pkce)) badCode();
  if (sent && pkce && !answersChallenge(sent.challenge, body.code_verifier ?? '')) badCode();
  const code = world.tokens.redeemCode(text) ?? badCode();
  const grant = world.tokens.grant(code.merchantId, code.scopes, pkce);
  return world.tokens.access(grant, code.scopes, body.short_lived);
}

function fromRefresh(world: World, body: TokenBody): AccessToken {
  const text = required(body.refresh_token, 'refresh_token');
  checkClient(body, world.tokens.isPkce(text));
  const grant = world.tokens.redeemRefresh(text) ?? refuseNotAuthorized('Invalid refresh token');
  const scopes = body.scopes ?? grant.scopes;
  const more = scopes.find((scope) => !grant.scopes.includes(scope));
  if (more !== undefined) refuse('INVALID_VALUE', `The seller never granted ${more}.`, 'scopes');
  return world.tokens.access(grant, scopes, body.short_lived);
}

function tokenReply(world: World, { token, grant, expiresAt, shortLived }: AccessToken): object {
  const reply = {
    access_token: token,
    token_type: 'bearer',
    expires_at: world.clock.isoSeconds(expiresAt),
    merchant_id: grant.merchantId,
    refresh_token: grant.refreshToken,
    short_lived: shortLived,
  };
  if (grant.refreshExpiresAt === undefined) return reply;
  return { ...reply, refresh_token_expires_at: world.clock.isoSeconds(grant.refreshExpiresAt) };
}

function obtainToken(world: World, context: SimContext): object {
  checkQuery(world, context, []);
  const body = readBody(world, context, tokenBody);
  const token = body.grant_type === 'refresh_token' ? fromRefresh(world, body) : fromCode(world, body);
  return tokenReply(world, token);
}

const revokeBody = z.strictObject({
  client_id: z.string().min(1),
  merchant_id: z.string().min(1).optional(),
  access_token: z.string().min(1).optional(),
  revoke_only_access_token: z.boolean().optional(),
});

function revoke(world: World, context: SimContext): object {
  if (context.headers['authorization'] !== `Client ${APPLICATION_SECRET}`)
    refuseNotAuthorized('Not Authorized');
  const body = readBody(world, context, revokeBody);
  if (body.client_id !== APPLICATION_ID) refuseNotAuthorized('Not Authorized');
  if ((body.merchant_id === undefined) === (body.access_token === undefined))
    refuse('BAD_REQUEST', 'Send either merchant_id or access_token.');
  const token = world.tokens.find(body.access_token ?? '');
  const merchantId = body.merchant_id ?? token?.grant.merchantId;
  if (merchantId === undefined || !world.accounts.has(merchantId)) refuse('NOT_FOUND', 'Nothing to revoke.');
  const onlyAccess = body.revoke_only_access_token ?? false;
  if (onlyAccess && token) token.revoked = true;
  else world.tokens.revoke(merchantId, onlyAccess);
  return { success: true };
}

/** `/oauth2/*`: https://developer.squareup.com/reference/square/o-auth-api */
export function signInRoutes(world: World): Route[] {
  const endpoint = endpointsOf(world);
  return [
    consentRoute(world),
    {
      method: 'POST',
      path: '/oauth2/token',
      handle: (context) => replied(() => obtainToken(world, context)),
    },
    { method: 'POST', path: '/oauth2/revoke', handle: (context) => replied(() => revoke(world, context)) },
    endpoint({
      method: 'POST',
      path: '/oauth2/token/status',
      scopes: [],
      handle: ({ token }) => {
        const { scopes, expiresAt, grant } =
          world.tokens.find(token) ?? refuse('UNAUTHORIZED', 'Unknown token.');
        const expires_at = world.clock.isoSeconds(expiresAt);
        return { scopes, expires_at, client_id: APPLICATION_ID, merchant_id: grant.merchantId };
      },
    }),
  ];
}
