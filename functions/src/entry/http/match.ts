import { Problem } from '../../model/problem';
import type { Route } from './route';

export interface Matched {
  route: Route;
  params: Record<string, string>;
}

const SEGMENT = /^\{(\w+)\}$/;

/** Names of the segments in braces. */
export const namesIn = (path: string): string[] =>
  path.split('/').flatMap((segment) => SEGMENT.exec(segment)?.[1] ?? []);

/** Undefined for what cannot be decoded: it matches nothing. */
function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

function paramsOf(pattern: string, path: string): Record<string, string> | undefined {
  const [wanted, given] = [pattern.split('/'), path.split('/')];
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, segment] of wanted.entries()) {
    const name = SEGMENT.exec(segment)?.[1];
    const value = given[index] ?? '';
    if (name === undefined && segment !== value) return undefined;
    if (name === undefined) continue;
    const text = decoded(value);
    if (text === undefined || text === '') return undefined;
    params[name] = text;
  }
  return params;
}

/** A fixed segment is more specific than a named one: `/jobs/stats` before `/jobs/{jobId}`. */
const namedIn = ({ path }: Route) => namesIn(path).length;

/**
 * The route of a request. @throws Problem `not_found`, or `method_not_allowed` where other methods are known.
 */
export function match(routes: readonly Route[], method: string, path: string): Matched {
  const found = routes
    .flatMap((route): Matched[] => {
      const params = paramsOf(route.path, path);
      return params ? [{ route, params }] : [];
    })
    .sort((a, b) => namedIn(a.route) - namedIn(b.route));
  const wanted = found.find(({ route }) => route.method === method);
  if (wanted) return wanted;
  if (found.length === 0)
    throw new Problem('not_found', 'There is nothing at this path.', {
      advice: 'GET /v1/openapi.json lists every path.',
    });
  const allow = [...new Set(found.map(({ route }) => route.method))];
  throw new Problem('method_not_allowed', `This path takes ${allow.join(', ')}.`, { allow });
}
