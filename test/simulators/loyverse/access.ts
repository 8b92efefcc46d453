import type { SimContext } from '../core/types';
import { SCOPES, type Scope } from './endpoint';
import * as seed from './seed';

const ACCESS_LIFE_S = 43_200;
const CODE_LIFE_MS = 600_000;

/** What somebody may do, and in whose account. */
export interface Grant {
  merchantId: string;
  scopes: readonly Scope[];
}

interface TokenGrant extends Grant {
  /** Milliseconds; personal access tokens do not expire. */
  expiresAt?: number;
}

interface CodeGrant extends Grant {
  redirectUri: string;
  expiresAt: number;
}

/** The scopes named in a text, or undefined when one of them does not exist. */
export function scopesIn(text: string): Scope[] | undefined {
  const names = text.split(/[ +]+/).filter(Boolean);
  const known = SCOPES.filter((scope) => names.includes(scope));
  return known.length === new Set(names).size ? known : undefined;
}

/** Who holds which token: personal access tokens from the seed, and what sign-in has issued. */
export class Access {
  private readonly tokens = new Map<string, TokenGrant>();
  private readonly codes = new Map<string, CodeGrant>();
  private readonly refreshTokens = new Map<string, Grant>();
  private issued = 0;
  renewals = 0;

  constructor(private readonly now: () => number) {
    this.tokens.set(seed.ACCESS_TOKEN, { merchantId: seed.MERCHANT_ID, scopes: SCOPES });
    this.tokens.set(seed.OTHER_ACCESS_TOKEN, { merchantId: seed.OTHER_MERCHANT_ID, scopes: SCOPES });
  }

  private name(kind: string): string {
    this.issued += 1;
    return `loyverse-test-${kind}-${this.issued}`;
  }

  /** Limits an existing token to some scopes. */
  restrict(token: string, scopes: readonly Scope[]): void {
    const grant = this.tokens.get(token);
    if (!grant) throw new Error('There is no such token to restrict.');
    this.tokens.set(token, { ...grant, scopes });
  }

  /** The merchant has agreed; the code is good once, for ten minutes, for the same redirect address. */
  issueCode(grant: Grant, redirectUri: string): string {
    const code = this.name('code');
    this.codes.set(code, { ...grant, redirectUri, expiresAt: this.now() + CODE_LIFE_MS });
    return code;
  }

  redeemCode(code: string, redirectUri: string): Grant | undefined {
    const grant = this.codes.get(code);
    if (!grant || grant.redirectUri !== redirectUri || grant.expiresAt <= this.now()) return undefined;
    this.codes.delete(code);
    return { merchantId: grant.merchantId, scopes: grant.scopes };
  }

  grantOfRefresh(refreshToken: string): Grant | undefined {
    return this.refreshTokens.get(refreshToken);
  }

  revokeRefresh(refreshToken: string): void {
    this.refreshTokens.delete(refreshToken);
  }

  /** A token for twelve hours. */
  issueToken(grant: Grant): { access_token: string; expires_in: number } {
    const access_token = this.name('access');
    this.tokens.set(access_token, { ...grant, expiresAt: this.now() + ACCESS_LIFE_S * 1000 });
    return { access_token, expires_in: ACCESS_LIFE_S };
  }

  issueRefresh(grant: Grant): string {
    const refreshToken = this.name('refresh');
    this.refreshTokens.set(refreshToken, grant);
    return refreshToken;
  }

  /** The grant behind the bearer of a request, when it is good. */
  of(context: SimContext): Grant | undefined {
    const grant = this.tokens.get(bearer(context) ?? '');
    return grant && (grant.expiresAt ?? Infinity) > this.now() ? grant : undefined;
  }

  /** The bearer of a request came by sign-in. */
  byApp(context: SimContext): boolean {
    return this.tokens.get(bearer(context) ?? '')?.expiresAt !== undefined;
  }

  /** The bearer of a request stops being good. */
  expire(context: SimContext): void {
    this.tokens.delete(bearer(context) ?? '');
  }
}

function bearer({ headers }: SimContext): string | undefined {
  return /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1];
}
