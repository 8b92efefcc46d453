import { Problem } from '../../model/problem';
import type { Caller } from './caller';
import type { Method } from './route';

const METHODS = 'GET, POST, PUT, PATCH, DELETE';
const HEADERS = 'authorization, content-type, x-firebase-appcheck';
/** Browsers keep the answer so long. Seconds. */
const KEPT_S = 600;

/** Headers for a page of a configured origin; nothing for any other, which the browser then refuses. */
export function corsHeaders(
  origin: string | undefined,
  origins: readonly string[],
  isPreflight: boolean,
): Record<string, string> {
  // Caches must not show one origin's answer to another.
  const vary = { vary: 'Origin' };
  if (origin === undefined || !origins.includes(origin)) return vary;
  const allowed = {
    ...vary,
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    'access-control-expose-headers': 'retry-after',
  };
  if (!isPreflight) return allowed;
  return {
    ...allowed,
    'access-control-allow-methods': METHODS,
    'access-control-allow-headers': HEADERS,
    'access-control-max-age': String(KEPT_S),
  };
}

/**
 * A browser sends its cookie with whatever page asks: only our pages may write with it.
 * @throws Problem `origin_refused`
 */
export function checkOrigin(
  caller: Caller,
  method: Method,
  origin: string | undefined,
  origins: readonly string[],
): void {
  if (caller.kind !== 'person' || caller.via !== 'cookie' || method === 'GET') return;
  if (origin !== undefined && origins.includes(origin)) return;
  throw new Problem('origin_refused', 'Writing with a session cookie takes a page of a configured origin.', {
    advice: 'The operator lists the pages in TILLBRIDGE_ORIGINS.',
  });
}
