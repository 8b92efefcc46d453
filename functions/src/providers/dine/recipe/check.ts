import { pipeIssue } from './pipes';
import { valueAt, type Scope } from './render';
import { namePath, parseTemplate, TemplateError, type Parts } from './template';
import type { OperationName, Recipe, RecipeRequest } from './schema';
import { sampleScope, scopeWithin } from './names';

/** One thing in a recipe that cannot be, and why. `path` reads like `operations.createOrder.request.path`. */
export interface RecipeIssue {
  path: string;
  message: string;
}

const CONTROL = new Set(['$each', '$do', '$when', '$equals', '$in', '$exists', '$then', '$else']);
/** Ours to set. */
const HEADERS_OF_OURS = new Set([
  'host',
  'content-length',
  'content-type',
  'connection',
  'transfer-encoding',
]);

/** Collects what is wrong with the templates of a recipe, without rendering any. */
export class Checker {
  readonly issues: RecipeIssue[] = [];

  constructor(private readonly recipe: Recipe) {}

  private say(path: string, message: string): void {
    this.issues.push({ path, message });
  }

  private parts(text: string, path: string): Parts {
    try {
      return parseTemplate(text);
    } catch (thrown) {
      if (!(thrown instanceof TemplateError)) throw thrown;
      this.say(path, thrown.message);
      return [];
    }
  }

  template(text: string, path: string, scope: Scope, allowSecrets: boolean): void {
    for (const part of this.parts(text, path)) {
      if (typeof part === 'string') continue;
      const name = part.path.join('.');
      if (part.path.length < 2 || valueAt(scope, part.path) === undefined)
        this.say(path, `knows no name "${name}"`);
      if (part.path[0] === 'secret' && !allowSecrets)
        this.say(path, 'may not hold a secret: addresses stand in logs. Put it into a header or the body');
      for (const pipe of part.pipes) {
        const issue = pipeIssue(pipe, this.recipe.tables);
        if (issue) this.say(path, issue);
      }
    }
  }

  private name(text: unknown, path: string, scope: Scope): void {
    try {
      if (valueAt(scope, namePath(String(text))) === undefined)
        this.say(path, `knows no name "${String(text)}"`);
    } catch {
      this.say(path, 'must be a name such as order.table');
    }
  }

  body(node: unknown, path: string, scope: Scope): void {
    if (typeof node === 'string') return this.template(node, path, scope, true);
    if (Array.isArray(node)) return node.forEach((one, index) => this.body(one, `${path}.${index}`, scope));
    if (typeof node !== 'object' || node === null) return;
    const entries = new Map<string, unknown>(Object.entries(node));
    if (entries.has('$each')) return this.each(entries, path, scope);
    if (entries.has('$when')) this.name(entries.get('$when'), `${path}.$when`, scope);
    for (const [key, one] of entries) {
      if (key.startsWith('$') && !(entries.has('$when') && CONTROL.has(key)))
        this.say(`${path}.${key}`, 'is no control form: there are $each with $do, and $when with $then');
      else if (!['$when', '$equals', '$in', '$exists'].includes(key)) this.body(one, `${path}.${key}`, scope);
    }
  }

  private each(entries: ReadonlyMap<string, unknown>, path: string, scope: Scope): void {
    const within = scopeWithin(scope, String(entries.get('$each')));
    if (!within) return this.say(`${path}.$each`, `knows no list "${String(entries.get('$each'))}"`);
    this.body(entries.get('$do'), `${path}.$do`, within);
  }

  headers(headers: Readonly<Record<string, string>>, path: string, scope: Scope): void {
    for (const [name, text] of Object.entries(headers)) {
      if (HEADERS_OF_OURS.has(name.toLowerCase())) this.say(`${path}.${name}`, 'is set by the bridge');
      if (/[\r\n]/.test(text)) this.say(`${path}.${name}`, 'may not hold a line break');
      this.template(text, `${path}.${name}`, scope, true);
    }
  }

  request(request: RecipeRequest, path: string, operation: OperationName | 'login'): void {
    const scope = sampleScope(this.recipe, operation);
    if (
      !request.path.startsWith('/') ||
      /\/\/|[\\?#\s]|(^|\/)\.{1,2}(\/|$)/.test(request.path.replace(/\{\{.*?\}\}/g, 'x'))
    )
      this.say(`${path}.path`, 'must be a plain path that begins with "/"');
    this.template(request.path, `${path}.path`, scope, false);
    for (const [name, text] of Object.entries(request.query))
      this.template(text, `${path}.query.${name}`, scope, false);
    this.headers(request.headers, `${path}.headers`, scope);
    if (request.method === 'GET' && request.body !== undefined)
      this.say(`${path}.body`, 'has no place in a GET');
    this.body(request.body, `${path}.body`, scope);
  }
}
