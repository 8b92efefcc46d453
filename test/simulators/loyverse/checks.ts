import { invalid, missing, stricter, unknownField, wrongType } from './refusal';

/** Reads a value of a request body, or throws `Refused` naming the field as Loyverse names it: `object.a[0].b`. */
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
/** May be absent; absent and null are different things, see `nullable`. */
export const optional = <T>(check: Check<T>): May<T> => ({ check, must: false });

export const nullable =
  <T>(check: Check<T>): Check<T | null> =>
  (value, field) =>
    value === null ? null : check(value, field);

/** An object with exactly these fields: any other is refused. */
export function object<F extends Fields>(fields: F): Check<Body<F>> {
  return (value, field) => {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) throw wrongType('object', field);
    for (const key of Object.keys(value)) if (!(key in fields)) throw unknownField(`${field}.${key}`);
    const read: Record<string, unknown> = {};
    for (const [key, { check, must }] of Object.entries(fields)) {
      const given = (value as Record<string, unknown>)[key];
      if (given !== undefined) read[key] = check(given, `${field}.${key}`);
      else if (must) throw missing(`${field}.${key}`);
    }
    return read as Body<F>;
  };
}

export function listOf<T>(check: Check<T>, min = 0, max = Infinity): Check<T[]> {
  return (value, field) => {
    if (!Array.isArray(value)) throw wrongType('array', field);
    if (value.length < min) throw invalid(`Must have at least ${min} entries`, field);
    if (value.length > max) throw invalid(`Must have at most ${max} entries`, field);
    return value.map((entry, index) => check(entry, `${field}[${index}]`));
  };
}

export function text(max: number, min = 0): Check<string> {
  return (value, field) => {
    if (typeof value !== 'string') throw wrongType('string', field);
    if (value.length < min || value.length > max)
      throw invalid(`Length must be between ${min} and ${max}`, field);
    return value;
  };
}

/** Text whose real limit nobody has published. */
export function cautiousText(max: number): Check<string> {
  return (value, field) => {
    const read = text(Infinity)(value, field);
    if (read.length > max)
      throw stricter(`longer than the ${max} characters that are known to be safe`, field);
    return read;
  };
}

const SAFE_REFERENCE = 40;
const SAFE_NOTE = 2000;
/** `order` and `source`, whose lengths Loyverse does not document. */
export const reference = cautiousText(SAFE_REFERENCE);
export const note = cautiousText(SAFE_NOTE);

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export const uuid: Check<string> = (value, field) => {
  const read = text(Infinity)(value, field);
  if (!UUID.test(read)) throw invalid(`'${read}' is not a valid UUID`, field);
  return read;
};

const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** Exactly `YYYY-MM-DDTHH:mm:ss.sssZ`: offsets and microseconds are refused. */
export const timestamp: Check<string> = (value, field) => {
  const read = text(Infinity)(value, field);
  if (!TIMESTAMP.test(read) || Number.isNaN(Date.parse(read)))
    throw invalid(`'${read}' is not a timestamp like 2025-03-02T17:30:00.000Z`, field);
  return read;
};

export const flag: Check<boolean> = (value, field) => {
  if (typeof value !== 'boolean') throw wrongType('boolean', field);
  return value;
};

export function oneOf<const T extends string>(...choices: T[]): Check<T> {
  return (value, field) => {
    const read = text(Infinity)(value, field);
    const choice = choices.find((one) => one === read);
    if (choice === undefined) throw invalid(`Must be one of ${choices.join(', ')}`, field);
    return choice;
  };
}

/** A number from `min` to `max` with at most `decimals` digits after the point. */
export function decimal(decimals: number, min: number, max: number): Check<number> {
  return (value, field) => {
    if (typeof value !== 'number' || !Number.isFinite(value)) throw wrongType('number', field);
    if (value < min || value > max) throw invalid(`Must be between ${min} and ${max}`, field);
    if (Number(value.toFixed(decimals)) !== value)
      throw invalid(`Must have at most ${decimals} decimals`, field);
    return value;
  };
}

const MOST_MONEY = 1e12;
const MOST_UNITS = 9_999_999.999;

/** An amount in major units, exact in the account's currency. */
export const money = (decimals: number): Check<number> => decimal(decimals, 0, MOST_MONEY);
export const percentage: Check<number> = decimal(3, 0, 100);
/** More than nothing, up to three decimals. */
export const quantity: Check<number> = decimal(3, 0.001, MOST_UNITS);
export const stock: Check<number> = decimal(3, -MOST_UNITS, MOST_UNITS);
