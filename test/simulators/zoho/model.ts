import type { HeldOrder, PosModel, Route, SimContext, SimReply } from '../core/types';
import { addItem } from './catalog/stocking';
import type { Access } from './door/access';
import { BASE, Door } from './door/door';
import { MINUTE_LIMIT } from './door/pacing';
import { ENDPOINTS } from './endpoints';
import { heldOrders } from './held';
import { type Holding, holding, inspect } from './holding';
import { found } from './listing';
import type { Organization } from './organization';
import type { Item } from './records';
import { CODE, errorBody, Refused } from './refusal';
import { ship } from './sales/shipping';
import { ORGANIZATION_ID, type SeedItem } from './seed';
import type { Switches } from './switches';

const BROKEN = new Refused(500, CODE.internal, 'Internal error');

/** Zoho Inventory with three organizations; the methods after `reset` are what people do in its screens. */
export class ZohoModel implements PosModel {
  private held: Holding;
  private door: Door;

  readonly routes: Route[] = [
    { method: 'GET', path: '/oauth/v2/auth', handle: (context) => this.held.oauth.authorize(context) },
    { method: 'POST', path: '/oauth/v2/token', handle: (context) => this.held.oauth.token(context) },
    { method: 'POST', path: '/oauth/v2/token/revoke', handle: (context) => this.held.oauth.revoke(context) },
    ...ENDPOINTS.map((endpoint) => ({
      method: endpoint.method,
      path: BASE + endpoint.path,
      handle: (context: SimContext) => this.door.answer(endpoint, context),
    })),
  ];

  constructor(
    private readonly now: () => number,
    private readonly currency: string,
    private readonly chosen: Partial<Switches>,
  ) {
    this.held = holding(now, currency, chosen);
    this.door = new Door(this.held);
  }

  guard(context: SimContext): SimReply | undefined {
    return context.path.startsWith('/oauth/') ? undefined : this.door.admit(context);
  }

  settled(context: SimContext): void {
    this.held.pacing.settle(context);
  }

  notFound({ method, path }: SimContext): SimReply {
    this.held.violations.push(`${method} ${path}: no such endpoint`);
    return { status: 404, json: errorBody(CODE.invalidUrl, 'Invalid URL Passed') };
  }

  throttled(retryAfterSeconds?: number): SimReply {
    const headers = retryAfterSeconds !== undefined && {
      headers: { 'retry-after': String(retryAfterSeconds) },
    };
    return { ...MINUTE_LIMIT.reply(), ...headers };
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
    return this.held.organizations.flatMap(heldOrders);
  }

  state(): Record<string, unknown> {
    return inspect(this.held);
  }

  reset(): void {
    this.held = holding(this.now, this.currency, this.chosen);
    this.door = new Door(this.held);
  }

  setOption<Name extends keyof Switches>(name: Name, value: Switches[Name]): void {
    this.held.switches[name] = value;
  }

  /** Tokens: to restrict their scopes, or to play a user who agrees to a sign-in. */
  get access(): Access {
    return this.held.access;
  }

  organization(id = ORGANIZATION_ID): Organization {
    const organization = this.held.organizations.find((one) => one.id === id);
    if (!organization) throw new Error(`There is no organization ${id}.`);
    return organization;
  }

  addItem(item: SeedItem, organizationId = ORGANIZATION_ID): Item {
    return addItem(this.organization(organizationId), item);
  }

  /** It vanishes from lists without a trace. */
  deleteItem(id: string, organizationId = ORGANIZATION_ID): void {
    this.organization(organizationId).items.delete(id);
  }

  /** Somebody gives an order another number; its reference stays. */
  renumberOrder(id: string, number: string, organizationId = ORGANIZATION_ID): void {
    const organization = this.organization(organizationId);
    const order = found(organization.orders, id, 'Sales Order');
    Object.assign(order, { salesorder_number: number, last_modified_time: organization.nowText() });
  }

  /** All of a confirmed order goes out of the door. */
  shipOrder(id: string, organizationId = ORGANIZATION_ID): void {
    ship(this.organization(organizationId), id);
  }
}
