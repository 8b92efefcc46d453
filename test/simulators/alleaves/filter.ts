import { Misfit } from '../core/shape';
import type { Row } from './rows';

type Keep = (row: Row) => boolean;

/** A grid filter: a group of conditions and groups. Only fields and operators that clients are known to use. */
const FIELDS: Record<string, (row: Row) => unknown> = {
  status: ({ id_status }) => (id_status === 1 ? 'open' : 'closed'),
  has_inventory: ({ has_inventory }) => has_inventory,
  has_available_inventory: ({ has_available_inventory }) => has_available_inventory,
  id_area: ({ id_area }) => id_area,
  area_type: ({ area_type }) => area_type,
};

const lower = (value: unknown) => (typeof value === 'string' ? value.toLowerCase() : value);
const same = (given: unknown, wanted: unknown) =>
  Array.isArray(wanted) ? wanted.map(lower).includes(lower(given)) : lower(given) === lower(wanted);

const OPERATORS: Record<string, (given: unknown, wanted: unknown) => boolean> = {
  eq: same,
  neq: (given, wanted) => !same(given, wanted),
  isnull: (given) => given === null,
};

function record(value: unknown, field: string, keys: readonly string[]): Record<string, unknown> {
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    throw new Misfit('type', field, 'must be an object');
  const unknown = Object.keys(value).find((key) => !keys.includes(key));
  if (unknown !== undefined) throw new Misfit('unknown', `${field}.${unknown}`, 'no such field');
  return value as Record<string, unknown>;
}

function condition(value: unknown, at: string): Keep {
  const { field, operator, value: wanted } = record(value, at, ['field', 'operator', 'value']);
  const read = FIELDS[String(field)];
  if (!read) throw new Misfit('unknown', `${at}.field`, `nobody is known to filter on ${String(field)}`);
  const compare = OPERATORS[String(operator)];
  if (!compare) throw new Misfit('unknown', `${at}.operator`, `nobody is known to use ${String(operator)}`);
  return (row) => compare(read(row), wanted);
}

export function filterOf(value: unknown, at: string): Keep {
  if (value === null || typeof value !== 'object' || !('filters' in value)) return condition(value, at);
  const { logic, filters } = record(value, at, ['logic', 'filters']);
  if (logic !== 'and' && logic !== 'or') throw new Misfit('value', `${at}.logic`, 'must be and, or');
  if (!Array.isArray(filters)) throw new Misfit('type', `${at}.filters`, 'must be a list');
  const keeps = filters.map((one, index) => filterOf(one, `${at}.filters[${index}]`));
  if (keeps.length === 0) return () => true;
  return (row) => (logic === 'and' ? keeps.every((keep) => keep(row)) : keeps.some((keep) => keep(row)));
}
