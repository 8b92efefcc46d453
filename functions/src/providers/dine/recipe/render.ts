import { Failure } from '../../../model/failure';
import { piped, textOf, type Surroundings } from './pipes';
import { parseTemplate, type Expression } from './template';

/** Values by namespace: `order`, `line`, `config`, `secret` and so on. */
export type Scope = Readonly<Record<string, unknown>>;

/** Elements of these lists have a namespace of their own in `$do`. */
export const LISTS: Readonly<Record<string, string>> = {
  'order.lines': 'line',
  'line.modifiers': 'modifier',
  'order.fees': 'fee',
  'order.discounts': 'discount',
};

const MAX_NODES = 200_000;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value at a path of own properties; undefined where there is none. */
export function valueAt(root: unknown, path: readonly string[]): unknown {
  let value: unknown = root;
  for (const part of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = Object.entries(value).find(([key]) => key === part)?.[1];
  }
  return value;
}

function evaluate({ path, pipes }: Expression, scope: Scope, around: Surroundings): unknown {
  return pipes.reduce((value, pipe) => piped(value, pipe, around), valueAt(scope, path));
}

/** A text that is one expression keeps the type of its value; any other is text, with `encode` applied to values. */
export function renderText(
  template: string,
  scope: Scope,
  around: Surroundings,
  encode: (text: string) => string = (text) => text,
): unknown {
  const parts = parseTemplate(template);
  const [only] = parts;
  if (parts.length === 1 && typeof only === 'object') {
    const value = evaluate(only, scope, around);
    return typeof value === 'string' ? encode(value) : value;
  }
  return parts
    .map((part) => (typeof part === 'string' ? part : encode(textOf(evaluate(part, scope, around)))))
    .join('');
}

/** Renders JSON: what comes to nothing is left out of objects and lists. */
class Rendering {
  private nodes = 0;

  constructor(private readonly around: Surroundings) {}

  node(node: unknown, scope: Scope): unknown {
    this.nodes += 1;
    if (this.nodes > MAX_NODES) throw tooLarge();
    if (typeof node === 'string') return renderText(node, scope, this.around);
    if (Array.isArray(node))
      return node.map((one) => this.node(one, scope)).filter((one) => one !== undefined);
    if (!isObject(node)) return node;
    if ('$each' in node) return this.each(node, scope);
    if ('$when' in node) return this.when(node, scope);
    const entries = Object.entries(node).map(([key, one]): [string, unknown] => [key, this.node(one, scope)]);
    return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
  }

  private each({ $each, $do }: Record<string, unknown>, scope: Scope): unknown {
    const list = valueAt(scope, String($each).split('.'));
    const name = LISTS[String($each)];
    if (!Array.isArray(list) || name === undefined) return [];
    return list.map((one: unknown) => this.node($do, { ...scope, [name]: one }));
  }

  private when(node: Record<string, unknown>, scope: Scope): unknown {
    const { $when, $equals, $in, $exists = true, $then, $else } = node;
    const value = valueAt(scope, String($when).split('.'));
    const exists = (value !== undefined) === $exists;
    const holds =
      $equals !== undefined ? value === $equals : Array.isArray($in) ? $in.includes(value) : exists;
    return this.node(holds ? $then : $else, scope);
  }
}

const tooLarge = () =>
  new Failure('rejected', 'The order is too large for the recipe.', {
    advice: 'Split the order, or make the recipe’s body smaller.',
  });

export const renderBody = (body: unknown, scope: Scope, around: Surroundings): unknown =>
  new Rendering(around).node(body, scope);
