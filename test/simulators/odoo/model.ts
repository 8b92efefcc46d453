import { Pacing } from '../core/pacing';
import type { PosModel, Route, SimContext, SimReply } from '../core/types';
import { type HeldByOdoo, heldOrders, heldRefunds } from './held';
import { Instance } from './instance';
import { Money } from './money';
import { bindPositional } from './orm/binding';
import type { Environment } from './orm/environment';
import { invoke, methodOf } from './orm/invocation';
import { record } from './orm/reading';
import { closeSession } from './pos/closing';
import { currentSession, openSession } from './pos/tills';
import type * as seed from './seed';
import { ADMIN_UID, CONFIG_ID, DATABASE } from './seed';
import { plantProducts } from './seeded/catalog';
import { plantingIn } from './seeded/planting';
import { plantDatabases } from './seeded/databases';
import { type Series, versionOf } from './series';
import { DEFAULTS, type Switches } from './switches';
import { type Hook, webhookOf } from './webhook';
import { errorEnvelope, jsonRpc, notPosted } from './wire/jsonrpc';
import { json2, json2Misused } from './wire/json2';
import { page } from './wire/pages';
import { serializationFailure } from './wire/refusal';
import { askedIn } from './wire/request';

const STATE_MODELS = ['pos.session', 'pos.payment', 'stock.quant', 'res.partner'];

/** An Odoo server with two databases; the methods after `reset` are what people do in the shop and the back office. */
export class OdooModel implements PosModel {
  private instance: Instance;
  private pacing: Pacing;
  readonly routes: Route[];

  constructor(
    private readonly now: () => number,
    private readonly series: Series,
    private readonly currency: string,
    private readonly chosen: Partial<Switches>,
  ) {
    this.instance = this.planted();
    this.pacing = new Pacing(now);
    const route = (method: string, path: string, handle: Route['handle']): Route => ({
      method,
      path,
      handle,
    });
    this.routes = [
      route('POST', '/jsonrpc', (context) => jsonRpc(this.instance, context)),
      route('GET', '/jsonrpc', () => notPosted(this.instance)),
      route('POST', '/json/2/:model/:method', (context) => json2(this.instance, context)),
      route('POST', '/web/webclient/version_info', () => this.version()),
      route('GET', '/web/version', () => this.webVersion()),
      route('GET', '/web/health', () => ({ status: 200, json: { status: 'pass' } })),
    ];
  }

  private planted(): Instance {
    const switches = { ...DEFAULTS, ...this.chosen };
    const instance = new Instance(this.series, new Money(this.currency), switches, this.now);
    plantDatabases(instance);
    return instance;
  }

  private version(): SimReply {
    const result = versionOf(this.series, this.instance.switches.saas);
    return { status: 200, json: { jsonrpc: '2.0', id: null, result } };
  }

  private webVersion(): SimReply {
    const { server_version: version, server_version_info: version_info } = versionOf(this.series, false);
    return this.series >= 19 ? { status: 200, json: { version_info, version } } : page(404, 'Not Found');
  }

  /** Unauthenticated probes are free; everything else counts against the database it speaks to. */
  guard(context: SimContext): SimReply | undefined {
    if (context.path.startsWith('/web/')) return undefined;
    const { callsPerSecond } = this.instance.switches;
    return this.pacing.take(askedIn(context).database, callsPerSecond) ? undefined : this.throttled();
  }

  seenAs(context: SimContext): { path: string; body: unknown } {
    const { path, body } = askedIn(context);
    return { path, body };
  }

  notFound({ method, path }: SimContext): SimReply {
    if (path.startsWith('/json/2')) return json2Misused(this.instance);
    this.instance.violations.push(`${method} ${path}: no such endpoint`);
    return page(404, 'Not Found');
  }

  /** A proxy's: Odoo itself has no limit. */
  throttled(retryAfterSeconds?: number): SimReply {
    const wait = retryAfterSeconds !== undefined && { 'retry-after': String(retryAfterSeconds) };
    return page(429, 'Too Many Requests', wait || undefined);
  }

  broken(): SimReply {
    return page(500, 'Internal Server Error');
  }

  errorBody(): unknown {
    return errorEnvelope(this.series, serializationFailure(), null);
  }

  /** Somebody deletes the key in the preferences; there is no other way to get a new one than to make it there. */
  expireToken(context: SimContext): void {
    const { secret } = askedIn(context);
    for (const { users } of this.instance.databases) for (const { keys } of users) keys.delete(secret);
  }

  orders(): HeldByOdoo[] {
    return this.instance.databases.flatMap(({ name }) => heldOrders(this.admin(name)));
  }

  state(): Record<string, unknown> {
    const { databases, violations, switches, deprecatedCalls } = this.instance;
    const shown = (model: string) =>
      databases.flatMap(({ name }) => this.records(model, name).map((one) => ({ database: name, ...one })));
    return {
      series: this.series,
      refunds: databases.flatMap(({ name }) => heldRefunds(this.admin(name))),
      ...Object.fromEntries(STATE_MODELS.map((model) => [model, shown(model)])),
      /** How often a caller did what Odoo silently ignores, or what costs the merchant money or sleep. */
      violations: violations.length,
      violated: violations,
      pace: { peakPerSecond: this.pacing.peak, refused: this.pacing.refused },
      deprecatedCalls,
      switches,
    };
  }

  reset(): void {
    this.instance = this.planted();
    this.pacing = new Pacing(this.now);
  }

  setOption<Name extends keyof Switches>(name: Name, value: Switches[Name]): void {
    this.instance.switches[name] = value;
  }

  private admin(database = DATABASE, context: Record<string, unknown> = {}): Environment {
    const found = this.instance.database(database);
    const user = found.users.find(({ uid }) => uid === ADMIN_UID);
    if (!user) throw new Error(`The database ${database} has no administrator.`);
    return this.instance.environment(found, user, context);
  }

  /** All records of a model, archived ones and other companies' too, as `read` shows them. */
  records(model: string, database = DATABASE): Record<string, unknown>[] {
    const env = this.admin(database, { active_test: false });
    const fields = Object.keys(env.definition(model).fields);
    return env.database
      .table(model)
      .all()
      .map((row) => record(env, model, row, fields));
  }

  /** Work of the merchant's own, outside the limits of any key; undone when it throws. */
  private byMerchant<T>(database: string, work: (env: Environment) => T, context = {}): T {
    const { user, database: found } = this.admin(database);
    return this.instance.transaction(found, user, context, work);
  }

  /** Any call, made by the merchant: `act('product.template', 'write', [[15], { list_price: 4 }])`. */
  act(model: string, method: string, args: readonly unknown[], context = {}, database = DATABASE): unknown {
    return this.byMerchant(
      database,
      (env) => {
        const found = methodOf(env, model, method);
        return invoke(env, model, method, found, bindPositional(found, model, method, args, {}));
      },
      context,
    );
  }

  /** The owner types products in, with ids of the test's choosing; prices in minor units. */
  addProducts(products: readonly seed.SeedProduct[], database = DATABASE): void {
    const context = { create_product_product: false };
    this.byMerchant(database, (env) => plantProducts(plantingIn(env), products), context);
  }

  /** The shop opens its till; returns the session's id. */
  openTill(configId = CONFIG_ID, database = DATABASE): number {
    return this.byMerchant(database, (env) => {
      const session = currentSession(env, configId) ?? openSession(env, configId);
      return env.save('pos.session', session.id, { state: 'opened' }).id;
    });
  }

  /** The shop closes its till: `{ successful: false, ... }` while drafts are open. */
  closeTill(configId = CONFIG_ID, database = DATABASE): Record<string, unknown> {
    return this.byMerchant(database, (env) => {
      const session = currentSession(env, configId);
      if (!session) throw new Error(`The till ${configId} is not open.`);
      return closeSession(env, session);
    });
  }

  /** What Odoo's automation rule would post about a record. */
  webhook(model: string, id: number, fields: readonly string[] = ['write_date'], database = DATABASE): Hook {
    if (this.series < 17) throw new Error('Automation rules call webhooks from 17 on.');
    const env = this.admin(database);
    return webhookOf(env, model, env.row(model, id), fields);
  }
}
