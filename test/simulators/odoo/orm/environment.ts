import type { Money } from '../money';
import type { Series } from '../series';
import type { Switches } from '../switches';
import { absentModel, accessError, missingRecord, stricter } from '../wire/refusal';
import type { Database, User } from './database';
import type { Definition, Registry } from './definition';
import type { Field } from './field';
import { invalidField } from './invalid';
import { idOf, idsOf, type Row, type Values } from './row';

export type Context = Readonly<Record<string, unknown>>;

/** What all calls to one server share. */
export interface Server {
  series: Series;
  switches: Readonly<Switches>;
  registry: Registry;
  money: Money;
  violations: string[];
}

/** One call: who asks, where, in which companies, and since when. */
export class Environment {
  /** Companies whose records are visible; the first is the current one. */
  readonly companyIds: readonly number[];

  constructor(
    readonly server: Server,
    readonly database: Database,
    readonly user: User,
    readonly context: Context,
    /** When the transaction started: the write_date of everything that it writes. */
    readonly now: string,
  ) {
    this.companyIds = this.allowedCompanies();
  }

  get series(): Series {
    return this.server.series;
  }

  get money(): Money {
    return this.server.money;
  }

  get companyId(): number {
    return this.companyIds[0] ?? 0;
  }

  private allowedCompanies(): readonly number[] {
    const me = this.row('res.users', this.user.uid);
    const mine = idsOf(me, 'company_ids');
    const asked = this.context.allowed_company_ids;
    const first = idOf(me, 'company_id') ?? 0;
    if (asked === undefined) return [first, ...mine.filter((id) => id !== first)];
    const ids = Array.isArray(asked) ? asked.filter((id) => typeof id === 'number') : [];
    if (ids.length === 0 || ids.some((id) => !mine.includes(id)))
      throw accessError('Access to unauthorized or invalid companies.');
    return ids;
  }

  /** The same call with more context, as `with_context`. */
  with(context: Context): Environment {
    return new Environment(this.server, this.database, this.user, { ...this.context, ...context }, this.now);
  }

  installed(module: string): boolean {
    return module === 'base' || this.server.switches.modules.includes(module);
  }

  definition(model: string): Definition {
    const definition = this.server.registry.get(model);
    if (definition) return definition;
    this.mark(`this simulator knows no model ${model}`);
    throw absentModel(model);
  }

  field(model: string, name: string): Field {
    const field = this.definition(model).fields[name];
    if (!field) throw invalidField(this.series, model, name);
    return field;
  }

  find(model: string, id: number | undefined): Row | undefined {
    return id === undefined ? undefined : this.database.table(model).get(id);
  }

  row(model: string, id: number | undefined): Row {
    const row = this.find(model, id);
    if (!row) throw missingRecord(model, id ?? 0, this.user.uid);
    return row;
  }

  /** The records whose many2one `field` points at `id`. */
  pointingAt(model: string, field: string, id: number): Row[] {
    const table = this.database.table(model);
    return table.pointingAt(field, id).flatMap((found) => table.get(found) ?? []);
  }

  /** Stores changes as they are; write_date moves. */
  save(model: string, id: number, changes: Values): Row {
    const row = {
      ...this.row(model, id),
      ...changes,
      id,
      write_date: this.now,
      write_uid: this.user.uid,
    };
    this.database.table(model).put(row);
    return row;
  }

  /** Counts what a bridge should not do although Odoo does it. */
  mark(what: string): void {
    this.server.violations.push(what);
  }

  /** Refuses and counts what Odoo would silently ignore. */
  refuse(what: string): void {
    this.mark(what);
    if (this.server.switches.silentlyIgnored === 'refuse') throw stricter(what);
  }
}
