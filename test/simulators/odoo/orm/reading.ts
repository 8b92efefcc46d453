import { typeError } from '../wire/refusal';
import type { Environment } from './environment';
import { labelOf } from './field';
import { shown } from './moment';
import type { Row, Value } from './row';
import { displayName, valueOf } from './value';

/** The names to read; all of them when the call leaves them out. */
export function namesOf(env: Environment, model: string, given: unknown): string[] {
  const all = Object.keys(env.definition(model).fields);
  if (given === undefined || given === null || given === false) return all;
  if (!Array.isArray(given)) throw typeError(`fields must be a list, not ${JSON.stringify(given)}`);
  const names = given.map(String);
  for (const name of names) env.field(model, name);
  return names.length === 0 ? all : names;
}

function onWire(env: Environment, relation: string | undefined, value: Value, type: string): unknown {
  if (type === 'datetime' && typeof value === 'string') return shown(value);
  if (type !== 'many2one' || relation === undefined || typeof value !== 'number') return value;
  const row = env.find(relation, value);
  return row ? [value, displayName(env, relation, row)] : false;
}

/** A record as `read` shows it; without `named` a many2one is a bare id. */
export function record(
  env: Environment,
  model: string,
  row: Row,
  names: readonly string[],
  named = true,
): Record<string, unknown> {
  const shape: Record<string, unknown> = { id: row.id };
  for (const name of names) {
    const { type, relation } = env.field(model, name);
    const value = valueOf(env, model, row, name);
    shape[name] = named || type !== 'many2one' ? onWire(env, relation, value, type) : value;
  }
  return shape;
}

function described(env: Environment, model: string, name: string): Record<string, unknown> {
  const field = env.field(model, name);
  return {
    name,
    type: field.type,
    string: labelOf(name, field),
    required: field.required === true,
    readonly: field.compute !== undefined && field.assign === undefined,
    store: field.compute === undefined,
    searchable: field.compute === undefined || field.searchable === true,
    ...(field.relation !== undefined && { relation: field.relation }),
    ...(field.inverse !== undefined && { relation_field: field.inverse }),
    ...(field.selection && { selection: field.selection.map((key) => [key, labelOf(key, field)]) }),
  };
}

/** Unlike everywhere else, names that do not exist are simply not in the answer. */
export function fieldsGet(
  env: Environment,
  model: string,
  { allfields, attributes }: { allfields?: unknown; attributes?: unknown },
): Record<string, unknown> {
  const wanted = Array.isArray(allfields) && allfields.length > 0 ? allfields.map(String) : undefined;
  const shownAttributes = Array.isArray(attributes) && attributes.length > 0 ? attributes.map(String) : [];
  const names = Object.keys(env.definition(model).fields).filter((name) => wanted?.includes(name) ?? true);
  return Object.fromEntries(
    names.map((name) => {
      const entries = Object.entries(described(env, model, name));
      const kept = entries.filter(
        ([attribute]) => shownAttributes.length === 0 || shownAttributes.includes(attribute),
      );
      return [name, Object.fromEntries(kept)];
    }),
  );
}
