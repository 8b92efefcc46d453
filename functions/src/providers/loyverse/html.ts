/** Loyverse's descriptions are HTML typed by people: this makes text of it, in one pass. */

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  deg: '°',
  eacute: 'é',
  euro: '€',
  pound: '£',
};

/** A numeric entity; U+FFFD for what is no character, as browsers do. */
function character(code: number): string {
  const isOne = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  return isOne ? String.fromCodePoint(code) : '\uFFFD';
}

/** Once: `&amp;lt;` is the text `&lt;`. What is no entity stays as it is. */
const decoded = (text: string) =>
  text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}));/gi, (whole, decimal, hex, name) => {
    if (typeof decimal === 'string') return character(Number(decimal));
    if (typeof hex === 'string') return character(parseInt(hex, 16));
    return ENTITIES[String(name).toLowerCase()] ?? whole;
  });

/** The index behind the tag that begins at `start`: a `>` in quotes does not end it, the end of the text does. */
function tagEnd(html: string, start: number): number {
  if (html.startsWith('<!--', start)) {
    const end = html.indexOf('-->', start + 4);
    return end < 0 ? html.length : end + 3;
  }
  let quote: string | undefined;
  for (let at = start + 1; at < html.length; at += 1) {
    const char = html[at];
    if (quote !== undefined) quote = char === quote ? undefined : quote;
    else if (char === '"' || char === "'") quote = char;
    else if (char === '>') return at + 1;
  }
  return html.length;
}

const BLOCK = /^(p|div|br|li|ul|ol|tr|table|h[1-6]|section|article|blockquote|hr|dd|dt)$/;
/** What stands between these and their end is not for reading. */
const UNREAD = /^(script|style|template|title)$/;

/** Text without tags; blocks and line breaks begin a new line, runs of blanks become one. */
export function plainText(html: string): string {
  const lower = html.toLowerCase();
  const tagStart = /<[a-z/!?]/gi;
  let text = '';
  let at = 0;
  while (at < html.length) {
    tagStart.lastIndex = at;
    const start = tagStart.exec(html)?.index ?? html.length;
    text += html.slice(at, start);
    if (start === html.length) break;
    at = tagEnd(html, start);
    const name = /^<\/?([a-z][a-z0-9]*)/.exec(lower.slice(start, start + 16))?.[1] ?? '';
    if (BLOCK.test(name)) text += '\n';
    if (!UNREAD.test(name) || lower[start + 1] === '/') continue;
    const close = lower.indexOf(`</${name}`, at);
    at = close < 0 ? html.length : close;
  }
  const lines = decoded(text)
    .split(/\r\n|\r|\n/)
    .map((line) => line.replace(/\s+/g, ' ').trim());
  return lines.filter(Boolean).join('\n');
}
