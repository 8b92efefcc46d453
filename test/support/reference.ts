import Ajv from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { API_ROUTES } from '../../functions/src/entry/http/api/routes';
import { BESIDE_API } from '../../functions/src/entry/http/beside';
import { match } from '../../functions/src/entry/http/match';
import { openapi } from '../../functions/src/entry/http/openapi';
import type { Route } from '../../functions/src/entry/http/route';

/** Every route of all functions. */
export const ALL_ROUTES: readonly Route[] = [...API_ROUTES, ...BESIDE_API];

interface Answered {
  description: string;
  content?: Record<string, object>;
}
interface Operation {
  requestBody?: { content: Record<string, object> };
  responses: Record<string, Answered>;
}
export interface Reference {
  paths: Record<string, Record<string, Operation>>;
}

export interface Exchange {
  sent: { body: string };
  got: { status: number; contentType: string; text: string };
}

const ID = 'https://tillbridge.test/openapi.json';
const escaped = (part: string) => part.replace(/~/g, '~0').replace(/\//g, '~1');

/** Holds what went over the wire against the generated reference, by a validator that knows nothing of zod. */
export class ReferenceCheck {
  private readonly ajv = new Ajv({ strict: false, allErrors: true });

  constructor(readonly reference: Reference) {
    addFormats(this.ajv);
    this.ajv.addSchema(reference, ID, false, false);
  }

  private demand(value: unknown, where: readonly string[], what: string): void {
    const pointer = where.map(escaped).join('/');
    const ref = `${ID}#/${pointer}`;
    const validate = this.ajv.getSchema(ref) ?? this.ajv.compile({ $ref: ref });
    if (validate(value)) return;
    const wrong = (validate.errors ?? []).map(
      ({ instancePath, message, params }) => `${instancePath || '/'} ${message} ${JSON.stringify(params)}`,
    );
    throw new Error(`${what} is not what the reference says: ${wrong.join('; ')}`);
  }

  /** @throws Error that says where reply or accepted request and reference part */
  check(method: string, path: string, { sent, got }: Exchange): void {
    const name = `${method} ${path}`;
    const operation = this.reference.paths[path]?.[method.toLowerCase()];
    if (!operation) throw new Error(`The reference does not know ${name}.`);
    const named = operation.responses[String(got.status)];
    const status = named ? String(got.status) : 'default';
    if (!named && got.status < 400)
      throw new Error(`The reference does not know that ${name} answers ${got.status}.`);
    const { content } = named ?? operation.responses.default ?? {};
    const where = ['paths', path, method.toLowerCase()];
    if (content) {
      const type = got.contentType.split(';')[0] ?? '';
      if (!content[type]) throw new Error(`${name} answers ${got.status} as ${type || 'nothing'}.`);
      const value: unknown = type.endsWith('json') ? JSON.parse(got.text) : got.text;
      const schema = [...where, 'responses', status, 'content', type, 'schema'];
      this.demand(value, schema, `The answer ${got.status} of ${name}`);
    }
    const asked = operation.requestBody?.content['application/json'];
    if (got.status >= 300 || !asked) return;
    const body: unknown = JSON.parse(sent.body === '' ? '{}' : sent.body);
    this.demand(
      body,
      [...where, 'requestBody', 'content', 'application/json', 'schema'],
      `What ${name} took`,
    );
  }
}

let known: ReferenceCheck | undefined;
/** The check by the reference as it is served. */
export const referenceCheck = (): ReferenceCheck =>
  (known ??= new ReferenceCheck(openapi(ALL_ROUTES, '') as unknown as Reference));

/** The route that a request reached; nothing for a path that there is not, and for a route that a test has made up. */
function routeOf(routes: readonly Route[], method: string, path: string): Route | undefined {
  try {
    const { route } = match(routes, method, new URL(path, 'http://localhost').pathname);
    return ALL_ROUTES.includes(route) ? route : undefined;
  } catch {
    return undefined;
  }
}

/** Holds a request and its answer against the reference. @throws Error where they part */
export function checkExchange(
  routes: readonly Route[],
  method: string,
  path: string,
  exchange: Exchange,
): void {
  const reached = routeOf(routes, method, path);
  if (reached) referenceCheck().check(method, reached.path, exchange);
}
