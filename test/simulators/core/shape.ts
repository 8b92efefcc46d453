/** Why a value does not fit. `unknown` and `unsafe` are what a lenient POS would swallow: a simulator refuses and counts them. */
export type MisfitKind = 'missing' | 'type' | 'value' | 'unknown' | 'unsafe';

/** A request body that is not what the POS expects; each simulator turns it into the error body of its POS. */
export class Misfit extends Error {
  constructor(
    readonly kind: MisfitKind,
    /** Like `lines[0].quantity`; empty for the body itself. */
    readonly field: string,
    readonly details: string,
  ) {
    super(`${field || 'body'}: ${details}`);
  }
}

/** Reads a value, or throws `Misfit` naming the field. */
export type Check<T> = (value: unknown, field: string) => T;

interface Must<T> {
  check: Check<T>;
  must: true;
}
interface May<T> {
  check: Check<T>;
  must: false;
}
type Fields = Record<string, Must<unknown> | May<unknown>>;

export type Shape<F> = {
  [K in keyof F as F[K] extends Must<unknown> ? K : never]: F[K] extends Must<infer T> ? T : never;
} & { [K in keyof F as F[K] extends May<unknown> ? K : never]?: F[K] extends May<infer T> ? T : never };

export const required = <T>(check: Check<T>): Must<T> => ({ check, must: true });
/** May be absent, which is not the same as null: see `nullable`. */
export const optional = <T>(check: Check<T>): May<T> => ({ check, must: false });

const wrongType = (expected: string, field: string) => new Misfit('type', field, `must be ${expected}`);
const wrongValue = (details: string, field: string) => new Misfit('value', field, details);

export const nullable =
  <T>(check: Check<T>): Check<T | null> =>
  (value, field) =>
    value === null ? null : check(value, field);

/** An object with exactly these fields: any other is refused. */
export function object<F extends Fields>(fields: F): Check<Shape<F>> {
  return (value, field) => {
    if (value === null || typeof value !== 'object' || Array.isArray(value))
      throw wrongType('an object', field);
    const at = (key: string) => (field === '' ? key : `${field}.${key}`);
    for (const key of Object.keys(value))
      if (!(key in fields)) throw new Misfit('unknown', at(key), 'no such field');
    const read: Record<string, unknown> = {};
    for (const [key, { check, must }] of Object.entries(fields)) {
      const given = (value as Record<string, unknown>)[key];
      if (given !== undefined) read[key] = check(given, at(key));
      else if (must) throw new Misfit('missing', at(key), 'must be given');
    }
    return read as Shape<F>;
  };
}

export function listOf<T>(check: Check<T>, min = 0, max = Infinity): Check<T[]> {
  return (value, field) => {
    if (!Array.isArray(value)) throw wrongType('a list', field);
    if (value.length < min || value.length > max)
      throw wrongValue(`must have from ${min} to ${max} entries`, field);
    return value.map((entry, index) => check(entry, `${field}[${index}]`));
  };
}

export function text(max: number, min = 0): Check<string> {
  return (value, field) => {
    if (typeof value !== 'string') throw wrongType('text', field);
    if (value.length < min || value.length > max)
      throw wrongValue(`must have from ${min} to ${max} characters`, field);
    return value;
  };
}

/** Text of one form; `like` is an example for the message. */
export function matching(form: RegExp, like: string): Check<string> {
  return (value, field) => {
    const read = text(Infinity)(value, field);
    if (!form.test(read)) throw wrongValue(`must look like ${like}`, field);
    return read;
  };
}

/** A day of the calendar, `YYYY-MM-DD`. */
export const day: Check<string> = (value, field) => {
  const read = matching(/^\d{4}-\d\d-\d\d$/, '2026-01-31')(value, field);
  const at = new Date(`${read}T00:00:00Z`);
  if (Number.isNaN(at.getTime()) || !at.toISOString().startsWith(read))
    throw wrongValue('no such day', field);
  return read;
};

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** ISO 8601 with an offset or `Z`. */
export const instant: Check<string> = (value, field) => {
  const read = matching(INSTANT, '2026-01-31T17:30:00Z')(value, field);
  if (Number.isNaN(Date.parse(read))) throw wrongValue('no such moment', field);
  return read;
};

export const flag: Check<boolean> = (value, field) => {
  if (typeof value !== 'boolean') throw wrongType('true or false', field);
  return value;
};

export function oneOf<const T extends string>(...choices: T[]): Check<T> {
  return (value, field) => {
    const read = text(Infinity)(value, field);
    const choice = choices.find((one) => one === read);
    if (choice === undefined) throw wrongValue(`must be one of ${choices.join(', ')}`, field);
    return choice;
  };
}

/** A number from `min` to `max` with at most `decimals` digits after the point. */
export function decimal(decimals: number, min: number, max: number): Check<number> {
  return (value, field) => {
    if (typeof value !== 'number' || !Number.isFinite(value)) throw wrongType('a number', field);
    if (value < min || value > max) throw wrongValue(`must be from ${min} to ${max}`, field);
    if (Number(value.toFixed(decimals)) !== value)
      throw wrongValue(`has more than ${decimals} decimals`, field);
    return value;
  };
}

export const whole = (min: number, max = Number.MAX_SAFE_INTEGER): Check<number> => decimal(0, min, max);
