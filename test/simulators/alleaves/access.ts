import { createHmac } from 'node:crypto';
import type { SimContext } from '../core/types';
import * as seed from './seed';
import type { Switches } from './switches';

export interface Login {
  companyId: number;
  userId: number;
  username: string;
  password: string;
  pin?: string;
}

interface Grant {
  login: Login;
  /** Milliseconds. */
  expiresAt: number;
}

const SIGNING_KEY = 'alleaves-simulator';
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

function jwt(claims: Record<string, unknown>): string {
  const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
  return `${signed}.${createHmac('sha256', SIGNING_KEY).update(signed).digest('base64url')}`;
}

const LOGINS: readonly Login[] = [
  { companyId: seed.COMPANY_ID, userId: 1000, username: seed.USERNAME, password: seed.PASSWORD },
  {
    companyId: seed.OTHER_COMPANY_ID,
    userId: 1000,
    username: seed.OTHER_USERNAME,
    password: seed.OTHER_PASSWORD,
    pin: seed.OTHER_PIN,
  },
];

/** Who may sign in, and the tokens they hold. There is no refresh token: a new one takes a new sign-in. */
export class Access {
  private readonly tokens = new Map<string, Grant>();
  private locked = new Set<string>();
  /** Tokens issued. */
  signIns = 0;

  constructor(
    private readonly now: () => number,
    private readonly switches: Readonly<Switches>,
  ) {}

  login(username: string, password: string, pin: string | undefined): Login | undefined {
    const login = LOGINS.find((one) => one.username === username && one.password === password);
    return login && login.pin === pin && !this.locked.has(username) ? login : undefined;
  }

  /** The shop takes a login away: its tokens die, its password no longer opens. */
  lock(username: string): void {
    this.locked.add(username);
    for (const [token, { login }] of this.tokens) if (login.username === username) this.tokens.delete(token);
  }

  /** A token that never expires, for whoever is not about sign-ins. */
  keepAlive(username: string, token: string): void {
    const login = LOGINS.find((one) => one.username === username);
    if (login) this.tokens.set(token, { login, expiresAt: Infinity });
  }

  issue(login: Login): { token: string; expiresAt: number } {
    this.signIns += 1;
    const { tokenLifeSeconds, tokenForm } = this.switches;
    const iat = Math.floor(this.now() / 1000);
    const exp = iat + tokenLifeSeconds;
    const claims = { id_user: login.userId, id_company: login.companyId, iat, exp, jti: this.signIns };
    const token = tokenForm === 'jwt' ? jwt(claims) : `alleaves-test-token-${this.signIns}`;
    this.tokens.set(token, { login, expiresAt: exp * 1000 });
    return { token, expiresAt: exp * 1000 };
  }

  /** The login behind the bearer of a request, while its token is good. */
  of(context: SimContext): Login | undefined {
    const grant = this.tokens.get(bearer(context));
    return grant && grant.expiresAt > this.now() ? grant.login : undefined;
  }

  expire(context: SimContext): void {
    this.tokens.delete(bearer(context));
  }
}

function bearer({ headers }: SimContext): string {
  return /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1] ?? '';
}
