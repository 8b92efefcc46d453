import { typeError, validationError } from '../wire/refusal';
import { readValue } from './checking';
import { applyCommands, type Writer } from './commands';
import { type Definition, type Given, OWN_FIELDS } from './definition';
import type { Environment } from './environment';
import { emptyOf, type Field, isMany } from './field';
import { mandatory } from './invalid';
import { idOf, isTrue, type Row, type Value, type Values } from './row';

/** What was given, sorted by how it is kept. */
interface Sorted {
  stored: Values;
  /** x2many commands. */
  lists: [name: string, field: Field, given: unknown][];
  /** Computed fields that take a write. */
  assigned: [field: Field, value: Value][];
  /** Fields of another model, by the many2one that leads there. */
  passedOn: Map<string, Record<string, unknown>>;
}

function asGiven(given: unknown): Given {
  if (given !== null && typeof given === 'object' && !Array.isArray(given)) return given as Given;
  throw typeError(`'${typeof given}' object is not a mapping of values`);
}

function sort(env: Environment, model: string, given: Given): Sorted {
  const sorted: Sorted = { stored: {}, lists: [], assigned: [], passedOn: new Map() };
  for (const [name, value] of Object.entries(given)) {
    const field = env.field(model, name);
    const ignored = name in OWN_FIELDS || (field.compute && !field.assign);
    if (ignored) env.refuse(`${model}.${name} cannot be written: Odoo ignores it`);
    else if (field.through !== undefined)
      sorted.passedOn.set(field.through, { ...sorted.passedOn.get(field.through), [name]: value });
    else if (field.assign) sorted.assigned.push([field, readValue(env, model, name, field, value)]);
    else if (isMany(field)) sorted.lists.push([name, field, value]);
    else sorted.stored[name] = readValue(env, model, name, field, value);
  }
  return sorted;
}

function checkRequired(env: Environment, model: string, row: Row): void {
  const { fields, label } = env.definition(model);
  for (const [name, field] of Object.entries(fields))
    if (
      field.required &&
      !field.compute &&
      field.through === undefined &&
      (row[name] === undefined || row[name] === false)
    )
      throw mandatory(env.series, model, label, name, field);
}

/** Lists and fields of other records: they need the record to be there. */
function carryOut(env: Environment, model: string, row: Row, { lists, passedOn }: Sorted): void {
  for (const [through, values] of passedOn) {
    const parent = idOf(row, through);
    if (parent !== undefined) write(env, env.field(model, through).relation ?? '', [parent], values);
  }
  for (const [name, field, value] of lists)
    applyCommands({ env, model, row, name, field, writer: WRITER }, value);
}

function assign(env: Environment, model: string, row: Row, { assigned }: Sorted): void {
  for (const [field, value] of assigned) field.assign?.(env, env.row(model, row.id), value);
}

/** Fields that get a value when none is given; what must be given and has no default stays open, numbers too. */
function defaulted({ fields }: Definition): [string, Field][] {
  return Object.entries(fields).filter(
    ([name, { compute, through, type, required, default: usual }]) =>
      !(name in OWN_FIELDS || compute || through !== undefined || type === 'one2many') &&
      !(required && !usual),
  );
}

const defaultedOf = new WeakMap<Definition, [string, Field][]>();

function defaults(env: Environment, model: string, given: Values): Values {
  const definition = env.definition(model);
  const own = defaultedOf.get(definition) ?? defaulted(definition);
  defaultedOf.set(definition, own);
  const values: Values = {};
  for (const [name, field] of own)
    if (!(name in given)) values[name] = field.default?.(env) ?? emptyOf(field);
  return values;
}

/**
 * Makes a record as the ORM does: unknown names and wrong values are refused, what is left out gets its default.
 * Rights are not asked for: the methods that callers reach do that. `id` is for the seed.
 */
export function create(env: Environment, model: string, given: unknown, id?: number): Row {
  const definition = env.definition(model);
  const wanted = asGiven(given);
  const values = definition.preparing?.(env, wanted) ?? wanted;
  const sorted = sort(env, model, values);
  const table = env.database.table(model);
  const made: Row = {
    ...defaults(env, model, sorted.stored),
    ...sorted.stored,
    id: id ?? table.newId(),
    ...{ create_date: env.now, create_uid: env.user.uid, write_date: env.now, write_uid: env.user.uid },
  };
  checkRequired(env, model, made);
  table.put(made);
  carryOut(env, model, made, sorted);
  definition.created?.(env, env.row(model, made.id), values);
  assign(env, model, made, sorted);
  definition.constrain?.(env, env.row(model, made.id));
  return env.row(model, made.id);
}

/** Changes records; throws MissingError for one that is not there. */
export function write(env: Environment, model: string, ids: readonly number[], given: unknown): void {
  const { written, constrain } = env.definition(model);
  const values = asGiven(given);
  for (const id of ids) {
    env.row(model, id);
    const sorted = sort(env, model, values);
    const row = env.save(model, id, sorted.stored);
    checkRequired(env, model, row);
    carryOut(env, model, row, sorted);
    assign(env, model, row, sorted);
    written?.(env, env.row(model, id), values);
    constrain?.(env, env.row(model, id));
  }
}

/** Deletes records, unless others cannot do without them. */
export function unlink(env: Environment, model: string, ids: readonly number[]): void {
  const { deleting, label } = env.definition(model);
  for (const id of ids) {
    deleting?.(env, env.row(model, id));
    for (const { definition, name } of env.server.registry.requiring(model))
      if (env.pointingAt(definition.model, name, id).length > 0)
        throw validationError(
          'The operation cannot be completed: another model requires the record being deleted. ' +
            `If possible, archive it instead.\n\nModel: ${label} (${model})\n` +
            `Constraint: ${definition.model.replaceAll('.', '_')}_${name}_fkey\n`,
        );
    env.database.table(model).delete(id);
  }
}

const WRITER: Writer = { create, write, unlink };

/** Archives or takes back. */
export function setActive(env: Environment, model: string, ids: readonly number[], active: boolean): void {
  for (const id of ids) if (isTrue(env.row(model, id), 'active') !== active) env.save(model, id, { active });
}
