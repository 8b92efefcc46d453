import { createHmac, timingSafeEqual } from 'node:crypto';
import type { SimContext } from '../core/types';
import type { Account } from './account';
import { forbidden, unauthorized } from './refusal';
import type { Switches } from './switches';

const MOST_SKEW_S = 300;

/** Who may come in, and by what. */
export class Access {
  private readonly tokens = new Map<string, { account: Account; expiresAt: number }>();
  private readonly revoked = new Set<string>();
  private issued = 0;
  /** Tokens issued by `login`. */
  signIns = 0;

  constructor(
    private readonly now: () => number,
    private readonly accounts: readonly Account[],
    readonly switches: Readonly<Switches>,
  ) {}

  private byKeys(apiKey: string | undefined, apiSecret: string | undefined): Account {
    const account = this.accounts.find(
      ({ keys }) => keys.apiKey === apiKey && keys.apiSecret === apiSecret && !this.revoked.has(keys.apiKey),
    );
    if (!account) throw unauthorized();
    return account;
  }

  /** Key and secret for a token that lives shortly. */
  login(apiKey: string, apiSecret: string): { token: string; expires_in: number } {
    const account = this.byKeys(apiKey, apiSecret);
    const expires_in = this.switches.tokenLifeSeconds;
    this.signIns += 1;
    const token = `dine-test-login-${this.signIns}`;
    this.tokens.set(token, { account, expiresAt: this.now() + expires_in * 1000 });
    return { token, expires_in };
  }

  /** The merchant has agreed to a sign-in: a code. */
  issueCode(): string {
    this.issued += 1;
    return `dine-test-code-${this.issued}`;
  }

  /** Key, secret and, where the switch says so, a signature; or a token from `login`. */
  byHeaders(context: SimContext): Account {
    const { headers } = context;
    const account =
      this.switches.signIn === 'login'
        ? this.byToken(bearer(context))
        : this.byKeys(headers['x-api-key'], headers['x-api-secret']);
    if (this.switches.signIn === 'signed') this.checkSignature(context, account.keys.apiSecret);
    const outlet = headers['x-outlet-id'];
    if (outlet !== undefined && !account.outlet(outlet))
      throw forbidden('outlet_forbidden', `Outlet ${outlet} is not one of yours`);
    return account;
  }

  private byToken(token: string): Account {
    const grant = this.tokens.get(token);
    if (!grant || grant.expiresAt <= this.now()) throw unauthorized('The token is wrong or has expired');
    return grant.account;
  }

  /** A bearer that does not expire by itself. */
  byBearer(context: SimContext): Account {
    const token = bearer(context);
    const account = this.accounts.find(({ keys }) => keys.bearer === token && !this.revoked.has(token));
    if (!account) throw unauthorized();
    return account;
  }

  private checkSignature(context: SimContext, secret: string): void {
    const { 'x-timestamp': timestamp = '', 'x-signature': signature = '' } = context.headers;
    const skew = Math.abs(this.now() / 1000 - Number(timestamp));
    if (!/^\d+$/.test(timestamp) || skew > MOST_SKEW_S) throw unauthorized('X-Timestamp is off');
    const wanted = Buffer.from(requestSignature(context, timestamp, secret));
    const given = Buffer.from(signature);
    if (wanted.length !== given.length || !timingSafeEqual(wanted, given))
      throw unauthorized('X-Signature does not fit');
  }

  /** The credential of a request stops being good: its token, or else its key. */
  expire(context: SimContext): void {
    const token = bearer(context);
    if (!this.tokens.delete(token)) this.revoked.add(context.headers['x-api-key'] ?? token);
  }
}

function bearer({ headers }: SimContext): string {
  return /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1] ?? '';
}

/** Hex HMAC-SHA256 over timestamp, method, path with query, and body, joined by dots. */
export function requestSignature(
  { method, path, query, target, body }: Pick<SimContext, 'method' | 'path' | 'query' | 'target' | 'body'>,
  timestamp: string,
  secret: string,
): string {
  const search = new URLSearchParams(query).toString();
  const sent = target ?? (search === '' ? path : `${path}?${search}`);
  return createHmac('sha256', secret).update([timestamp, method, sent, body].join('.')).digest('hex');
}
