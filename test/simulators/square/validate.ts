import type { z } from 'zod';
import { SquareError, errorEntry, refuse, type ErrorEntry } from './errors';

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

export interface BodyRules {
  /** Fields of the real object that a request must not carry. */
  readOnly?: ReadonlySet<string>;
  /** Told of every field that Square would silently ignore. */
  onUnknown?: (field: string) => void;
}

const EXPECTED: Record<string, string> = {
  int: 'EXPECTED_INTEGER',
  number: 'EXPECTED_INTEGER',
  string: 'EXPECTED_STRING',
  boolean: 'EXPECTED_BOOLEAN',
  array: 'EXPECTED_ARRAY',
  object: 'EXPECTED_OBJECT',
  record: 'EXPECTED_MAP',
};

/** `order.line_items[0].name` */
function fieldOf(path: Path): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? String(part) : `${text}.${String(part)}`;
  }, '');
}

function valueAt(input: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, part) => (value as Record<PropertyKey, unknown> | undefined)?.[part],
    input,
  );
}

function unknownFields(keys: string[], path: Path, rules: BodyRules): ErrorEntry[] {
  return keys.map((key) => {
    const field = fieldOf([...path, key]);
    if (rules.readOnly?.has(key)) return errorEntry('BAD_REQUEST', 'Read-only field.', field);
    rules.onUnknown?.(field);
    const detail = 'SIMULATOR: Square silently ignores a field that it does not know.';
    return errorEntry('UNKNOWN_BODY_PARAMETER', detail, field);
  });
}

function codeOf(issue: Issue, value: unknown): string {
  if (issue.code === 'custom') return String(issue.params?.['code'] ?? 'INVALID_VALUE');
  if (value === undefined) return 'MISSING_REQUIRED_PARAMETER';
  if (issue.code === 'invalid_type') return EXPECTED[issue.expected] ?? 'INCORRECT_TYPE';
  if (issue.code === 'invalid_value' || issue.code === 'invalid_union') return 'INVALID_ENUM_VALUE';
  const on = Array.isArray(value) ? 'array' : typeof value;
  if (issue.code === 'too_big')
    return { string: 'VALUE_TOO_LONG', array: 'ARRAY_LENGTH_TOO_LONG' }[on as string] ?? 'VALUE_TOO_HIGH';
  if (issue.code === 'too_small') {
    if (value === '') return 'VALUE_EMPTY';
    return { string: 'VALUE_TOO_SHORT', array: 'ARRAY_EMPTY' }[on as string] ?? 'VALUE_TOO_LOW';
  }
  return issue.code === 'invalid_format' ? 'VALUE_REGEX_MISMATCH' : 'INVALID_VALUE';
}

function entriesOf(issue: Issue, input: unknown, rules: BodyRules): ErrorEntry[] {
  if (issue.code === 'unrecognized_keys') return unknownFields(issue.keys, issue.path, rules);
  const code = codeOf(issue, valueAt(input, issue.path));
  const detail = code === 'MISSING_REQUIRED_PARAMETER' ? 'Missing required parameter.' : issue.message;
  return [errorEntry(code, detail, fieldOf(issue.path))];
}

/** The body as its schema knows it, or a 400 that lists everything wrong with it. */
export function validate<S extends z.ZodType>(schema: S, input: unknown, rules: BodyRules = {}): z.output<S> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw new SquareError(result.error.issues.flatMap((issue) => entriesOf(issue, input, rules)));
}

/** Refuses any amount in another currency than the location's, wherever in the body it stands. */
export function checkCurrency(value: unknown, currency: string, path: Path = []): void {
  if (value === null || typeof value !== 'object') return;
  const given = value as Record<string, unknown>;
  if ('amount' in given && 'currency' in given && given['currency'] !== currency)
    refuse(
      'CURRENCY_MISMATCH',
      `Expected ${currency}, got ${String(given['currency'])}.`,
      fieldOf([...path, 'currency']),
    );
  for (const [key, inner] of Object.entries(given))
    checkCurrency(inner, currency, [...path, Array.isArray(value) ? Number(key) : key]);
}
