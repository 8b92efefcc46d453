import { createHash } from 'node:crypto';
import type { Account } from '../accounts';
import type { Clock, Ids } from '../clock';
import { refuse } from '../errors';

const DAY_MS = 24 * 60 * 60 * 1000;
export const ACCESS_LIFE_MS = 30 * DAY_MS;
const SHORT_LIFE_MS = DAY_MS;
const CODE_LIFE_MS = 5 * 60 * 1000;
const PKCE_REFRESH_LIFE_MS = 90 * DAY_MS;

/** What a seller allowed the application. `pkce` refresh tokens work once and end; the others stay the same for ever. */
export interface Grant {
  merchantId: string;
  scopes: readonly string[];
  refreshToken: string;
  pkce: boolean;
  refreshExpiresAt?: number;
  revoked: boolean;
}

export interface AccessToken {
  token: string;
  grant: Grant;
  scopes: readonly string[];
  expiresAt: number;
  shortLived: boolean;
  revoked: boolean;
}

export interface Code {
  merchantId: string;
  scopes: readonly string[];
  redirectUri?: string;
  /** base64url SHA-256 of the verifier, in the PKCE flow. */
  challenge?: string;
}

interface IssuedCode extends Code {
  expiresAt: number;
}

/** Codes, grants and access tokens of the one application, for all sellers. */
export class Tokens {
  private readonly codes = new Map<string, IssuedCode>();
  private readonly grants: Grant[] = [];
  private readonly issued = new Map<string, AccessToken>();

  constructor(
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly accountOf: (merchantId: string) => Account | undefined,
  ) {}

  /** The authorization code that the redirect after consent carries. */
  issueCode(code: Code): string {
    const text = this.ids.next('sq0cgp-simulated-code-');
    this.codes.set(text, { ...code, expiresAt: this.clock.now() + CODE_LIFE_MS });
    return text;
  }

  /** Takes a code out of use; undefined when it is unknown, used or too old. */
  redeemCode(text: string): Code | undefined {
    const code = this.codes.get(text);
    this.codes.delete(text);
    return code && this.clock.now() < code.expiresAt ? code : undefined;
  }

  /** Looks at a code without using it up. */
  peekCode(text: string): Code | undefined {
    return this.codes.get(text);
  }

  grant(merchantId: string, scopes: readonly string[], pkce: boolean, refreshToken?: string): Grant {
    const grant: Grant = {
      merchantId,
      scopes,
      pkce,
      refreshToken: refreshToken ?? this.ids.next('EQAA-simulated-refresh-'),
      refreshExpiresAt: pkce ? this.clock.now() + PKCE_REFRESH_LIFE_MS : undefined,
      revoked: false,
    };
    this.grants.push(grant);
    return grant;
  }

  access(grant: Grant, scopes = grant.scopes, shortLived = false, text?: string): AccessToken {
    const token = {
      token: text ?? this.ids.next('EAAA-simulated-access-'),
      grant,
      scopes,
      expiresAt: this.clock.now() + (shortLived ? SHORT_LIFE_MS : ACCESS_LIFE_MS),
      shortLived,
      revoked: false,
    };
    this.issued.set(token.token, token);
    return token;
  }

  /** The grant behind a refresh token that still works. A PKCE one is replaced by a new one. */
  redeemRefresh(refreshToken: string): Grant | undefined {
    const grant = this.grants.find((each) => each.refreshToken === refreshToken && !each.revoked);
    if (!grant?.pkce) return grant;
    grant.revoked = true;
    if (this.clock.now() >= (grant.refreshExpiresAt ?? 0)) return undefined;
    return this.grant(grant.merchantId, grant.scopes, true);
  }

  /** PKCE clients refresh without a secret. */
  isPkce(refreshToken: string): boolean {
    return this.grants.some((each) => each.refreshToken === refreshToken && each.pkce);
  }

  find(token: string): AccessToken | undefined {
    return this.issued.get(token);
  }

  /** Ends one access token, or everything the seller granted, refresh tokens included. */
  revoke(merchantId: string, onlyAccessTokens: boolean): void {
    for (const token of this.issued.values()) if (token.grant.merchantId === merchantId) token.revoked = true;
    if (onlyAccessTokens) return;
    for (const grant of this.grants) if (grant.merchantId === merchantId) grant.revoked = true;
  }

  /** Whether the seller's consent still stands. */
  isConnected(merchantId: string): boolean {
    return this.grants.some((each) => each.merchantId === merchantId && !each.revoked);
  }

  expire(token: string): void {
    const found = this.issued.get(token);
    if (found) found.expiresAt = Math.min(found.expiresAt, this.clock.now());
  }

  /** The seller whose token this is, if it is good and has the permissions. */
  admit(authorization: string | undefined, scopes: readonly string[]): { account: Account; token: string } {
    const token = this.good(authorization);
    const missing = scopes.filter((scope) => !token.scopes.includes(scope));
    if (missing.length > 0)
      refuse(
        'INSUFFICIENT_SCOPES',
        `The merchant must authorize your application for the following scopes: ${missing.join(' ')}`,
      );
    const account = this.accountOf(token.grant.merchantId);
    return account
      ? { account, token: token.token }
      : refuse('UNAUTHORIZED', 'This request could not be authorized.');
  }

  private good(authorization = ''): AccessToken {
    const token = this.issued.get(/^Bearer (\S+)$/.exec(authorization)?.[1] ?? '');
    if (!token) refuse('UNAUTHORIZED', 'This request could not be authorized.');
    if (token.revoked) refuse('ACCESS_TOKEN_REVOKED', 'The provided access token has been revoked.');
    if (this.clock.now() >= token.expiresAt)
      refuse('ACCESS_TOKEN_EXPIRED', 'The provided access token has expired.');
    return token;
  }
}

/** Whether `verifier` is the secret behind a PKCE challenge. */
export function answersChallenge(challenge: string | undefined, verifier: string): boolean {
  return challenge === createHash('sha256').update(verifier).digest('base64url');
}
