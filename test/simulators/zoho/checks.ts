import { invalid, missing, stricter, tooLong, unknownField } from './refusal';

/** Reads a value of a request body, or throws `Refused` naming the field: `line_items[0].rate`. */
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

export type Body<F> = {
  [K in keyof F as F[K] extends Must<unknown> ? K : never]: F[K] extends Must<infer T> ? T : never;
} & { [K in keyof F as F[K] extends May<unknown> ? K : never]?: F[K] extends May<infer T> ? T : never };

export const required = <T>(check: Check<T>): Must<T> => ({ check, must: true });
export const optional = <T>(check: Check<T>): May<T> => ({ check, must: false });

/** An object with exactly these fields: any other is refused. */
export function object<F extends Fields>(fields: F): Check<Body<F>> {
  return (value, field) => {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) throw invalid(field || 'JSON');
    const at = (key: string) => (field === '' ? key : `${field}.${key}`);
    for (const key of Object.keys(value)) if (!(key in fields)) throw unknownField(at(key));
    const read: Record<string, unknown> = {};
    for (const [key, { check, must }] of Object.entries(fields)) {
      const given = (value as Record<string, unknown>)[key];
      if (given !== undefined) read[key] = check(given, at(key));
      else if (must) throw missing(at(key));
    }
    return read as Body<F>;
  };
}

export function listOf<T>(check: Check<T>, min = 0): Check<T[]> {
  return (value, field) => {
    if (!Array.isArray(value)) throw invalid(field, 'expected a list');
    if (value.length < min) throw missing(field);
    return value.map((entry, index) => check(entry, `${field}[${index}]`));
  };
}

const anyText: Check<string> = (value, field) => {
  if (typeof value !== 'string') throw invalid(field, 'expected text');
  return value;
};

export function text(max: number, min = 0): Check<string> {
  return (value, field) => {
    const read = anyText(value, field);
    if (read.length > max) throw tooLong(field, max);
    if (read.trim().length < min) throw missing(field);
    return read;
  };
}

/** Text whose real limit nobody has established. */
export function cautiousText(max: number): Check<string> {
  return (value, field) => {
    const read = anyText(value, field);
    if (read.length > max) throw stricter(`${field} is longer than the ${max} characters believed safe`);
    return read;
  };
}

/** `reference_number` of orders and invoices. */
export const reference: Check<string> = cautiousText(50);
/** Document numbers: ASCII, up to 40. */
export const documentNumber: Check<string> = (value, field) => {
  const read = cautiousText(40)(value, field);
  if (!/^[\x21-\x7e]+$/.test(read)) throw stricter(`${field} is not plain ASCII`);
  return read;
};
export const note: Check<string> = cautiousText(2000);

/** Up to 19 digits in a string: as a JSON number it has lost digits on the way. */
export const id: Check<string> = (value, field) => {
  if (typeof value === 'number') throw stricter(`${field} is a number: ids do not fit into JSON numbers`);
  if (typeof value !== 'string' || !/^\d{1,19}$/.test(value)) throw invalid(field);
  return value;
};

export const flag: Check<boolean> = (value, field) => {
  if (typeof value !== 'boolean') throw invalid(field, 'expected true or false');
  return value;
};

export const date: Check<string> = (value, field) => {
  const read = anyText(value, field);
  const at = /^\d{4}-\d{2}-\d{2}$/.test(read) ? Date.parse(`${read}T00:00:00Z`) : NaN;
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== read) throw invalid(field);
  return read;
};

export function oneOf<const T extends string>(...choices: T[]): Check<T> {
  return (value, field) => {
    const choice = choices.find((one) => one === value);
    if (choice === undefined) throw invalid(field, `one of ${choices.join(', ')}`);
    return choice;
  };
}

/** A JSON number from `min` with at most `decimals` digits after the point: more would be rounded by whom? */
export function decimal(decimals: number, min: number): Check<number> {
  return (value, field) => {
    if (typeof value !== 'number' || !Number.isFinite(value)) throw invalid(field, 'expected a number');
    if (value < min || value > 1e12) throw invalid(field);
    if (Number(value.toFixed(decimals)) !== value)
      throw stricter(`${field} has more than ${decimals} decimals`);
    return value;
  };
}

/** Major units, exact at the organization's `price_precision`. */
export const amount = (decimals: number): Check<number> => decimal(decimals, 0);
export const signedAmount = (decimals: number): Check<number> => decimal(decimals, -1e12);

/** Quantities follow `price_precision` too; two decimals are taken to be safe everywhere. */
export const quantity = (decimals: number): Check<number> => {
  const most = Math.max(decimals, 2);
  return decimal(most, 10 ** -most);
};

/** A number is an amount, `"10%"` is a part. */
export const amountOrPercent = (decimals: number): Check<number | string> => {
  return (value, field) => {
    if (typeof value === 'number') return amount(decimals)(value, field);
    const percent = typeof value === 'string' ? /^(\d+(?:\.\d{1,3})?)%$/.exec(value)?.[1] : undefined;
    if (percent === undefined || Number(percent) > 100) throw invalid(field);
    return `${percent}%`;
  };
};
