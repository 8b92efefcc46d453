import { modifierKey, productKey, type Link } from '../../functions/src/model/link';
import { Mistake } from './command';
import { parseCsv, type Row } from './csv';

/** One tie as it is typed in; empty is absent. */
export interface Tie {
  product_id?: string;
  variation_id?: string;
  modifier_id?: string;
  pos_item_id?: string;
  pos_variation_id?: string;
}

const COLUMNS = ['product_id', 'variation_id', 'modifier_id', 'pos_item_id', 'pos_variation_id'] as const;
const LONGEST_ID = 128;

/** The entry of the link table that a tie makes; text: why it makes none. */
export function linkOf(tie: Tie): { key: string; link: Link } | string {
  const { product_id: product, variation_id: variation, modifier_id: modifier } = tie;
  const { pos_item_id: itemId, pos_variation_id: variationId } = tie;
  const long = COLUMNS.find((column) => (tie[column] ?? '').length > LONGEST_ID);
  if (long) return `${long} is longer than ${LONGEST_ID} characters`;
  if (!product && !modifier) return 'product_id is empty';
  if (product && modifier) return 'it has both product_id and modifier_id';
  if (modifier && variation) return 'a modifier has no variation_id';
  if (!variationId) return 'pos_variation_id is empty';
  const key = product ? productKey(product, variation || undefined) : modifierKey(modifier ?? '');
  return { key, link: { ...(itemId && { itemId }), variationId } };
}

export interface ReadLinks {
  links: Map<string, Link>;
  /** Rows that make no link, for a person: "Line 3: ...". */
  errors: string[];
}

function columnsOf(head: Row | undefined): (keyof Tie)[] {
  const names = head?.fields.map((name) => name.toLowerCase()) ?? [];
  const known = names.map((name) => COLUMNS.find((column) => column === name));
  const unknown = names.filter((_, index) => known[index] === undefined);
  if (unknown.length > 0 || !names.includes('pos_variation_id'))
    throw new Mistake(
      `The first line must name the columns, of these: ${COLUMNS.join(',')}.${unknown.length > 0 ? ` It has: ${unknown.join(', ')}.` : ''}`,
    );
  return known.filter((column) => column !== undefined);
}

/** Links from CSV text with a line of column names. One bad row does not spoil the others. */
export function linksInCsv(text: string): ReadLinks {
  const [head, ...rows] = parseCsv(text);
  const columns = columnsOf(head);
  const read: ReadLinks = { links: new Map(), errors: [] };
  const firstLine = new Map<string, number>();
  for (const { line, fields } of rows) {
    const tie: Tie = Object.fromEntries(columns.map((column, index) => [column, fields[index] ?? '']));
    const made = fields.length > columns.length ? 'it has more fields than the first line' : linkOf(tie);
    const twin = typeof made === 'string' ? undefined : firstLine.get(made.key);
    if (typeof made === 'string') read.errors.push(`Line ${line}: ${made}.`);
    else if (twin !== undefined) read.errors.push(`Line ${line}: the same product as in line ${twin}.`);
    else {
      firstLine.set(made.key, line);
      read.links.set(made.key, made.link);
    }
  }
  return read;
}
