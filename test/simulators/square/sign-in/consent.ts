import type { Route, SimContext, SimReply } from '../../core/types';
import { checkQuery, replied } from '../endpoint';
import { refuse } from '../errors';
import { ALL_SCOPES, APPLICATION_ID, REDIRECT_URI } from '../seed';
import type { World } from '../world';

const PARAMETERS = ['client_id', 'scope', 'state', 'session', 'locale', 'redirect_uri', 'code_challenge'];

/** Production takes https alone; the sandbox takes this machine too. */
function isAllowedRedirect(uri: string, registered: readonly string[] | undefined): boolean {
  if (registered) return registered.includes(uri);
  const url = URL.canParse(uri) ? new URL(uri) : undefined;
  return url?.protocol === 'https:' || ['localhost', '127.0.0.1'].includes(url?.hostname ?? '');
}

function scopesOf(text: string | undefined): string[] {
  const scopes = (text ?? '').split(/[ +]/).filter((scope) => scope !== '');
  const strange = scopes.find((scope) => !ALL_SCOPES.some((known) => known === scope));
  if (scopes.length === 0 || strange !== undefined)
    refuse('INVALID_VALUE', `Unknown permission: ${strange ?? '(none)'}.`, 'scope');
  return scopes;
}

/** Where the browser goes after the seller clicked; the knob `consent` says who sits there and what they click. */
function consented(world: World, context: SimContext): string {
  checkQuery(world, context, PARAMETERS);
  const { client_id, scope, state, redirect_uri, code_challenge } = context.query;
  if (client_id !== APPLICATION_ID) refuse('UNAUTHORIZED', 'Unknown application.', 'client_id');
  const scopes = scopesOf(scope);
  const uri = redirect_uri ?? world.knobs.redirectUris?.[0] ?? REDIRECT_URI;
  if (!isAllowedRedirect(uri, world.knobs.redirectUris))
    refuse('INVALID_VALUE', `The redirect URI ${uri} is not registered.`, 'redirect_uri');
  const { merchantId, allow } = world.knobs.consent;
  const target = new URL(uri);
  const code = () =>
    world.tokens.issueCode({ merchantId, scopes, redirectUri: redirect_uri, challenge: code_challenge });
  const answer: Record<string, string> = allow
    ? { code: code(), response_type: 'code' }
    : { error: 'access_denied', error_description: 'user_denied' };
  for (const [name, value] of Object.entries(answer)) target.searchParams.set(name, value);
  if (state !== undefined) target.searchParams.set('state', state);
  return target.toString();
}

/** https://developer.squareup.com/reference/square/o-auth-api/authorize */
export function consentRoute(world: World): Route {
  return {
    method: 'GET',
    path: '/oauth2/authorize',
    handle: async (context): Promise<SimReply> => {
      const reply = await replied(() => ({ location: consented(world, context) }));
      if (reply.status !== 200) return reply;
      return { status: 302, headers: reply.json as { location: string } };
    },
  };
}
