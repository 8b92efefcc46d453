import { FieldValue, Timestamp } from 'firebase-admin/firestore';

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

const isInstant = (name: string, value: unknown): value is number =>
  /At$/.test(name) && typeof value === 'number';

/** For Firestore: fields named `...At` become timestamps, which people and TTL policies can read. */
export function toFirestore(value: unknown, name = ''): unknown {
  if (isInstant(name, value)) return Timestamp.fromMillis(Math.trunc(value));
  if (Array.isArray(value)) return value.map((inner) => toFirestore(inner));
  if (!isPlain(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .map(([key, inner]) => [key, toFirestore(inner, key)]),
  );
}

/** A whole document for `set()` or `create()`. */
export function documentOf(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries.map(([key, value]) => [key, toFirestore(value, key)]));
}

/** A patch for `update()`: `undefined` deletes the field. */
export function toPatch(patch: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const entries = Object.entries(patch);
  return Object.fromEntries(
    entries.map(([key, value]) => [key, value === undefined ? FieldValue.delete() : toFirestore(value, key)]),
  );
}

/** From Firestore: timestamps become milliseconds, as the model has them. */
export function fromFirestore(value: unknown): unknown {
  return mapped(value, (timestamp) => timestamp.toMillis());
}

/** A storefront's document as plain data: timestamps become Dates, whatever else is special becomes text. */
export function plain(value: unknown): unknown {
  return mapped(value, (timestamp) => timestamp.toDate());
}

function mapped(value: unknown, instant: (timestamp: Timestamp) => unknown): unknown {
  if (value instanceof Timestamp) return instant(value);
  if (Array.isArray(value)) return value.map((inner) => mapped(inner, instant));
  if (isPlain(value))
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mapped(inner, instant)]));
  if (typeof value === 'object' && value !== null)
    return 'path' in value ? String(value.path) : JSON.stringify(value);
  return value;
}
