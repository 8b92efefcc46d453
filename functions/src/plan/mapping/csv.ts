/** A row of a CSV file: its fields, and the line it began on, counted from 1. */
export interface Row {
  line: number;
  fields: string[];
}

/** CSV text that nobody can make sense of. */
export class BadCsv extends Error {
  constructor(
    readonly line: number,
    readonly why: string,
  ) {
    super(`Line ${line}: ${why}`);
    this.name = 'BadCsv';
  }
}

const QUOTE = '"';
/** What ends a field: a comma, or a line break of any system. */
const FIELD_END = /,|\r?\n|\r/g;

/** A quoted field from its opening quote on, doubled quotes made single; `end`: behind the closing one. */
function quotedAt(text: string, from: number, line: number): { value: string; end: number } {
  let value = '';
  for (let at = from + 1; ;) {
    const quote = text.indexOf(QUOTE, at);
    if (quote < 0) throw new BadCsv(line, 'a quote is opened and never closed.');
    value += text.slice(at, quote);
    if (text[quote + 1] !== QUOTE) return { value, end: quote + 1 };
    value += QUOTE;
    at = quote + 2;
  }
}

/** A field and what ends it: the position behind it, and whether the row ends, too. */
function fieldAt(text: string, from: number, line: number) {
  const quoted = text[from] === QUOTE ? quotedAt(text, from, line) : undefined;
  const start = quoted?.end ?? from;
  FIELD_END.lastIndex = start;
  const match = FIELD_END.exec(text);
  const plain = text.slice(start, match?.index ?? text.length);
  if (quoted ? plain.trim() !== '' : plain.includes(QUOTE))
    throw new BadCsv(line, 'a quote stands where none may be.');
  const end = (match?.index ?? text.length) + (match?.[0].length ?? 0);
  return { value: quoted?.value ?? plain.trim(), end, endsRow: match?.[0] !== ',' };
}

const breaksIn = (text: string) => text.match(/\r\n|\n|\r/g)?.length ?? 0;

/**
 * Reads comma-separated values after RFC 4180 (https://www.rfc-editor.org/rfc/rfc4180): quoted fields may hold commas,
 * line breaks and doubled quotes. Empty lines are left out, and so is a byte order mark.
 * @throws BadCsv that names the line of a quote that nobody can make sense of
 */
export function parseCsv(source: string): Row[] {
  const text = source.replace(/^\uFEFF/, '');
  const rows: Row[] = [];
  let row: Row = { line: 1, fields: [] };
  let line = 1;
  let openField = false;
  for (let at = 0; at < text.length || openField;) {
    const { value, end, endsRow } = fieldAt(text, at, line);
    row.fields.push(value);
    line += breaksIn(text.slice(at, end));
    at = end;
    // A comma at the very end has an empty field behind it.
    openField = !endsRow && at >= text.length;
    if (!endsRow) continue;
    if (row.fields.some((field) => field !== '')) rows.push(row);
    row = { line, fields: [] };
  }
  return rows;
}

/** What a spreadsheet would take for a formula; an apostrophe before it counts, or two guards would be one. */
const FORMULA = /^'*[=+\-@\t\r]/;

/** Text that no spreadsheet runs (https://owasp.org/www-community/attacks/CSV_Injection). */
export const guarded = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

/** Takes the guard off: what was exported comes back as it was. */
export const unguarded = (text: string): string =>
  text.startsWith("'") && FORMULA.test(text) ? text.slice(1) : text;

const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/;

const written = (field: string): string => {
  const safe = guarded(field);
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll(QUOTE, '""')}"` : safe;
};

/** CSV after RFC 4180, guarded against formulas. */
export const formatCsv = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `${row.map(written).join(',')}\r\n`).join('');
