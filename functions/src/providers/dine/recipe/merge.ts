const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What `over` says replaces what `base` says, field by field; lists and maps of replies are replaced whole, null takes away. */
export function merged(base: unknown, over: unknown): unknown {
  if (!isObject(base) || !isObject(over)) return over;
  const result: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    if (value === null) delete result[key];
    else result[key] = key === 'body' || key === 'map' || key === 'auth' ? value : merged(base[key], value);
  }
  return result;
}
