type Env = Readonly<Record<string, string | undefined>>;

/** A param or a computation on params, as firebase-functions declares them. */
interface Expression {
  value(): unknown;
}

interface DeclaredParam {
  name: string;
  options?: { default?: unknown };
  constructor: { type?: string };
}

function isExpression(value: unknown): value is Expression {
  return (
    typeof value === 'object' &&
    value !== null &&
    'value' in value &&
    'toCEL' in value &&
    'runtimeValue' in value
  );
}

/** A value of an endpoint with its params filled in: expressions from the process's environment, `{{ params.X }}` from `env`. */
export function resolve(value: unknown, env: Env): unknown {
  if (isExpression(value)) return value.value();
  if (typeof value !== 'string') return value;
  const filled = value.replace(/\{\{\s*params\.(\w+)\s*\}\}/g, (_, name: string) => {
    const given = env[name];
    if (given === undefined) throw new Error(`The param ${name} in "${value}" has no value.`);
    return given;
  });
  if (filled.includes('{{'))
    throw new Error(`"${value}" is more than params.NAME, which is all that works locally.`);
  return filled;
}

function defaultOf(param: DeclaredParam): string | undefined {
  const { default: given } = param.options ?? {};
  const value = isExpression(given) ? given.value() : given;
  if (value === undefined) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/**
 * Values for the declared params that `env` leaves out, from their defaults, as a deploy would take them. A secret
 * without a value is not an error: only who uses it needs it. Throws an Error that names every param with neither.
 */
export function missingParams(declared: readonly DeclaredParam[], env: Env): Record<string, string> {
  const missing = declared.filter(
    ({ name, constructor }) => env[name] === undefined && constructor.type !== 'secret',
  );
  const values = missing.map((param) => [param.name, defaultOf(param)] as const);
  const without = values.filter(([, value]) => value === undefined).map(([name]) => name);
  if (without.length > 0)
    throw new Error(`No value for ${without.join(', ')}: set it in functions/.env.<project>.`);
  return Object.fromEntries(values) as Record<string, string>;
}

export type { DeclaredParam };
