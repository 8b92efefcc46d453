import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Manifest, Operation, Sureness } from '../functions/src/providers/manifest';
import { MANIFESTS } from '../functions/src/providers/manifests';

const BEGIN = '<!-- capabilities: written by npm run capabilities -->';
const END = '<!-- end of capabilities -->';

/** What each operation is for a merchant. */
const WORDS: Readonly<Record<Operation, string>> = {
  locations: 'Sign in, list locations',
  searchItems: 'Search items by words or SKU',
  pushOrder: 'Send an order',
  cancelOrder: 'Cancel or refund an order',
  payOrder: 'Record a later payment',
  upsertCustomer: 'Keep the shopper as a customer',
  pushPrices: 'Set prices',
  setStock: 'Set stock',
  pullCatalog: 'Read the catalog',
  pullDiscounts: 'Read discounts',
  pullOrders: 'Read orders',
  pullCustomers: 'Read customers',
  pullStock: 'Read stock',
  pullMetadata: 'Read brands, categories, vendors',
  expiringStock: 'Read batches that expire',
};

/** Columns as wide as their widest cell, as the formatter of this project wants them. */
function markdownTable(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(3, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)];
}

/** What stands in a cell; a reader must see at once what has never been shown to work. */
const YES: Readonly<Record<Sureness, string>> = {
  documented: 'yes',
  observed: 'yes, seen',
  unsure: 'unsure',
};

/**
 * The table of operations and POS systems. "yes": it works as the vendor documents it; "yes, seen": as programs or servers
 * were seen to do it; "unsure": built on facts that nobody has shown; "no" with a number: the POS cannot, for the reason below
 * the table; "-": not built yet.
 */
export function capabilityTable(manifests: readonly Manifest[] = MANIFESTS): string {
  const reasons: string[] = [];
  const cell = ({ id, name, can, cannot, sure }: Manifest, operation: Operation): string => {
    const reason = cannot[operation];
    if (can.includes(operation) && reason !== undefined)
      throw new Error(`${id} both can and cannot ${operation}: correct its manifest.`);
    if (can.includes(operation)) return YES[sure?.[operation] ?? 'documented'];
    if (reason === undefined) return '-';
    reasons.push(`${name}: ${reason}`);
    return `no (${reasons.length})`;
  };
  const operations = Object.keys(WORDS) as Operation[];
  const body = operations.map((operation) => [
    WORDS[operation],
    ...manifests.map((manifest) => cell(manifest, operation)),
  ]);
  const table = markdownTable([['', ...manifests.map(({ name }) => name)], ...body]);
  const notes = reasons.map((reason, index) => `${index + 1}. ${reason}`);
  return [...table, ...(notes.length > 0 ? ['', ...notes] : [])].join('\n');
}

/** The text with the table between its two marks. @throws Error when the marks are not there. */
export function withCapabilities(text: string, table = capabilityTable()): string {
  const [from, to] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`README.md has lost its marks "${BEGIN}" and "${END}".`);
  return `${text.slice(0, from + BEGIN.length)}\n\n${table}\n\n${text.slice(to)}`;
}

if (require.main === module) {
  const file = join(__dirname, '../README.md');
  writeFileSync(file, withCapabilities(readFileSync(file, 'utf8')));
  console.log(`Wrote the capability table of ${MANIFESTS.length} POS systems into README.md.`);
}
