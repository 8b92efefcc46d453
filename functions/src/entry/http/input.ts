import { Problem } from '../../model/problem';
import { checkSize } from './limits';
import { parsed } from './problem';
import type { Route } from './route';

/** Bytes; routes that take lists say so themselves. */
const USUAL_LIMIT = 100 * 1024;

export interface Input {
  params: unknown;
  query: unknown;
  body: unknown;
}

type Headers = Readonly<Record<string, string | undefined>>;

const mediaType = (headers: Headers) =>
  (headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase();

function textOf(raw: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(raw);
  } catch {
    throw new Problem('invalid_request', 'The body is not UTF-8 text.');
  }
}

/** No value is quoted: it may be a secret with a comma too many. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem('invalid_request', 'The body is not JSON.', {
      errors: [{ path: 'body', message: 'Not JSON' }],
    });
  }
}

function bodyOf(route: Route, headers: Headers, raw: Uint8Array): unknown {
  const wanted = route.consumes ?? 'application/json';
  // A form of another page cannot send JSON without asking first: so nothing but the wanted type is read.
  if (raw.byteLength > 0 && mediaType(headers) !== wanted)
    throw new Problem('wrong_media_type', `This takes ${wanted}.`);
  const text = textOf(raw);
  if (wanted !== 'application/json') return text;
  return text.trim() === '' ? {} : jsonOf(text);
}

/** A name that comes twice is a list. */
function queryOf(search: URLSearchParams): Record<string, string | string[]> {
  const names = [...new Set(search.keys())];
  return Object.fromEntries(
    names.map((name) => {
      const [first = '', ...others] = search.getAll(name);
      return [name, others.length > 0 ? [first, ...others] : first];
    }),
  );
}

/** Before anything is believed. @throws Problem `too_large` */
export function checkBody(route: Route, headers: Headers, raw: Uint8Array): void {
  const declared = Number(headers['content-length'] ?? 0);
  checkSize(
    Math.max(raw.byteLength, Number.isFinite(declared) ? declared : 0),
    route.bodyLimit ?? USUAL_LIMIT,
  );
}

/** Every input of a route by its schema. @throws Problem `invalid_request` or `wrong_media_type` */
export function inputOf(
  route: Route,
  params: Record<string, string>,
  search: URLSearchParams,
  headers: Headers,
  raw: Uint8Array,
): Input {
  const { query, body } = route;
  return {
    params: route.params && parsed(route.params, params, 'path', ['path']),
    query: query && parsed(query, queryOf(search), 'query', ['query']),
    body: body && parsed(body, bodyOf(route, headers, raw), 'body'),
  };
}
