import { valueError } from '../wire/refusal';
import { comparison, isOperator } from './comparison';
import type { Environment } from './environment';
import type { Field } from './field';
import type { Row } from './row';
import { valueOf } from './value';

export type Keep = (row: Row) => boolean;

const PREFIXES: Record<string, (stack: Keep[]) => Keep | undefined> = {
  '&': (stack) => {
    const [one, other] = [stack.pop(), stack.pop()];
    return one && other && ((row) => one(row) && other(row));
  },
  '|': (stack) => {
    const [one, other] = [stack.pop(), stack.pop()];
    return one && other && ((row) => one(row) || other(row));
  },
  '!': (stack) => {
    const one = stack.pop();
    return one && ((row) => !one(row));
  },
};

/** Odoo up to 18 leaves out a condition on a field that it cannot search; 19 refuses it. */
function checkSearchable(env: Environment, model: string, name: string, field: Field): void {
  if (!field.compute || field.searchable) return;
  if (env.series >= 19) throw valueError(`Cannot convert '${model}.${name}' to SQL because it is not stored`);
  env.refuse(`${model}.${name} is not stored: Odoo ignores it in a domain`);
}

function idsFrom(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  return Array.isArray(value) ? value.filter((id) => typeof id === 'number') : [];
}

/** Whether a record is `ids` or stands below one of them. */
function childOf(env: Environment, model: string, field: Field | undefined, value: unknown): Keep {
  const wanted = idsFrom(value);
  const relation = field?.relation ?? model;
  const parent = relation === 'stock.location' ? 'location_id' : 'parent_id';
  const below = (id: number): boolean => {
    if (wanted.includes(id)) return true;
    const row = env.find(relation, id);
    const above = row?.[parent];
    return typeof above === 'number' && below(above);
  };
  return (row) => below(row.id);
}

function endOfPath(env: Environment, model: string, name: string, operator: string, value: unknown): Keep {
  const field = env.field(model, name);
  const { matches } = field;
  if (matches) return (row) => matches(env, row, operator, value);
  if (operator === 'child_of') {
    if (name === 'id') return childOf(env, model, undefined, value);
    const below = childOf(env, model, field, value);
    return (row) => idsFrom(valueOf(env, model, row, name)).some((id) => below({ id }));
  }
  if (!isOperator(operator)) throw valueError(`Invalid operator '${operator}' in leaf on '${name}'`);
  checkSearchable(env, model, name, field);
  const meets = comparison(env, name, field, operator, value);
  return (row) => meets(valueOf(env, model, row, name));
}

function leafKeep(env: Environment, model: string, path: string[], operator: string, value: unknown): Keep {
  const [name = '', ...rest] = path;
  if (rest.length === 0) return endOfPath(env, model, name, operator, value);
  const { relation } = env.field(model, name);
  if (relation === undefined) throw valueError(`'${name}' of '${model}' is no relation in a domain`);
  const keep = leafKeep(env, relation, rest, operator, value);
  return (row) =>
    idsFrom(valueOf(env, model, row, name)).some((id) => {
      const found = env.find(relation, id);
      return found !== undefined && keep(found);
    });
}

type Leaf = [string | number, string, unknown];

function isLeaf(token: unknown): token is Leaf {
  return Array.isArray(token) && token.length === 3 && typeof token[1] === 'string';
}

function keepOf(env: Environment, model: string, token: unknown): Keep {
  if (!isLeaf(token)) throw valueError(`Invalid leaf ${JSON.stringify(token)}`);
  const [left, operator, value] = token;
  if (typeof left === 'string') return leafKeep(env, model, left.split('.'), operator, value);
  if (operator !== '=' || value !== 1) throw valueError(`Invalid leaf ${JSON.stringify(token)}`);
  return () => left === 1;
}

/** A domain in Polish notation; terms without an operator before them must all be met. */
export function compile(env: Environment, model: string, domain: unknown): Keep {
  if (!Array.isArray(domain)) throw valueError(`Domain() invalid domain ${JSON.stringify(domain)}`);
  const stack: Keep[] = [];
  for (const token of [...(domain as unknown[])].reverse()) {
    const prefix = typeof token === 'string' ? PREFIXES[token] : undefined;
    const keep = prefix ? prefix(stack) : keepOf(env, model, token);
    if (!keep) throw valueError(`Domain() malformed domain ${JSON.stringify(domain)}`);
    stack.push(keep);
  }
  return (row) => stack.every((keep) => keep(row));
}

/** Whether a domain speaks of `active` itself: then archived records are not left out. */
export function mentionsActive(domain: unknown): boolean {
  return Array.isArray(domain) && domain.some((token) => isLeaf(token) && token[0] === 'active');
}
