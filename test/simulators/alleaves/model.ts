import { Misfit } from '../core/shape';
import type { HeldOrder, PosModel, Route, SimContext, SimReply } from '../core/types';
import type { Access } from './access';
import { BATCHES, certificate } from './batches';
import type { Company } from './company';
import { CUSTOMERS } from './customers';
import { DISCOUNTS } from './discounts';
import type { Endpoint } from './endpoint';
import { heldOrders } from './held';
import { type Holding, holding } from './holding';
import { INVENTORY } from './inventory';
import { LOCATIONS } from './locations';
import { METADATA } from './metadata';
import { ORDERS } from './orders';
import { errorBody, Refused, stricter, unauthorized } from './refusal';
import { BASE, COMPANY_ID, type SeedItem } from './seed';
import { signIn } from './signIn';
import { Staff } from './staff';
import { addItem } from './stocking';
import type { Switches } from './switches';

const ENDPOINTS: readonly Endpoint[] = [
  ...LOCATIONS,
  ...INVENTORY,
  ...BATCHES,
  ...METADATA,
  ...DISCOUNTS,
  ...CUSTOMERS,
  ...ORDERS,
];
const AUTH = `${BASE}/auth`;
const OPEN_TO_ALL = /^\/api\/(auth\/?$|inventory\/batch\/[^/]+\/coa\/)/;

const BROKEN = new Refused(500, 'Internal server error');
const SWALLOWED: readonly string[] = ['unknown', 'unsafe'];

function checkRequest({ query: known = [], method }: Endpoint, { query, headers, json }: SimContext): void {
  for (const name of Object.keys(query))
    if (!known.includes(name)) throw stricter(`no query parameter ${name} is known here`);
  if (method === 'GET') return;
  if (!headers['content-type']?.startsWith('application/json'))
    throw stricter('a body comes with Content-Type: application/json');
  if (json === undefined) throw new Refused(400, 'The body is not valid JSON');
}

/** Alleaves with two companies; what people do in the shop stands in `Staff`. */
export class AlleavesModel implements PosModel {
  private held: Holding;

  readonly routes: Route[] = [
    { method: 'POST', path: AUTH, handle: (context) => this.signIn(context) },
    { method: 'GET', path: `${BASE}/inventory/batch/:slug/coa/:file`, handle: certificate },
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
    if (OPEN_TO_ALL.test(context.path)) return undefined;
    const { access, pacing, switches } = this.held;
    const login = access.of(context);
    if (!login) return unauthorized().reply();
    return pacing.take(String(login.companyId), switches.callsPerSecond) ? undefined : this.throttled(1);
  }

  private signIn(context: SimContext): SimReply {
    const { access, switches } = this.held;
    return this.refusing(context, () => signIn(context, access, switches));
  }

  private answer(endpoint: Endpoint, context: SimContext): SimReply {
    const { access, switches } = this.held;
    return this.refusing(context, () => {
      const login = access.of(context);
      if (!login) throw unauthorized();
      checkRequest(endpoint, context);
      const { params, query, json: body } = context;
      const company = this.company(login.companyId);
      const json = endpoint.handle({ company, switches, params, query, body });
      return { status: 200, json: structuredClone(json) };
    });
  }

  /** Turns what an endpoint throws into Alleaves' error bodies, and counts violations. */
  private refusing({ method, path }: SimContext, run: () => SimReply): SimReply {
    try {
      return run();
    } catch (thrown) {
      const refused =
        thrown instanceof Misfit ? new Refused(400, thrown.message, SWALLOWED.includes(thrown.kind)) : thrown;
      if (!(refused instanceof Refused)) throw thrown;
      if (refused.violation) this.held.violations.push(`${method} ${path}: ${refused.details}`);
      return refused.reply();
    }
  }

  notFound({ method, path }: SimContext): SimReply {
    this.held.violations.push(`${method} ${path}: no such endpoint`);
    return { status: 404, json: errorBody(`Cannot ${method} ${path}`) };
  }

  throttled(retryAfterSeconds?: number): SimReply {
    const reply = new Refused(429, 'Too many requests').reply();
    if (retryAfterSeconds === undefined) return reply;
    return { ...reply, headers: { 'retry-after': String(retryAfterSeconds) } };
  }

  broken(): SimReply {
    return BROKEN.reply();
  }

  errorBody(): unknown {
    return errorBody(BROKEN.details);
  }

  expireToken(context: SimContext): void {
    this.held.access.expire(context);
  }

  orders(): HeldOrder[] {
    return this.held.companies.flatMap(heldOrders);
  }

  state(): Record<string, unknown> {
    const { companies, access, pacing, violations, switches } = this.held;
    return {
      orders: companies.flatMap((company) => company.orders.map(({ terms: _, ...order }) => order)),
      stock: companies.map(({ id, stock }) => ({ company: id, stock })),
      customers: companies.map(({ id, customers }) => ({ company: id, customers })),
      discounts: companies.map(({ id, discounts }) => ({ company: id, discounts })),
      signIns: access.signIns,
      /** The most calls that one company made in a second. */
      peakCalls: pacing.peak,
      throttled: pacing.refused,
      /** How often a caller did what Alleaves might swallow, or what nobody knows to be safe. */
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

  /** Logins: to take one away. */
  get access(): Access {
    return this.held.access;
  }

  company(companyId = COMPANY_ID): Company {
    const company = this.held.companies.find(({ id }) => id === companyId);
    if (!company) throw new Error(`There is no company ${companyId}.`);
    return company;
  }

  staff(companyId = COMPANY_ID): Staff {
    return new Staff(this.company(companyId), this.held.switches);
  }

  addItem(item: SeedItem, companyId = COMPANY_ID): void {
    addItem(this.company(companyId), item);
  }
}
