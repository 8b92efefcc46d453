/** At most `max` code points, never half a character. */
export function cut(text: string, max: number): string {
  const points = [...text];
  return points.length <= max ? text : points.slice(0, max).join('').trimEnd();
}

/** Text for one line of a ticket: line breaks and runs of blanks become one blank. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Odoo's `ilike` and `=ilike` are SQL's: `%`, `_` and the backslash mean themselves only behind a backslash. */
export function literal(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}

/** For comparing names: without case and accents. */
export function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
