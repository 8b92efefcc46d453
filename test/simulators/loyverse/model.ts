import type { HeldOrder, PosModel, Route, SimContext, SimReply } from '../core/types';
import type { Access } from './access';
import type { Account } from './account';
import { BACK_OFFICE } from './backOffice';
import { CATALOG } from './catalog';
import { CUSTOMERS } from './customers';
import type { Emitter } from './emitter';
import type { Endpoint } from './endpoint';
import { heldOrders } from './held';
import { type Holding, holding } from './holding';
import { INVENTORY } from './inventory';
import { ITEMS } from './items';
import { cancel, RECEIPTS } from './receipts';
import type { Receipt } from './receipt';
import type { Item } from './records';
import { errorBody, paymentRequired, Refused, unknownField } from './refusal';
import { MERCHANT_ID, type SeedItem } from './seed';
import { addItem } from './stocking';
import type { Switches } from './switches';
import { VARIANTS } from './variants';
import { WEBHOOKS } from './webhook';

const BASE = '/v1.0';
const ENDPOINTS: readonly Endpoint[] = [
  ...CATALOG,
  ...ITEMS,
  ...VARIANTS,
  ...BACK_OFFICE,
  ...CUSTOMERS,
  ...INVENTORY,
  ...RECEIPTS,
  ...WEBHOOKS,
];

const UNAUTHORIZED = new Refused(401, 'UNAUTHORIZED', 'The access token is missing, expired or revoked');
const RATE_LIMITED = new Refused(429, 'RATE_LIMITED', 'Rate limit exceeded');
const BROKEN = new Refused(500, 'INTERNAL_SERVER_ERROR', 'Internal server error');

/** Missing fields are named with the place in the body where Loyverse's parser noticed. */
function positioned(refused: Refused, body: string): Refused {
  const { status, code, details, field } = refused;
  if (code !== 'MISSING_REQUIRED_PARAMETER') return refused;
  return new Refused(status, code, details, `${field} (line: 1, column: ${body.length})`);
}

function checkRequest(
  { query: known = [], method, takes = 'json' }: Endpoint,
  { query, headers, json }: SimContext,
): void {
  for (const name of Object.keys(query)) if (!known.includes(name)) throw unknownField(name);
  if (method !== 'POST' || takes === 'bytes') return;
  if (!headers['content-type']?.startsWith('application/json'))
    throw new Refused(415, 'UNSUPPORTED_MEDIA_TYPE', 'Expected application/json');
  if (json === undefined) throw new Refused(400, 'BAD_REQUEST', 'The body is not valid JSON');
}

/** Loyverse with two merchants; the methods after `reset` are what people do at the till and in the Back Office. */
export class LoyverseModel implements PosModel {
  private held: Holding;

  readonly routes: Route[] = [
    { method: 'GET', path: '/oauth/authorize', handle: (context) => this.held.oauth.authorize(context) },
    { method: 'POST', path: '/oauth/token', handle: (context) => this.held.oauth.token(context) },
    ...ENDPOINTS.map((endpoint) => ({
      method: endpoint.method,
      path: BASE + endpoint.path,
      handle: (context: SimContext) => this.answer(endpoint, context),
    })),
  ];

  constructor(
    private readonly now: () => number,
    private readonly currency: string,
    private readonly chosen: Partial<Switches>,
  ) {
    this.held = holding(now, currency, chosen);
  }

  guard(context: SimContext): SimReply | undefined {
    if (context.path.startsWith('/oauth/')) return undefined;
    const { access, pacing, switches } = this.held;
    const grant = access.of(context);
    if (!grant) return UNAUTHORIZED.reply();
    const waitSeconds = pacing.take(grant.merchantId, switches.callLimit);
    if (waitSeconds !== undefined) return this.throttled(switches.emitRetryAfter ? waitSeconds : undefined);
    if (switches.subscriptionLapsed) return paymentRequired('The subscription has expired').reply();
    return undefined;
  }

  private answer(endpoint: Endpoint, context: SimContext): SimReply {
    const { access, switches, violations, emitter } = this.held;
    const grant = access.of(context);
    if (!grant) return UNAUTHORIZED.reply();
    if (endpoint.scope && !grant.scopes.includes(endpoint.scope))
      return new Refused(403, 'FORBIDDEN', `The token lacks the scope ${endpoint.scope}`).reply();
    const account = this.account(grant.merchantId);
    const { path, params, query, json: body } = context;
    const raw = { type: context.headers['content-type'] ?? '', text: context.body };
    const byApp = access.byApp(context);
    try {
      checkRequest(endpoint, context);
      const json = endpoint.handle({ account, switches, path, params, query, body, raw, byApp });
      // A webhook is told of what happens from its registration on.
      if (endpoint.path.startsWith('/webhooks')) emitter.notice();
      return { status: endpoint.status ?? 200, json: structuredClone(json) };
    } catch (thrown) {
      if (!(thrown instanceof Refused)) throw thrown;
      if (thrown.violation) violations.push(`${context.method} ${path}: ${thrown.details}`);
      return positioned(thrown, context.body).reply();
    }
  }

  notFound({ method, path }: SimContext): SimReply {
    this.held.violations.push(`${method} ${path}: no such endpoint`);
    return { status: 404, json: errorBody('NOT_FOUND', `There is no ${method} ${path}`) };
  }

  throttled(retryAfterSeconds?: number): SimReply {
    const headers = retryAfterSeconds !== undefined && {
      headers: { 'retry-after': String(retryAfterSeconds) },
    };
    return { ...RATE_LIMITED.reply(), ...headers };
  }

  broken(): SimReply {
    return BROKEN.reply();
  }

  errorBody(): unknown {
    return errorBody(BROKEN.code, BROKEN.details);
  }

  expireToken(context: SimContext): void {
    this.held.access.expire(context);
  }

  orders(): HeldOrder[] {
    return this.held.accounts.flatMap(heldOrders);
  }

  state(): Record<string, unknown> {
    const { accounts, pacing, access, violations, switches } = this.held;
    const receipts = accounts.flatMap((account) => account.receipts);
    const refunds = receipts.filter(({ receipt_type }) => receipt_type === 'REFUND');
    return {
      receipts: receipts.length,
      refunds: refunds.map(({ receipt_number, refund_for, total_money }) => ({
        ...{ receipt_number, refund_for, total_money },
      })),
      customers: accounts.flatMap((account) => account.customers),
      inventory: accounts.flatMap((account) => account.levels),
      /** How often a caller did what Loyverse would silently ignore, or what nobody knows to be safe. */
      violations: violations.length,
      violated: violations,
      windows: pacing.state(),
      renewals: access.renewals,
      webhooks: this.held.emitter.state(),
      switches,
    };
  }

  reset(): void {
    this.held = holding(this.now, this.currency, this.chosen);
  }

  setOption<Name extends keyof Switches>(name: Name, value: Switches[Name]): void {
    this.held.switches[name] = value;
  }

  /** Tokens: to restrict their scopes, or to play a merchant who agrees to a sign-in. */
  get access(): Access {
    return this.held.access;
  }

  /** Tells webhooks what changed, with the given way of posting. */
  get emitter(): Emitter {
    return this.held.emitter;
  }

  account(merchantId = MERCHANT_ID): Account {
    const account = this.held.accounts.find(({ merchant }) => merchant.id === merchantId);
    if (!account) throw new Error(`There is no merchant ${merchantId}.`);
    return account;
  }

  /** A cancellation at the till; the amounts stay on the receipt. */
  cancelReceipt(number: string, merchantId = MERCHANT_ID): Receipt {
    return cancel(this.account(merchantId), number);
  }

  addItem(item: SeedItem, merchantId = MERCHANT_ID): Item {
    const account = this.account(merchantId);
    return addItem(account, item, account.nowText());
  }
}
