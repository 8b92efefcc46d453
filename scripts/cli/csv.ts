/** A row of a CSV file: its fields, and the line it began on, counted from 1. */
export interface Row {
  line: number;
  fields: string[];
}

/** A field, quoted or plain, and what ends it. */
const FIELD = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y;

/**
 * Reads comma-separated values after RFC 4180: quoted fields may hold commas, line breaks and doubled quotes. Empty
 * lines are left out. @throws Error that names the line of a quote that nobody can make sense of.
 */
export function parseCsv(text: string): Row[] {
  const rows: Row[] = [];
  let row: Row = { line: 1, fields: [] };
  let line = 1;
  for (FIELD.lastIndex = 0; FIELD.lastIndex < text.length;) {
    const match = FIELD.exec(text);
    if (!match) throw new Error(`Line ${line}: a quote stands where none may be.`);
    const [whole, quoted, plain = '', end] = match;
    row.fields.push(quoted === undefined ? plain.trim() : quoted.replace(/""/g, '"'));
    line += whole.split('\n').length - 1;
    if (end === ',' && FIELD.lastIndex < text.length) continue;
    if (end === ',') row.fields.push('');
    if (row.fields.some((field) => field !== '')) rows.push(row);
    row = { line, fields: [] };
  }
  return rows;
}
