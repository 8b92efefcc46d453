import { z } from 'zod';
import { Failure } from '../../model/failure';
import { fromMajor } from '../../model/money';
import type { Field } from './recipe/maps';
import { valueAt } from './recipe/render';
import type { Recipe } from './recipe/schema';

type Nested = { each: string; map: FieldMap };
/** Where each field of a record stands in a reply. */
export type FieldMap = { readonly [field: string]: Field | Nested | undefined };

const isNested = (spec: Field | Nested): spec is Nested => 'each' in spec;

export const at = (record: unknown, path: string): unknown => valueAt(record, path.split('.'));

function one({ path, or = [], default: standard, table }: Field, record: unknown): unknown {
  const found = [path, ...or]
    .map((where) => at(record, where))
    .find((value) => value !== undefined && value !== null);
  const value = found ?? standard;
  if (!table || (typeof value !== 'string' && typeof value !== 'boolean' && typeof value !== 'number'))
    return value;
  return Object.hasOwn(table, String(value)) ? table[String(value)] : value;
}

/** A record in our fields, not yet checked. */
export function extract(map: FieldMap, record: unknown): Record<string, unknown> {
  const fields = Object.entries(map).map(([field, spec]): [string, unknown] => {
    if (spec === undefined) return [field, undefined];
    if (!isNested(spec)) return [field, one(spec, record)];
    const list = at(record, spec.each);
    return [
      field,
      Array.isArray(list) ? list.map((row: unknown) => extract(spec.map, row)) : (list ?? undefined),
    ];
  });
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined));
}

/** The place in their reply of a place in our record, for people who read the vendor's papers. */
function theirs(map: FieldMap, path: readonly PropertyKey[]): string {
  const [field, index, ...rest] = path;
  const spec = map[String(field)];
  if (!spec) return path.map(String).join('.');
  if (!isNested(spec)) return spec.path;
  if (index === undefined) return spec.each;
  return `${spec.each}.${String(index)}${rest.length > 0 ? `.${theirs(spec.map, rest)}` : ''}`;
}

/** @throws Failure `unexpected` that names what is missing by its place in the reply. */
export function readRecord<S extends z.ZodType>(
  schema: S,
  map: FieldMap,
  record: unknown,
  where: { pos: string; select?: string },
): z.output<S> {
  const result = schema.safeParse(extract(map, record));
  if (result.success) return result.data;
  const prefix = where.select === undefined ? '' : `${where.select}.`;
  const paths = [...new Set(result.error.issues.map(({ path }) => prefix + theirs(map, path)))].slice(0, 5);
  throw new Failure('unexpected', `${where.pos} answered a reply without usable ${paths.join(', ')}.`, {
    advice: 'The bridge tries again. If it stays so, correct the map of the recipe.',
  });
}

const numeric = z.union([z.number(), z.string().regex(/^-?\d+(\.\d+)?$/)]).transform(Number);

/** An amount as the recipe says it travels, in minor units of the currency. */
export const amountIn = ({ unit }: Recipe['money'], currency: () => string) =>
  unit === 'minor'
    ? numeric.pipe(z.number().int())
    : numeric.transform((major) => fromMajor(major, currency()));
