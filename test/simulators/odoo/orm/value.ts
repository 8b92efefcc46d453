import type { Environment } from './environment';
import { emptyOf } from './field';
import { idOf, idsOf, isTrue, type Row, textOf, type Value } from './row';

/** The name that a many2one shows next to its id. */
export function displayName(env: Environment, model: string, row: Row): string {
  const { naming } = env.definition(model);
  return naming?.(env, row) ?? (textOf(row, 'name') || `${model},${row.id}`);
}

/** Archived records stay out of lists, unless the call asks for them. */
function listed(env: Environment, relation: string, ids: readonly number[]): number[] {
  const archives = 'active' in env.definition(relation).fields && env.context.active_test !== false;
  return ids.filter((id) => {
    const row = env.find(relation, id);
    return row && (!archives || isTrue(row, 'active'));
  });
}

/** What a field of a record holds, stored or worked out. */
export function valueOf(env: Environment, model: string, row: Row, name: string): Value {
  if (name === 'display_name') return displayName(env, model, row);
  const field = env.field(model, name);
  const { type, relation = '', inverse = '', through } = field;
  if (field.compute) return field.compute(env, row);
  if (through !== undefined) {
    const parent = env.field(model, through).relation ?? '';
    const found = env.find(parent, idOf(row, through));
    return found ? valueOf(env, parent, found, name) : emptyOf(field);
  }
  if (type === 'one2many')
    return listed(env, relation, env.database.table(relation).pointingAt(inverse, row.id));
  if (type === 'many2many') return listed(env, relation, idsOf(row, name));
  return row[name] ?? emptyOf(field);
}

/** `valueOf` where it is known to be a list of ids. */
export function idsIn(env: Environment, model: string, row: Row, name: string): readonly number[] {
  const value = valueOf(env, model, row, name);
  return typeof value === 'object' ? value : [];
}

/** `valueOf` where it is known to be a number. */
export function amountIn(env: Environment, model: string, row: Row, name: string): number {
  const value = valueOf(env, model, row, name);
  return typeof value === 'number' ? value : 0;
}

/** The record that a many2one leads to, whether stored or reached through another. */
export function target(env: Environment, model: string, row: Row, name: string): Row | undefined {
  const value = valueOf(env, model, row, name);
  return typeof value === 'number' ? env.find(env.field(model, name).relation ?? '', value) : undefined;
}
