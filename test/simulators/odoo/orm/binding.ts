import { typeError, unprocessable, valueError } from '../wire/refusal';
import type { Method } from './definition';

/** The arguments of a call, put to the names that the method gives them. */
export interface Bound {
  ids: number[];
  args: Record<string, unknown>;
}

const bare = (param: string): string => param.replace('?', '');

function asIds(given: unknown): number[] {
  if (typeof given === 'number') return [given];
  if (given === false || given === null || given === undefined) return [];
  if (Array.isArray(given) && given.every((id) => typeof id === 'number')) return given;
  throw typeError(`${JSON.stringify(given)} is no list of ids`);
}

function checkSingle({ on }: Method, model: string, ids: readonly number[]): void {
  if (on !== 'record' || ids.length === 1) return;
  throw valueError(`Expected singleton: ${model}(${ids.join(', ')})`);
}

/** `execute_kw`: ids first where the method works on records, then values by place, then by name. */
export function bindPositional(
  method: Method,
  model: string,
  name: string,
  positional: readonly unknown[],
  named: Readonly<Record<string, unknown>>,
): Bound {
  const { params = [], on } = method;
  const rest = [...positional];
  if (on !== 'model' && rest.length === 0 && !('ids' in named))
    throw typeError(`${name}() missing 1 required positional argument: 'self'`);
  const ids = on === 'model' ? [] : asIds(rest.shift());
  if (rest.length > params.length)
    throw typeError(`${model}.${name}() takes ${params.length} arguments but ${rest.length} were given`);
  const args: Record<string, unknown> = {};
  for (const [index, value] of rest.entries()) args[bare(params[index] ?? '')] = value;
  for (const [key, value] of Object.entries(named)) {
    if (!params.some((param) => bare(param) === key))
      throw typeError(`${model}.${name}() got an unexpected keyword argument '${key}'`);
    if (key in args) throw typeError(`${model}.${name}() got multiple values for argument '${key}'`);
    args[key] = value;
  }
  const missing = params.find((param) => !param.endsWith('?') && !(param in args));
  if (missing !== undefined)
    throw typeError(`${model}.${name}() missing 1 required positional argument: '${missing}'`);
  checkSingle(method, model, ids);
  return { ids, args };
}

/** JSON-2: everything by name, the records under `ids`. */
export function bindNamed(
  method: Method,
  model: string,
  name: string,
  ids: unknown,
  named: Readonly<Record<string, unknown>>,
): Bound {
  const { params = [], on } = method;
  if (on === 'model' && ids !== undefined) throw unprocessable(`cannot call ${model}.${name} with ids`);
  for (const key of Object.keys(named))
    if (!params.some((param) => bare(param) === key))
      throw unprocessable(`got an unexpected keyword argument '${key}'`);
  const missing = params.find((param) => !param.endsWith('?') && !(param in named));
  if (missing !== undefined) throw unprocessable(`missing a required argument: '${missing}'`);
  const found = asIds(ids);
  checkSingle(method, model, found);
  return { ids: found, args: { ...named } };
}
