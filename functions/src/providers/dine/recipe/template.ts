/** `{{order.total | money}}`: a name and what is done with it. */
export interface Expression {
  /** Namespace first. */
  path: readonly string[];
  pipes: readonly Pipe[];
}
export interface Pipe {
  name: string;
  args: readonly (string | number | boolean)[];
}
/** Literal text and expressions, in their sequence. */
export type Parts = readonly (string | Expression)[];

/** A template that cannot be read: why, for the person who wrote it. */
export class TemplateError extends Error {}

const MAX_PIPES = 8;
const NAME = /^[A-Za-z][A-Za-z0-9_]*$/;

/** Splits at a character, except within 'quotes'. */
function split(text: string, at: string): string[] {
  const parts = [''];
  let quoted = false;
  for (const char of text) {
    if (char === "'") quoted = !quoted;
    if (char === at && !quoted) parts.push('');
    else parts[parts.length - 1] += char;
  }
  if (quoted) throw new TemplateError(`has a quote that does not end: ${text.trim()}`);
  return parts.map((part) => part.trim());
}

function argument(text: string): string | number | boolean {
  if (text.length >= 2 && text.startsWith("'") && text.endsWith("'")) return text.slice(1, -1);
  if (text === 'true' || text === 'false') return text === 'true';
  const value = Number(text);
  if (text !== '' && Number.isFinite(value)) return value;
  throw new TemplateError(`has an argument that is neither a number nor 'text': ${text}`);
}

function pipe(text: string): Pipe {
  const open = text.indexOf('(');
  const name = (open < 0 ? text : text.slice(0, open)).trim();
  if (!NAME.test(name)) throw new TemplateError(`has something that is no pipe: ${text}`);
  if (open < 0) return { name, args: [] };
  if (!text.endsWith(')')) throw new TemplateError(`lacks a ")": ${text}`);
  const inside = text.slice(open + 1, -1).trim();
  return { name, args: inside === '' ? [] : split(inside, ',').map(argument) };
}

export function namePath(text: string): string[] {
  const path = text.split('.');
  if (path.every((part) => NAME.test(part))) return path;
  throw new TemplateError(`has something that is no name: ${text}`);
}

function expression(text: string): Expression {
  const [name = '', ...pipes] = split(text, '|');
  if (pipes.length > MAX_PIPES) throw new TemplateError(`has more than ${MAX_PIPES} pipes`);
  return { path: namePath(name), pipes: pipes.map(pipe) };
}

/** @throws TemplateError */
export function parseTemplate(text: string): Parts {
  const parts: (string | Expression)[] = [];
  let rest = text;
  for (let start = rest.indexOf('{{'); start >= 0; start = rest.indexOf('{{')) {
    const end = rest.indexOf('}}', start);
    if (end < 0) throw new TemplateError('lacks a "}}"');
    if (start > 0) parts.push(rest.slice(0, start));
    parts.push(expression(rest.slice(start + 2, end)));
    rest = rest.slice(end + 2);
  }
  if (rest !== '') parts.push(rest);
  return parts;
}
