import type { SimContext } from '../../core/types';
import type { Endpoint } from '../endpoint';
import { invalid, stricter, unknownField } from '../refusal';

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw invalid('JSONString', 'not JSON');
  }
}

/** `JSONString=<the object>`: the older way, still taken. */
function formObject(body: string): unknown {
  const form = new URLSearchParams(body);
  for (const name of form.keys()) if (name !== 'JSONString') throw unknownField(name);
  return parsed(form.get('JSONString') ?? '');
}

/** The object that a request carries, as JSON or as a form; actions carry none. */
export function bodyOf({ takesBody = false }: Endpoint, { headers, body }: SimContext): unknown {
  if (!takesBody) {
    if (body !== '') throw stricter('a body where Zoho reads none: it would be dropped silently');
    return undefined;
  }
  const type = headers['content-type'] ?? '';
  if (type.startsWith('application/json')) return parsed(body);
  if (type.startsWith('application/x-www-form-urlencoded')) return formObject(body);
  throw stricter(`content type '${type}' instead of application/json or a form`);
}
