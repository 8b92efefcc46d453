import { parseArgs, type ParseArgsConfig } from 'node:util';

/** A mistake of the caller: what is wrong, and what to do. Shown without a stack. */
export class Mistake extends Error {}

/** Options with their one-line descriptions, for the help text and the parser alike. */
export type Options = Readonly<
  Record<string, { type: 'string' | 'boolean'; help: string; value?: string; required?: true }>
>;

type Values<O extends Options> = {
  [K in keyof O]: O[K]['type'] extends 'boolean'
    ? boolean | undefined
    : O[K]['required'] extends true
      ? string
      : string | undefined;
};

/** What to type: the usage line, then every option. */
export function helpFor(usage: string, options: Options): string {
  const rows = Object.entries(options).map(([name, { type, value = 'VALUE', help, required }]) => {
    const option = type === 'boolean' ? `--${name}` : `--${name} ${value}`;
    return [option, required ? `${help} (required)` : help] as const;
  });
  const width = Math.max(...rows.map(([option]) => option.length));
  const lines = rows.map(([option, help]) => `  ${option.padEnd(width)}  ${help}`);
  return [`Usage: ${usage}`, '', ...lines].join('\n');
}

/**
 * Reads the arguments of a command.
 * @throws Mistake that names an option which is unknown, without its value, or missing.
 */
export function readArguments<O extends Options>(
  argv: readonly string[],
  options: O,
): { values: Values<O>; positionals: string[] } {
  const config = Object.fromEntries(Object.entries(options).map(([name, { type }]) => [name, { type }]));
  let read: { values: Record<string, unknown>; positionals: string[] };
  try {
    const wanted: ParseArgsConfig = { args: [...argv], options: config, allowPositionals: true };
    read = parseArgs(wanted);
  } catch (thrown) {
    throw new Mistake(thrown instanceof Error ? thrown.message : String(thrown));
  }
  const missing = Object.keys(options).filter((name) => options[name]?.required && !read.values[name]);
  if (missing.length > 0) throw new Mistake(`Missing: ${missing.map((name) => `--${name}`).join(', ')}.`);
  return { values: read.values as Values<O>, positionals: read.positionals };
}

const ID = /^[^/\s]{1,128}$/;

/** An id that stands in a document path. @throws Mistake when it cannot. */
export function idOf(option: string, value: string): string {
  if (ID.test(value) && !/^\.\.?$|^__.*__$/.test(value)) return value;
  throw new Mistake(
    `--${option} is "${value}", which cannot be an id: no slash, no space, at most 128 characters.`,
  );
}
