import type { SimContext, SimReply } from '../core/types';
import { type Access, type Grant, scopesIn } from './access';
import { errorBody } from './refusal';
import * as seed from './seed';
import type { Switches } from './switches';

type Problem =
  'invalid_request' | 'invalid_client' | 'invalid_grant' | 'unsupported_grant_type' | 'invalid_scope';

/** Sign-in, outside `/v1.0`. */
export class OAuth {
  constructor(
    private readonly access: Access,
    private readonly switches: Readonly<Switches>,
    private readonly violation: (what: string) => void,
  ) {}

  private problem(error: Problem, description: string): SimReply {
    const body = { error, error_description: description };
    const status = error === 'invalid_client' ? 401 : 400;
    const code = error === 'invalid_client' ? 'UNAUTHORIZED' : 'BAD_REQUEST';
    return { status, json: this.switches.oauthErrors === 'oauth' ? body : errorBody(code, description) };
  }

  private unknownIn(given: readonly string[], known: readonly string[]): SimReply | undefined {
    const unknown = given.find((name) => !known.includes(name));
    if (unknown === undefined) return undefined;
    this.violation(`oauth: ${unknown}`);
    return this.problem('invalid_request', `SIMULATOR: unknown field ${unknown}`);
  }

  /** GET /oauth/authorize: the merchant of the first account is signed in and agrees at once. */
  authorize({ query }: SimContext): SimReply {
    const { client_id, redirect_uri, response_type, scope = '', state } = query;
    const known = ['client_id', 'scope', 'response_type', 'redirect_uri', 'state'];
    const unknown = this.unknownIn(Object.keys(query), known);
    if (unknown) return unknown;
    if (client_id !== seed.CLIENT_ID) return this.problem('invalid_client', 'Unknown client_id');
    if (redirect_uri !== this.switches.redirectUri || response_type !== 'code')
      return this.problem('invalid_request', 'redirect_uri or response_type is not the registered one');
    const scopes = scopesIn(scope);
    if (!scopes || scopes.length === 0) return this.problem('invalid_scope', 'scope names unknown scopes');
    const location = new URL(redirect_uri);
    location.searchParams.set(
      'code',
      this.access.issueCode({ merchantId: seed.MERCHANT_ID, scopes }, redirect_uri),
    );
    if (state !== undefined) location.searchParams.set('state', state);
    return { status: 302, headers: { location: location.href }, text: '' };
  }

  /** POST /oauth/token, a form: by code or by refresh token. */
  token({ body, headers }: SimContext): SimReply {
    if (!headers['content-type']?.startsWith('application/x-www-form-urlencoded'))
      return { status: 415, json: errorBody('UNSUPPORTED_MEDIA_TYPE', 'Expected a form') };
    const form = Object.fromEntries(new URLSearchParams(body));
    const grants: Record<string, { fields: string[]; give: () => SimReply }> = {
      authorization_code: { fields: ['redirect_uri', 'code'], give: () => this.byCode(form) },
      refresh_token: { fields: ['refresh_token'], give: () => this.byRefresh(form) },
    };
    const grant = grants[form.grant_type ?? ''];
    if (!grant) return this.problem('unsupported_grant_type', 'grant_type is missing or unknown');
    const fields = ['client_id', 'client_secret', 'grant_type', ...grant.fields];
    const unknown = this.unknownIn(Object.keys(form), fields);
    if (unknown) return unknown;
    const absent = fields.find((name) => !form[name]);
    if (absent) return this.problem('invalid_request', `${absent} is missing`);
    if (form.client_id !== seed.CLIENT_ID || form.client_secret !== seed.CLIENT_SECRET)
      return this.problem('invalid_client', 'Client authentication failed');
    return grant.give();
  }

  private tokens(grant: Grant, refreshToken: string | undefined): SimReply {
    const { access_token, expires_in } = this.access.issueToken(grant);
    const refresh = refreshToken !== undefined && { refresh_token: refreshToken };
    return {
      status: 200,
      json: { access_token, token_type: 'Bearer', expires_in, ...refresh, scope: grant.scopes.join(' ') },
    };
  }

  private byCode({ code = '', redirect_uri = '' }: Record<string, string>): SimReply {
    const grant = this.access.redeemCode(code, redirect_uri);
    if (!grant) return this.problem('invalid_grant', 'The code is wrong, used or expired');
    return this.tokens(grant, this.access.issueRefresh(grant));
  }

  private byRefresh({ refresh_token = '' }: Record<string, string>): SimReply {
    const grant = this.access.grantOfRefresh(refresh_token);
    if (!grant) return this.problem('invalid_grant', 'The refresh token is wrong or revoked');
    this.access.renewals += 1;
    const mode = this.switches.refreshToken;
    if (mode === 'rotate') {
      this.access.revokeRefresh(refresh_token);
      return this.tokens(grant, this.access.issueRefresh(grant));
    }
    return this.tokens(grant, mode === 'repeat' ? refresh_token : undefined);
  }
}
