/** Marks over Latin letters; those of other scripts tell words apart and stay. */
const LATIN_MARKS = /[\u0300-\u036f]/g;
const NOT_WORDS = /[^\p{L}\p{M}\p{N}]+/gu;

/** A name without what people write one way or another: case, Latin accents, punctuation, width. May be empty. */
export const foldName = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(LATIN_MARKS, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(NOT_WORDS, ' ')
    .trim();

/** A SKU as it is compared: case and outer blanks do not count. May be empty. */
export const foldSku = (sku: string): string =>
  // In parts, before and after: the capital of a letter may come in parts itself.
  sku.normalize('NFKD').toUpperCase().normalize('NFKD').trim();

/** Shorter numbers are shelf labels, not codes that the world agrees on. */
const SHORTEST_BARCODE = 6;

/** A barcode as it is compared: UPC-A and the EAN-13 that only puts a zero in front are one. May be empty. */
export function foldBarcode(barcode: string): string {
  const code = barcode.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();
  const bare = /^\d+$/.test(code) ? code.replace(/^0+/, '') : code;
  return bare.length >= SHORTEST_BARCODE ? bare : '';
}

function pairsOf(text: string): Map<string, number> {
  const pairs = new Map<string, number>();
  const letters = [...text];
  for (let at = 0; at + 1 < letters.length; at += 1) {
    const pair = `${letters[at] ?? ''}${letters[at + 1] ?? ''}`;
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  return pairs;
}

/** How alike two folded names are, 0 to 1: shared pairs of letters (Sørensen-Dice). */
export function likeness(one: string, other: string): number {
  if (one === other) return one === '' ? 0 : 1;
  const [a, b] = [pairsOf(one), pairsOf(other)];
  const count = (pairs: Map<string, number>) => [...pairs.values()].reduce((sum, n) => sum + n, 0);
  const all = count(a) + count(b);
  if (all === 0) return 0;
  const shared = [...a].reduce((sum, [pair, n]) => sum + Math.min(n, b.get(pair) ?? 0), 0);
  return (2 * shared) / all;
}
