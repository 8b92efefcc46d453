import type { z } from 'zod';

const MOST = 5;

/** What a value breaks of its schema, as paths and words, never with the value itself; undefined when nothing. */
export function problemsOf(schema: z.ZodType, value: unknown): string | undefined {
  const result = schema.safeParse(value);
  if (result.success) return undefined;
  const words = result.error.issues.map(({ path, message }) => `${path.map(String).join('.')}: ${message}`);
  return [...new Set(words)].slice(0, MOST).join('; ');
}
