import type { Lifespan } from '../series';
import type { Environment } from './environment';
import type { Row, Value } from './row';

export type FieldType =
  | ('char' | 'text' | 'html' | 'binary' | 'selection')
  | ('integer' | 'float' | 'monetary' | 'boolean')
  | ('date' | 'datetime')
  | ('many2one' | 'one2many' | 'many2many');

export interface Field extends Lifespan {
  type: FieldType;
  /** What people call it; default: made from the name. */
  label?: string;
  /** The model that a relation leads to. */
  relation?: string;
  /** One2many: the many2one that leads back. */
  inverse?: string;
  selection?: readonly string[];
  required?: boolean;
  /** When a create leaves it out; default: what is empty for the type. */
  default?: (env: Environment) => Value;
  /** Worked out on every reading instead of stored. */
  compute?: (env: Environment, row: Row) => Value;
  /** A computed field that Odoo stores or knows how to search; the others cannot stand in a domain. */
  searchable?: boolean;
  /** Takes what is written to a computed field; without it Odoo ignores the writing. */
  assign?: (env: Environment, row: Row, value: Value) => void;
  /** How a domain meets this field, where comparing its value is not enough. */
  matches?: (env: Environment, row: Row, operator: string, value: unknown) => boolean;
  /** The many2one through which the field of the same name of another model is read and written. */
  through?: string;
}

export type Fields = Record<string, Field>;
type Options = Partial<Omit<Field, 'type'>>;

const plain =
  (type: FieldType) =>
  (options: Options = {}): Field => ({ type, ...options });

export const char = plain('char');
export const text = plain('text');
export const html = plain('html');
export const binary = plain('binary');
export const integer = plain('integer');
export const float = plain('float');
export const monetary = plain('monetary');
export const boolean = plain('boolean');
export const date = plain('date');
export const datetime = plain('datetime');

/** The keys, separated by spaces. */
export const selection = (keys: string, options: Options = {}): Field => ({
  type: 'selection',
  selection: keys.split(' '),
  ...options,
});
export const many2one = (relation: string, options: Options = {}): Field => ({
  type: 'many2one',
  relation,
  ...options,
});
export const one2many = (relation: string, inverse: string, options: Options = {}): Field => ({
  type: 'one2many',
  relation,
  inverse,
  ...options,
});
export const many2many = (relation: string, options: Options = {}): Field => ({
  type: 'many2many',
  relation,
  ...options,
});

/** The same value for everybody, as a default. */
export const always = (value: Value) => (): Value => value;
export const yes = { default: always(true) };

const NUMERIC = new Set<FieldType>(['integer', 'float', 'monetary']);
const MANY = new Set<FieldType>(['one2many', 'many2many']);

export const isNumeric = ({ type }: Field): boolean => NUMERIC.has(type);
export const isMany = ({ type }: Field): boolean => MANY.has(type);

/** What a field holds that nobody has filled. */
export function emptyOf(field: Field): Value {
  if (isNumeric(field)) return 0;
  return isMany(field) ? [] : false;
}

/** `product_tmpl_id` is "Product Tmpl" unless it has a label of its own. */
export function labelOf(name: string, { label }: Field): string {
  const words = name.replace(/_ids?$/, '').split('_');
  return label ?? words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ');
}
