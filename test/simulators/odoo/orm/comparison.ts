import { valueError } from '../wire/refusal';
import type { Environment } from './environment';
import { type Field, isNumeric } from './field';
import { isComparable, padded } from './moment';
import type { Value } from './row';
import { displayName } from './value';

const POSITIVE: Record<string, string> = {
  '!=': '=',
  'not in': 'in',
  'not like': 'like',
  'not ilike': 'ilike',
};
const ORDERED = new Set(['<', '>', '<=', '>=']);
const PATTERNS = new Set(['like', 'ilike', '=like', '=ilike']);

export const isOperator = (operator: string): boolean =>
  ['=', 'in', ...Object.keys(POSITIVE), ...ORDERED, ...PATTERNS].includes(operator);

/** SQL's LIKE: `%` is any text, `_` any character, a backslash takes their meaning away. */
function pattern(text: string, operator: string): RegExp {
  const body = text.replace(/\\(.)|%|_|[.*+?^${}()|[\]\\]/gs, (match: string, escaped?: string) => {
    if (escaped !== undefined) return escaped.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    if (match === '%') return '.*';
    return match === '_' ? '.' : `\\${match}`;
  });
  const whole = operator.startsWith('=') ? `^${body}$` : body;
  return new RegExp(whole, operator.endsWith('ilike') ? 'is' : 's');
}

function moments(name: string, value: unknown): string {
  if (typeof value === 'string' && isComparable(value)) return padded(value);
  throw valueError(`time data '${String(value)}' does not match format '%Y-%m-%d %H:%M:%S' (${name})`);
}

/** The asked value in the form in which the field keeps its own. */
function asked(name: string, field: Field, value: unknown): unknown {
  if (value === false || value === null) return false;
  if (field.type === 'datetime') return moments(name, value);
  if (isNumeric(field) && typeof value !== 'number')
    throw valueError(`Wrong value for ${name}: ${JSON.stringify(value)}`);
  return value;
}

const isEmpty = (field: Field, value: unknown): boolean =>
  value === '' || (value === false && field.type !== 'boolean') || (isNumeric(field) && value === 0);

function equal(field: Field, value: unknown, wanted: unknown): boolean {
  if (wanted === false && field.type !== 'boolean') return isEmpty(field, value);
  if (field.type === 'boolean') return (value === true) === Boolean(wanted);
  return value === wanted;
}

function ordered(operator: string, value: unknown, wanted: unknown): boolean {
  if (typeof value !== typeof wanted || (typeof value !== 'number' && typeof value !== 'string'))
    return false;
  const other = wanted as number | string;
  if (operator.endsWith('=') && value === other) return true;
  return operator.startsWith('<') ? value < other : value > other;
}

type Meets = (value: unknown) => boolean;

function meetsOne(name: string, field: Field, operator: string, given: unknown): Meets {
  if (operator === 'in') {
    if (!Array.isArray(given))
      throw valueError(`Invalid value for 'in': ${JSON.stringify(given)} is not a list`);
    const wanted = given.map((one) => asked(name, field, one));
    return (value) => wanted.some((one) => equal(field, value, one));
  }
  if (PATTERNS.has(operator)) {
    const like = pattern(String(given), operator);
    return (value) => typeof value !== 'boolean' && like.test(String(value));
  }
  const wanted = asked(name, field, given);
  if (ORDERED.has(operator)) return (value) => ordered(operator, value, wanted);
  return (value) => equal(field, value, wanted);
}

/** A relation is met by an id, by the name of what it leads to, or by false for nothing. */
function meetsRelation(
  env: Environment,
  relation: string,
  operator: string,
  given: unknown,
): (ids: readonly number[]) => boolean {
  if (given === false || given === null) return (ids) => ids.length === 0;
  const list = Array.isArray(given) ? given : [given];
  if (list.some((one) => typeof one === 'string')) {
    const named = meetsOne('display_name', { type: 'char' }, operator, given);
    return (ids) => ids.some((id) => named(displayName(env, relation, env.row(relation, id))));
  }
  if (operator !== '=' && operator !== 'in') {
    const meets = meetsOne('id', { type: 'integer' }, operator, given);
    return (ids) => ids.some(meets);
  }
  const nothing = list.includes(false);
  return (ids) => (ids.length === 0 ? nothing : ids.some((id) => list.includes(id)));
}

/** Whether a value of a field meets an operator and what was asked. */
export function comparison(
  env: Environment,
  name: string,
  field: Field,
  operator: string,
  given: unknown,
): (value: Value) => boolean {
  const positive = POSITIVE[operator];
  if (positive !== undefined) {
    const meets = comparison(env, name, field, positive, given);
    return (value) => !meets(value);
  }
  if (field.relation === undefined) return meetsOne(name, field, operator, given);
  const meets = meetsRelation(env, field.relation, operator, given);
  return (value) => meets(typeof value === 'object' ? value : typeof value === 'number' ? [value] : []);
}
