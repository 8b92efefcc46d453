import type { HeldOrder, PosModel, Route, SimContext, SimReply } from '../core/types';
import type { Account } from './accounts';
import { catalogRoutes } from './catalog/routes';
import { Clock } from './clock';
import { Emitter } from './emitter';
import { customerRoutes } from './customers/routes';
import { errorEntry, errorReply } from './errors';
import { inventoryRoutes } from './inventory/routes';
import type { SquareKnobs } from './knobs';
import { locationRoutes } from './locations';
import { viewIn } from './orders/place';
import { ringUp } from './orders/till';
import type { OrderBody } from './orders/schema';
import { orderRoutes } from './orders/routes';
import { heldOrder } from './orders/view';
import { moneyRoutes } from './payments/routes';
import { MERCHANT_ID } from './seed';
import { seededWorld } from './seeded';
import { signInRoutes } from './sign-in/routes';
import type { Code } from './sign-in/tokens';
import type { World } from './world';

const KNOBS: SquareKnobs = {
  retryAfter: false,
  customerIndexDelayMs: 0,
  catalogWriteMs: 5,
  catalogPageSize: 100,
  cursorLifeMs: 5 * 60 * 1000,
  consent: { merchantId: MERCHANT_ID, allow: true },
};

function bearerOf(context: SimContext): string {
  return (context.headers['authorization'] ?? '').replace(/^Bearer /, '');
}

/** Square, as far as the bridge uses it, for two sellers. */
export class SquareModel implements PosModel {
  /** Turn these at any time; a reset turns them back. */
  knobs!: SquareKnobs;
  routes: Route[] = [];
  /** Tells subscribers what happened; nothing goes out by itself. */
  emitter!: Emitter;
  private world!: World;
  private readonly clock: Clock;

  constructor(
    now: () => number,
    private readonly currency: string,
    private readonly wanted: Partial<SquareKnobs>,
  ) {
    this.clock = new Clock(now);
    this.reset();
  }

  reset(): void {
    this.knobs = structuredClone({ ...KNOBS, ...this.wanted });
    this.world = seededWorld(this.clock, this.currency, this.knobs);
    const { world } = this;
    this.emitter = new Emitter(world);
    this.routes = [
      ...signInRoutes(world),
      ...locationRoutes(world),
      ...catalogRoutes(world),
      ...orderRoutes(world),
      ...moneyRoutes(world),
      ...customerRoutes(world),
      ...inventoryRoutes(world),
    ];
  }

  /** What one seller has: for tests that prepare or inspect more than requests can. */
  account(merchantId = MERCHANT_ID): Account {
    const account = this.world.accounts.get(merchantId);
    if (!account) throw new Error(`No seller ${merchantId}`);
    return account;
  }

  /** An authorization code, as if a seller had just consented in a browser. */
  issueCode(code: Partial<Code> & Pick<Code, 'scopes'>): string {
    return this.world.tokens.issueCode({ merchantId: MERCHANT_ID, ...code });
  }

  /** An access token with just these permissions, besides the seeded ones. */
  issueToken(scopes: readonly string[], merchantId = MERCHANT_ID): string {
    return this.world.tokens.access(this.world.tokens.grant(merchantId, scopes, false)).token;
  }

  /** Another application writes to the seller's catalog until the returned function is called. */
  holdCatalog(merchantId = MERCHANT_ID): () => void {
    const { catalog } = this.account(merchantId);
    catalog.locked = true;
    return () => (catalog.locked = false);
  }

  /** All cursors of a seller die, as they do when a client takes too long. */
  expireCursors(merchantId = MERCHANT_ID): void {
    this.account(merchantId).cursors.expire();
  }

  /** A sale at the till, paid in cash; its id. */
  ringUp(sale: OrderBody, merchantId = MERCHANT_ID): string {
    return ringUp(this.world, this.account(merchantId), sale);
  }

  notFound({ method, path }: SimContext): SimReply {
    return errorReply([errorEntry('NOT_FOUND', `Resource not found: ${method} ${path}`)]);
  }

  guard(context: SimContext): SimReply | undefined {
    const { callsPerSecond, retryAfter } = this.knobs;
    if (callsPerSecond === undefined) return undefined;
    const token = this.world.tokens.find(bearerOf(context));
    if (this.world.pace.admits(token?.grant.merchantId ?? 'stranger', callsPerSecond)) return undefined;
    return this.throttled(retryAfter ? 1 : undefined);
  }

  throttled(retryAfterSeconds?: number): SimReply {
    const reply = errorReply([errorEntry('RATE_LIMITED', 'Too many requests; try again later.')]);
    if (retryAfterSeconds === undefined) return reply;
    return { ...reply, headers: { 'retry-after': String(retryAfterSeconds) } };
  }

  broken(): SimReply {
    return errorReply([errorEntry('INTERNAL_SERVER_ERROR', 'An internal error has occurred.')]);
  }

  errorBody(): unknown {
    return this.broken().json;
  }

  expireToken(context: SimContext): void {
    this.world.tokens.expire(bearerOf(context));
  }

  /** Without the orders that Square makes of refunds. */
  orders(): HeldOrder[] {
    return this.all((account) =>
      [...account.orders.values()]
        .filter((order) => order.returns.length === 0)
        .map((order) => heldOrder(order, account.currency)),
    );
  }

  state(): Record<string, unknown> {
    return structuredClone({
      orders: this.all((account) => [...account.orders.values()].map((order) => viewIn(account, order))),
      payments: this.all((account) => [...account.payments.values()]),
      refunds: this.all((account) => [...account.refunds.values()]),
      customers: this.all((account) => account.customers.all()),
      counts: this.all((account) => account.stock.all()),
      violations: this.world.violations,
    });
  }

  private all<T>(of: (account: Account) => T[]): T[] {
    return [...this.world.accounts.values()].flatMap(of);
  }
}
