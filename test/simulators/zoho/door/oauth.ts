import type { SimContext, SimReply } from '../../core/types';
import { isScope } from '../endpoint';
import * as seed from '../seed';
import type { Switches } from '../switches';
import type { Access, Grant } from './access';
import { HOSTS, isElsewhere } from './hosts';

const THROTTLED = {
  error_description: 'You have made too many requests continuously. Please try again after some time.',
  error: 'Access Denied',
  status: 'failure',
};
type TokenError =
  'invalid_client' | 'invalid_client_secret' | 'invalid_grant' | 'invalid_code' | 'invalid_redirect_uri';

/** Failures come with HTTP 200 and an `error` member. */
const failure = (error: TokenError): SimReply => ({ status: 200, json: { error } });
const page = (text: string): SimReply => ({ status: 400, text });
const isRegisterable = (uri: string) => /^https:\/\/|^http:\/\/(localhost|127\.0\.0\.1)[:/]/.test(uri);

/** The routes of the accounts host. https://www.zoho.com/accounts/protocol/oauth.html */
export class OAuth {
  constructor(
    private readonly access: Access,
    private readonly switches: Readonly<Switches>,
    private readonly violation: (what: string) => void,
  ) {}

  private isUnknown(given: readonly string[], known: readonly string[]): string | undefined {
    const unknown = given.find((name) => !known.includes(name));
    if (unknown !== undefined) this.violation(`oauth: ${unknown}`);
    return unknown;
  }

  private scopesIn(text: string): string[] | undefined {
    const names = text.split(',');
    return names.every(isScope) ? names : undefined;
  }

  private isRegistered(uri: string): boolean {
    return this.switches.redirectUris?.includes(uri) ?? isRegisterable(uri);
  }

  /** GET /oauth/v2/auth: whoever sits there agrees, or refuses, at once. */
  authorize({ query }: SimContext): SimReply {
    const { client_id, redirect_uri = '', response_type, scope = '', state, access_type, prompt } = query;
    const known = ['response_type', 'client_id', 'redirect_uri', 'scope', 'state', 'access_type', 'prompt'];
    const unknown = this.isUnknown(Object.keys(query), known);
    if (unknown !== undefined) return page(`SIMULATOR: unknown parameter ${unknown}`);
    if (client_id !== seed.CLIENT_ID || response_type !== 'code') return page('Invalid Client');
    if (!this.isRegistered(redirect_uri)) return page('Invalid Redirect Uri');
    const scopes = this.scopesIn(scope);
    if (!scopes) return page('Scope does not exist');
    const { consent, dataCenter } = this.switches;
    const location = new URL(redirect_uri);
    const answer = (values: Record<string, string>) => {
      for (const [name, value] of Object.entries(values)) location.searchParams.set(name, value);
      if (state !== undefined) location.searchParams.set('state', state);
      return { status: 302, headers: { location: location.href }, text: '' };
    };
    if (!consent.allow) return answer({ error: 'access_denied' });
    const { userId } = consent;
    const offline = access_type === 'offline' && (prompt === 'consent' || !this.access.isConnected(userId));
    const code = this.access.issueCode({ userId, scopes }, redirect_uri, offline);
    const server = `https://${HOSTS[dataCenter].accounts}`;
    return answer({ code, location: dataCenter, 'accounts-server': server });
  }

  /** POST /oauth/v2/token: parameters in the query or in a form. */
  token(context: SimContext): SimReply {
    const form = parametersOf(context);
    const grants: Record<string, { fields: string[]; give: () => SimReply }> = {
      authorization_code: { fields: ['redirect_uri', 'code'], give: () => this.byCode(form) },
      refresh_token: { fields: ['refresh_token'], give: () => this.byRefresh(form) },
    };
    const grant = grants[form.grant_type ?? ''];
    if (!grant) return failure('invalid_grant');
    const known = ['client_id', 'client_secret', 'grant_type', ...grant.fields];
    const unknown = this.isUnknown(Object.keys(form), known);
    if (unknown !== undefined)
      return { status: 400, json: { error: `SIMULATOR: unknown parameter ${unknown}` } };
    if (isElsewhere(context.headers.host, this.switches.dataCenter)) return failure('invalid_client');
    if (form.client_id !== seed.CLIENT_ID) return failure('invalid_client');
    if (form.client_secret !== seed.CLIENT_SECRET) return failure('invalid_client_secret');
    return grant.give();
  }

  private tokens(grant: Grant, refreshToken: string | undefined, shown: boolean): SimReply {
    const { access_token, expires_in } = this.access.issueToken(grant, refreshToken);
    const json = {
      access_token,
      ...(shown && { refresh_token: refreshToken }),
      scope: grant.scopes.join(' '),
      api_domain: `https://${HOSTS[this.switches.dataCenter].api}`,
      token_type: 'Bearer',
      expires_in,
    };
    return { status: 200, json };
  }

  private byCode({ code = '', redirect_uri = '' }: Record<string, string>): SimReply {
    const grant = this.access.redeemCode(code, redirect_uri);
    if (typeof grant === 'string') return failure(grant);
    const refreshToken = grant.offline ? this.access.issueRefresh(grant) : undefined;
    return this.tokens(grant, refreshToken, refreshToken !== undefined);
  }

  /** The refresh token stays the same and is not told again. */
  private byRefresh({ refresh_token = '' }: Record<string, string>): SimReply {
    const grant = this.access.renewable(refresh_token);
    if (!grant) return failure('invalid_code');
    if (this.access.isExhausted(refresh_token, this.switches.tokensPerTenMinutes))
      return { status: 400, json: THROTTLED };
    this.access.renewals += 1;
    return this.tokens(grant, refresh_token, false);
  }

  /** POST /oauth/v2/token/revoke */
  revoke(context: SimContext): SimReply {
    const form = parametersOf(context);
    const unknown = this.isUnknown(Object.keys(form), ['token']);
    if (unknown === undefined && this.access.revoke(form.token ?? ''))
      return { status: 200, json: { status: 'success' } };
    return { status: 400, json: { error: 'invalid_token' } };
  }
}

function parametersOf({ query, headers, body }: SimContext): Record<string, string> {
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
  return { ...query, ...(isForm && Object.fromEntries(new URLSearchParams(body))) };
}
