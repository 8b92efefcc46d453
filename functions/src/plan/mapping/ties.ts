import { modifierKey, productKey, type Link } from '../../model/link';
import { formatCsv, parseCsv, unguarded, type Row } from './csv';
import type { MappingRow } from './classify';
import { fullName } from './sellable';

/** One tie as it is written in a file; empty is absent. */
export interface Tie {
  product_id?: string;
  variation_id?: string;
  modifier_id?: string;
  pos_item_id?: string;
  pos_variation_id?: string;
}

/** What makes a link. */
export const COLUMNS = [
  'product_id',
  'variation_id',
  'modifier_id',
  'pos_item_id',
  'pos_variation_id',
] as const satisfies readonly (keyof Tie)[];
/** For whoever reads the file; ignored when it comes back. */
const REMARKS = ['name', 'status', 'pos_name'] as const;
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

/** A row that makes no link. */
export interface RowError {
  /** Counted from 1; the line of column names is one. */
  line: number;
  message: string;
}

export interface ReadTies {
  /** By link-table key. */
  ties: Map<string, { line: number; link: Link }>;
  errors: RowError[];
  /** Rows that name no POS item: nothing is said about them. */
  blank: number;
}

/** The file as a whole is no list of ties; the message says what it should be. */
export class BadHeader extends Error {}

function columnsOf(head: Row | undefined): (keyof Tie | undefined)[] {
  const names = head?.fields.map((name) => name.toLowerCase()) ?? [];
  const known = names.map((name) => COLUMNS.find((column) => column === name));
  const isRemark = (name: string) => REMARKS.some((remark) => remark === name);
  const unknown = names.filter((name, index) => known[index] === undefined && !isRemark(name));
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  const wrong = [...unknown, ...twice];
  if (wrong.length === 0 && names.includes('pos_variation_id')) return known;
  const has = wrong.length > 0 ? ` It has: ${wrong.join(', ').slice(0, 200)}.` : '';
  throw new BadHeader(
    `The first line must name the columns, each once, of these: ${COLUMNS.join(',')}.${has}`,
  );
}

/**
 * Ties from CSV text with a line of column names. One bad row does not spoil the others.
 * @throws BadHeader or BadCsv when the file as a whole cannot be read
 */
export function tiesInCsv(text: string): ReadTies {
  const [head, ...rows] = parseCsv(text);
  const columns = columnsOf(head);
  const read: ReadTies = { ties: new Map(), errors: [], blank: 0 };
  for (const { line, fields } of rows) {
    const entries = columns.flatMap((column, index) =>
      column ? [[column, unguarded(fields[index] ?? '')] as const] : [],
    );
    const tie: Tie = Object.fromEntries(entries);
    if (!tie.pos_variation_id && !tie.pos_item_id && (tie.product_id || tie.modifier_id)) {
      read.blank += 1;
      continue;
    }
    const made = fields.length > columns.length ? 'it has more fields than the first line' : linkOf(tie);
    const twin = typeof made === 'string' ? undefined : read.ties.get(made.key);
    if (typeof made === 'string') read.errors.push({ line, message: made });
    else if (twin) read.errors.push({ line, message: `the same product as in line ${twin.line}` });
    else read.ties.set(made.key, { line, link: made.link });
  }
  return read;
}

/** The whole mapping as a file that can be filled in and given back. */
export function tiesAsCsv(rows: readonly MappingRow[]): string {
  const lines = rows.map(({ sellable, status, link, offer }) => [
    ...[sellable.productId ?? '', sellable.variationId ?? '', sellable.modifierId ?? ''],
    ...[link?.itemId ?? '', link?.variationId ?? ''],
    ...[fullName(sellable), status, offer ? fullName(offer) : (link?.name ?? '')],
  ]);
  return formatCsv([[...COLUMNS, ...REMARKS], ...lines]);
}
