import { date } from './checks';
import type { Organization } from './organization';
import type { Stamped } from './records';
import { invalid } from './refusal';
import { moment } from './timestamps';

export type Keep<T> = (row: T) => boolean;
/** Query parameter -> what its value keeps. */
export type Filters<T> = Record<string, (value: string, name: string, organization: Organization) => Keep<T>>;

/** Exact, upper and lower case apart. */
export const equals = <T>(name: string, of: (row: T) => string): Filters<T> => ({
  [name]: (value) => (row) => of(row) === value,
});

const low = (text: string) => text.toLowerCase();

export const contains = <T>(name: string, of: (row: T) => string): Filters<T> => ({
  [`${name}_contains`]: (value) => (row) => low(of(row)).includes(low(value)),
});

/** `name`, `name_startswith`, `name_contains`. */
export const texts = <T>(name: string, of: (row: T) => string): Filters<T> => ({
  ...equals(name, of),
  ...contains(name, of),
  [`${name}_startswith`]: (value) => (row) => low(of(row)).startsWith(low(value)),
});

/** In any of these texts. */
export const searchText = <T>(of: (row: T) => readonly string[]): Filters<T> => ({
  search_text: (value) => (row) => of(row).some((text) => low(text).includes(low(value))),
});

const COMPARISONS: Record<string, (number: number, bound: number) => boolean> = {
  '': (number, bound) => number === bound,
  _less_than: (number, bound) => number < bound,
  _less_equals: (number, bound) => number <= bound,
  _greater_than: (number, bound) => number > bound,
  _greater_equals: (number, bound) => number >= bound,
};

export function numbers<T>(name: string, of: (row: T) => number): Filters<T> {
  const filters: Filters<T> = {};
  for (const [suffix, compare] of Object.entries(COMPARISONS))
    filters[name + suffix] = (value, field) => {
      const bound = value === '' ? NaN : Number(value);
      if (!Number.isFinite(bound)) throw invalid(field);
      return (row) => compare(of(row), bound);
    };
  return filters;
}

/** `name_start` and `name_end`, both days in the range. */
export const days = <T>(name: string, of: (row: T) => string): Filters<T> => ({
  [`${name}_start`]: (value, field) => {
    const first = date(value, field);
    return (row) => of(row) >= first;
  },
  [`${name}_end`]: (value, field) => {
    const last = date(value, field);
    return (row) => of(row) <= last;
  },
});

/** `last_modified_time`: modified after that second. */
export const modifiedAfter = <T extends Stamped>(): Filters<T> => ({
  last_modified_time: (value, field) => {
    const since = moment(value, field);
    return (row) => moment(row.last_modified_time, field) > since;
  },
});
