import type { SimContext } from '../../core/types';
import { FULL_ACCESS } from '../endpoint';
import * as seed from '../seed';

const ACCESS_LIFE_S = 3600;
const CODE_LIFE_MS = 120_000;
const TEN_MINUTES_MS = 600_000;
const REFRESH_TOKENS_OF_A_USER = 20;
const LIVE_TOKENS_OF_A_REFRESH_TOKEN = 15;

/** What an app may do, and in whose name. */
export interface Grant {
  userId: string;
  /** Full names, `ZohoInventory.items.READ`. */
  scopes: readonly string[];
}

interface Renewable extends Grant {
  /** Access tokens, oldest first. */
  live: string[];
  /** When access tokens were asked for. */
  issuedAt: number[];
}

interface CodeGrant extends Grant {
  redirectUri: string;
  expiresAt: number;
  offline: boolean;
}

/** Who holds which token. */
export class Access {
  private readonly tokens = new Map<string, Grant & { expiresAt: number }>();
  private readonly codes = new Map<string, CodeGrant>();
  /** In the order of issue. */
  private readonly refreshTokens = new Map<string, Renewable>();
  private issued = 0;
  renewals = 0;

  constructor(private readonly now: () => number) {
    this.hold(seed.USER_ID, seed.REFRESH_TOKEN, seed.ACCESS_TOKEN);
    this.hold(seed.OTHER_USER_ID, seed.OTHER_REFRESH_TOKEN, seed.OTHER_ACCESS_TOKEN);
  }

  private hold(userId: string, refreshToken: string, accessToken: string): void {
    const grant = { userId, scopes: [FULL_ACCESS] };
    this.refreshTokens.set(refreshToken, { ...grant, live: [accessToken], issuedAt: [] });
    this.tokens.set(accessToken, { ...grant, expiresAt: this.now() + ACCESS_LIFE_S * 1000 });
  }

  private name(kind: string): string {
    this.issued += 1;
    return `1000.zoho-test-${kind}.${this.issued}`;
  }

  /** For tests that last longer than an hour: an existing access token does not end by itself any more. */
  keepAlive(token: string): void {
    const grant = this.tokens.get(token);
    if (!grant) throw new Error('There is no such token to keep alive.');
    this.tokens.set(token, { ...grant, expiresAt: Infinity });
  }

  /** Limits an existing access token to some scopes. */
  restrict(token: string, scopes: readonly string[]): void {
    const grant = this.tokens.get(token);
    if (!grant) throw new Error('There is no such token to restrict.');
    this.tokens.set(token, { ...grant, scopes });
  }

  /** The user has agreed; the code is good once, for two minutes, for the same redirect address. */
  issueCode(grant: Grant, redirectUri: string, offline: boolean): string {
    const code = this.name('code');
    this.codes.set(code, { ...grant, redirectUri, offline, expiresAt: this.now() + CODE_LIFE_MS });
    return code;
  }

  redeemCode(code: string, redirectUri: string): CodeGrant | 'invalid_code' | 'invalid_redirect_uri' {
    const grant = this.codes.get(code);
    if (!grant || grant.expiresAt <= this.now()) return 'invalid_code';
    if (grant.redirectUri !== redirectUri) return 'invalid_redirect_uri';
    this.codes.delete(code);
    return grant;
  }

  /** Whether the user has agreed before and the app still holds the refresh token of it. */
  isConnected(userId: string): boolean {
    return [...this.refreshTokens.values()].some((renewable) => renewable.userId === userId);
  }

  /** The twenty-first of a user silently kills the oldest. */
  issueRefresh({ userId, scopes }: Grant): string {
    const held = [...this.refreshTokens].filter(([, renewable]) => renewable.userId === userId);
    const [oldest] = held;
    if (oldest && held.length >= REFRESH_TOKENS_OF_A_USER) this.revoke(oldest[0]);
    const refreshToken = this.name('refresh');
    this.refreshTokens.set(refreshToken, { userId, scopes, live: [], issuedAt: [] });
    return refreshToken;
  }

  renewable(refreshToken: string): Readonly<Renewable> | undefined {
    return this.refreshTokens.get(refreshToken);
  }

  /** Whether a refresh token has given as many access tokens in ten minutes as it may. */
  isExhausted(refreshToken: string, limit: number): boolean {
    const since = this.now() - TEN_MINUTES_MS;
    const issuedAt = this.refreshTokens.get(refreshToken)?.issuedAt ?? [];
    return issuedAt.filter((at) => at > since).length >= limit;
  }

  /** A token for an hour. Of one refresh token fifteen live at a time: the next ends the oldest. */
  issueToken({ userId, scopes }: Grant, refreshToken?: string): { access_token: string; expires_in: number } {
    const access_token = this.name('access');
    this.tokens.set(access_token, { userId, scopes, expiresAt: this.now() + ACCESS_LIFE_S * 1000 });
    const renewable = this.refreshTokens.get(refreshToken ?? '');
    if (renewable) {
      renewable.issuedAt.push(this.now());
      renewable.live.push(access_token);
      while (renewable.live.length > LIVE_TOKENS_OF_A_REFRESH_TOKEN)
        this.tokens.delete(renewable.live.shift() ?? '');
    }
    return { access_token, expires_in: ACCESS_LIFE_S };
  }

  /** A refresh token stops being good, and with it what it gave; false when there is none. */
  revoke(refreshToken: string): boolean {
    for (const token of this.refreshTokens.get(refreshToken)?.live ?? []) this.tokens.delete(token);
    return this.refreshTokens.delete(refreshToken);
  }

  /** The grant behind the token of a request, when it is good. */
  of(context: SimContext): Grant | undefined {
    const grant = this.tokens.get(tokenOf(context) ?? '');
    return grant && grant.expiresAt > this.now() ? grant : undefined;
  }

  /** The token of a request stops being good. */
  expire(context: SimContext): void {
    this.tokens.delete(tokenOf(context) ?? '');
  }
}

/** The scheme is Zoho's own; `Bearer` is as good as nothing. */
export function tokenOf({ headers }: SimContext): string | undefined {
  return /^Zoho-oauthtoken (\S+)$/.exec(headers.authorization ?? '')?.[1];
}
