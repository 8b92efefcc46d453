import { typeError, userError } from '../wire/refusal';
import { compile, mentionsActive } from './domain';
import type { Environment } from './environment';
import { invalidField } from './invalid';
import { isVisible } from './rights';
import { isTrue, type Row, type Value } from './row';
import { valueOf } from './value';

export interface Paging {
  order?: unknown;
  limit?: unknown;
  offset?: unknown;
}

type Order = (one: Row, other: Row) => number;

/** As in PostgreSQL: what is empty counts as the largest. */
function compare(one: Value, other: Value): number {
  const [empty, otherEmpty] = [one === false, other === false];
  if (empty || otherEmpty) return Number(empty) - Number(otherEmpty);
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  const [text, otherText] = [String(one), String(other)];
  return text < otherText ? -1 : Number(text > otherText);
}

function termOf(env: Environment, model: string, term: string): Order {
  const parts = /^(\w+)( asc| desc)?$/i.exec(term.trim());
  if (!parts) throw userError(`Invalid "order" specified (${term})`);
  const [, name = '', direction = ''] = parts;
  const field = env.field(model, name);
  if (field.compute && !field.searchable) throw invalidField(env.series, model, name);
  const sign = direction.toLowerCase() === ' desc' ? -1 : 1;
  return (one, other) => sign * compare(valueOf(env, model, one, name), valueOf(env, model, other, name));
}

function orderOf(env: Environment, model: string, given: unknown): Order {
  const text = typeof given === 'string' && given !== '' ? given : (env.definition(model).order ?? 'id');
  const terms = text.split(',').map((term) => termOf(env, model, term));
  return (one, other) => terms.reduce((so, term) => so || term(one, other), 0) || one.id - other.id;
}

function count(name: string, given: unknown): number | undefined {
  if (given === undefined || given === null || given === false) return undefined;
  if (typeof given === 'number' && Number.isInteger(given) && given >= 0) return given;
  throw typeError(`${name} must be a whole number, not ${JSON.stringify(given)}`);
}

/** The records that a call may see and that meet the domain, in order; archived ones stay out. */
export function search(env: Environment, model: string, domain: unknown, paging: Paging = {}): Row[] {
  const archives = 'active' in env.definition(model).fields;
  const all = !archives || env.context.active_test === false || mentionsActive(domain);
  const keep = compile(env, model, domain);
  const order = orderOf(env, model, paging.order);
  const [offset = 0, limit] = [count('offset', paging.offset), count('limit', paging.limit)];
  const found = env.database
    .table(model)
    .all()
    .filter((row) => (all || isTrue(row, 'active')) && isVisible(env, model, row) && keep(row));
  // A limit of 0 is no limit, as in Odoo.
  return found.sort(order).slice(offset, limit ? offset + limit : undefined);
}
