import type { HeldOrder, PosModel, Route, SimContext, SimReply } from '../core/types';
import type { Account } from './account';
import { DINE } from './dine';
import { DINEPLAN } from './dineplan';
import { DINLR } from './dinlr';
import type { Answer, Dialect, Endpoint } from './endpoint';
import { heldOrders } from './held';
import { type Holding, holding } from './holding';
import { Refused, refusalOf, stricter } from './refusal';
import { API_KEY } from './seed';
import type { SeedItem } from './seedMenu';
import { Staff } from './staff';
import type { Switches } from './switches';

const DIALECTS = { dine: DINE, dineplan: DINEPLAN, dinlr: DINLR } as const;
export type DialectName = keyof typeof DIALECTS;

const BROKEN = new Refused(500, 'internal', 'Something broke');
const THROTTLED = new Refused(429, 'rate_limited', 'Too many requests');

function checkRequest(
  { query: known = [], method }: Endpoint,
  { query, headers, json }: SimContext,
  switches: Readonly<Switches>,
): void {
  const names = typeof known === 'function' ? known(switches) : known;
  for (const name of Object.keys(query))
    if (!names.includes(name)) throw stricter(`no query parameter ${name} is known here`, name);
  if (method === 'GET') return;
  if (!headers['content-type']?.startsWith('application/json'))
    throw stricter('a body comes with Content-Type: application/json', 'Content-Type');
  if (json === undefined) throw new Refused(400, 'invalid_request', 'The body is not valid JSON');
}

/** A POS that speaks one of the dialects; what people do in the outlet stands in `Staff`. */
export class DineModel implements PosModel {
  private held: Holding;
  private readonly dialect: Dialect;
  readonly routes: Route[];

  constructor(
    private readonly now: () => number,
    dialect: DialectName,
    private readonly currency: string,
    private readonly chosen: Partial<Switches>,
  ) {
    this.held = holding(now, currency, chosen);
    this.dialect = DIALECTS[dialect];
    const { doors, endpoints } = this.dialect;
    this.routes = [
      ...doors.map((door) => ({
        method: door.method,
        path: door.path,
        handle: (context: SimContext) => this.refusing(context, () => door.handle(context, this.held.access)),
      })),
      ...endpoints.map((endpoint) => ({
        method: endpoint.method,
        path: endpoint.path,
        handle: (context: SimContext) => this.answer(endpoint, context),
      })),
    ];
  }

  guard(context: SimContext): SimReply | undefined {
    if (this.dialect.doors.some(({ path }) => path === context.path)) return undefined;
    const { access, pacing, switches } = this.held;
    try {
      const { keys } = this.dialect.caller(context, access);
      return pacing.take(keys.apiKey, switches.callsPerSecond) ? undefined : this.throttled(1);
    } catch (thrown) {
      return this.reply(refusalOf(thrown));
    }
  }

  private answer(endpoint: Endpoint, context: SimContext): SimReply {
    const { access, switches } = this.held;
    return this.refusing(context, () => {
      const account = this.dialect.caller(context, access);
      checkRequest(endpoint, context, switches);
      const { path, params, query, headers, json: body } = context;
      return endpoint.handle({ account, switches, path, params, query, headers, body });
    });
  }

  /** Turns what an endpoint throws into the dialect's error bodies, and counts violations. */
  private refusing({ method, path }: SimContext, run: () => Answer): SimReply {
    try {
      const { status = 200, body, headers } = run();
      const json = structuredClone(this.dialect.envelope(body, this.held.switches));
      return { status, json, ...(headers && { headers }) };
    } catch (thrown) {
      const refused = refusalOf(thrown);
      if (refused.violation)
        this.held.violations.push(`${method} ${path}: ${refused.field ?? ''} ${refused.details}`);
      return this.reply(refused);
    }
  }

  private reply(refused: Refused): SimReply {
    const { switches } = this.held;
    const status = switches.errorsWith200 ? 200 : refused.status;
    return { status, json: this.dialect.errorBody(refused, switches) };
  }

  notFound({ method, path }: SimContext): SimReply {
    this.held.violations.push(`${method} ${path}: no such endpoint`);
    return this.reply(new Refused(404, 'not_found', `There is no ${method} ${path}`));
  }

  /** With status 429 also where other errors come with 200: nothing else carries the header. */
  throttled(retryAfterSeconds?: number): SimReply {
    const { switches } = this.held;
    const reply = { status: THROTTLED.status, json: this.dialect.errorBody(THROTTLED, switches) };
    if (retryAfterSeconds === undefined) return reply;
    const date = new Date(this.now() + retryAfterSeconds * 1000).toUTCString();
    const when = switches.retryAfter === 'date' ? date : String(retryAfterSeconds);
    return { ...reply, headers: { 'retry-after': when } };
  }

  broken(): SimReply {
    return { status: BROKEN.status, json: this.errorBody() };
  }

  errorBody(): unknown {
    return this.dialect.errorBody(BROKEN, this.held.switches);
  }

  expireToken(context: SimContext): void {
    this.held.access.expire(context);
  }

  orders(): HeldOrder[] {
    return this.held.accounts.flatMap(heldOrders);
  }

  state(): Record<string, unknown> {
    const { accounts, access, pacing, violations, switches } = this.held;
    return {
      orders: accounts.flatMap((account) => account.orders),
      tickets: accounts.flatMap((account) => account.tickets),
      items: accounts.flatMap((account) => account.items),
      signIns: access.signIns,
      /** The most calls that one account made in a second. */
      peakCalls: pacing.peak,
      throttled: pacing.refused,
      /** How often a caller did what a POS might swallow, or what nobody knows to be safe. */
      violations: violations.length,
      violated: violations,
      switches,
    };
  }

  reset(): void {
    this.held = holding(this.now, this.currency, this.chosen);
  }

  setOption<Name extends keyof Switches>(name: Name, value: Switches[Name]): void {
    this.held.switches[name] = value;
  }

  account(apiKey = API_KEY): Account {
    const account = this.held.accounts.find(({ keys }) => keys.apiKey === apiKey);
    if (!account) throw new Error('There is no account with this key.');
    return account;
  }

  staff(apiKey = API_KEY): Staff {
    return new Staff(this.account(apiKey));
  }

  addItem(item: SeedItem, apiKey = API_KEY): void {
    this.account(apiKey).addItem(item);
  }
}
