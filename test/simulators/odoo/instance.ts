import type { Money } from './money';
import type { Database, User } from './orm/database';
import { Registry } from './orm/definition';
import { type Context, Environment, type Server } from './orm/environment';
import { momentOf } from './orm/moment';
import { DEFINITIONS } from './definitions';
import type { Series } from './series';
import type { Switches } from './switches';
import { noDatabase } from './wire/refusal';

/** The models of a series are the same on every server. */
const registries = new Map<Series, Registry>();

function registryOf(series: Series): Registry {
  const registry = registries.get(series) ?? new Registry(DEFINITIONS, series);
  registries.set(series, registry);
  return registry;
}

/** One Odoo server with its databases: what `reset` makes anew. */
export class Instance implements Server {
  readonly registry: Registry;
  readonly violations: string[] = [];
  readonly databases: Database[] = [];
  /** From 19 Odoo logs a warning for every call of /jsonrpc. */
  deprecatedCalls = 0;

  constructor(
    readonly series: Series,
    readonly money: Money,
    readonly switches: Switches,
    readonly now: () => number,
  ) {
    this.registry = registryOf(series);
  }

  database(name: string): Database {
    const database = this.databases.find((one) => one.name === name);
    if (!database) throw noDatabase(name);
    return database;
  }

  environment(database: Database, user: User, context: Context, at = this.now()): Environment {
    return new Environment(this, database, user, context, momentOf(at));
  }

  /** One call is one transaction: an error means that nothing of it was kept. */
  transaction<T>(database: Database, user: User, context: Context, work: (env: Environment) => T): T {
    try {
      const result = work(this.environment(database, user, context));
      database.journal.commit();
      return result;
    } catch (thrown) {
      database.journal.rollBack();
      throw thrown;
    }
  }
}
