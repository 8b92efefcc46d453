import { DateTime } from 'luxon';
import { majorText, toMajor } from '../../../model/money';
import type { Recipe } from './schema';
import type { Pipe } from './template';

/** What pipes know beside their value. */
export interface Surroundings {
  money: Recipe['money'];
  tables: Recipe['tables'];
  currency: string;
  timezone: string;
}

type Args = Pipe['args'];
type Apply = (value: unknown, args: Args, around: Surroundings) => unknown;

/** A value as text; nothing is the empty text. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === undefined || value === null) return '';
  return typeof value === 'number' || typeof value === 'boolean' ? `${value}` : JSON.stringify(value);
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** Amounts of ours are whole minor units; nothing stays nothing. */
function money(value: unknown, _args: Args, { money: { unit, as }, currency }: Surroundings): unknown {
  if (typeof value !== 'number') return undefined;
  if (unit === 'minor') return as === 'text' ? String(value) : value;
  return as === 'text' ? majorText(value, currency) : toMajor(value, currency);
}

const DATE_FORMATS: Readonly<Record<string, (at: DateTime) => unknown>> = {
  iso: (at) => at.toISO({ suppressMilliseconds: true }),
  date: (at) => at.toFormat('yyyy-MM-dd'),
  time: (at) => at.toFormat('HH:mm'),
  epochS: (at) => Math.floor(at.toSeconds()),
  epochMs: (at) => at.toMillis(),
};

function date(value: unknown, [format = 'iso']: Args, { timezone }: Surroundings): unknown {
  if (typeof value !== 'number') return undefined;
  return DATE_FORMATS[String(format)]?.(DateTime.fromMillis(value, { zone: timezone }));
}

/** Counted in UTF-16 units, the strictest way in which a POS may count characters; never half a character. */
const characters = (value: unknown, [from, to]: Args) =>
  textOf(value)
    .slice(Number(from), to === undefined ? undefined : Number(to))
    .replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, '');

const mapped: Apply = (value, [table], { tables }) => {
  const words = tables[String(table)] ?? {};
  return Object.hasOwn(words, textOf(value)) ? words[textOf(value)] : undefined;
};

const joined: Apply = (value, [by]) =>
  Array.isArray(value) ? value.map(textOf).join(String(by)) : textOf(value);

/** How many arguments a pipe takes, and what it makes of its value. */
interface Definition {
  args: readonly [least: number, most: number];
  apply: Apply;
}

const toInt = (value: unknown) => (Number.isFinite(Number(value)) ? Math.trunc(Number(value)) : undefined);

/** All there are: templates are data, and this list is closed. */
const PIPES: ReadonlyMap<string, Definition> = new Map<string, Definition>([
  ['default', { args: [1, 1], apply: (value, [standard]) => (isEmpty(value) ? standard : value) }],
  ['trim', { args: [0, 0], apply: (value) => textOf(value).trim() }],
  ['lower', { args: [0, 0], apply: (value) => textOf(value).toLowerCase() }],
  ['upper', { args: [0, 0], apply: (value) => textOf(value).toUpperCase() }],
  ['slice', { args: [1, 2], apply: characters }],
  ['date', { args: [0, 1], apply: date }],
  ['money', { args: [0, 0], apply: money }],
  ['toString', { args: [0, 0], apply: textOf }],
  ['toInt', { args: [0, 0], apply: toInt }],
  ['json', { args: [0, 0], apply: (value) => JSON.stringify(value) }],
  ['urlencode', { args: [0, 0], apply: (value) => encodeURIComponent(textOf(value)) }],
  ['map', { args: [1, 1], apply: mapped }],
  ['join', { args: [1, 1], apply: joined }],
  ['concat', { args: [1, 1], apply: (value, [more]) => textOf(value) + String(more) }],
  ['omitEmpty', { args: [0, 0], apply: (value) => (isEmpty(value) ? undefined : value) }],
]);

export const piped = (value: unknown, { name, args }: Pipe, around: Surroundings): unknown =>
  PIPES.get(name)?.apply(value, args, around);

/** What is wrong with a pipe as it stands in a template; undefined: nothing. */
export function pipeIssue({ name, args }: Pipe, tables: Recipe['tables']): string | undefined {
  const known = PIPES.get(name);
  if (!known) return `knows no pipe "${name}"`;
  const [least, most] = known.args;
  if (args.length < least || args.length > most) return `gives the pipe "${name}" ${args.length} arguments`;
  if (name === 'map' && !Object.hasOwn(tables, String(args[0]))) return `knows no table "${args[0]}"`;
  if (name === 'date' && args[0] !== undefined && !Object.hasOwn(DATE_FORMATS, String(args[0])))
    return `knows no date format "${args[0]}"`;
  return undefined;
}
