import { z } from 'zod';
import { PROBLEMS } from '../../model/problem';
import { namesIn } from './match';
import { problemSchema, PROBLEM_MEDIA_TYPE } from './problem';
import type { Audience, Route } from './route';

type Json = Record<string, unknown>;

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return json;
};

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * A schema with a name of its own stands once, among the components: a `$ref` counts from the root of the document, and
 * zod writes it for the root of one schema. @throws Error when two schemas have one name
 */
function hoisted(value: unknown, named: Map<string, Json>): unknown {
  if (Array.isArray(value)) return value.map((one) => hoisted(one, named));
  if (!isObject(value)) return value;
  const { $defs, ...own } = value;
  for (const [name, schema] of Object.entries(isObject($defs) ? $defs : {})) {
    const json = hoisted(schema, named);
    if (named.has(name) && JSON.stringify(named.get(name)) !== JSON.stringify(json))
      throw new Error(`Two schemas are called ${name}.`);
    if (isObject(json)) named.set(name, json);
  }
  return Object.fromEntries(
    Object.entries(own).map(([name, inner]) => [
      name,
      name === '$ref' && typeof inner === 'string'
        ? inner.replace(/^#\/\$defs\//, '#/components/schemas/')
        : hoisted(inner, named),
    ]),
  );
}

const whoIn = (who: Audience): string =>
  typeof who === 'string'
    ? { public: 'Anybody.', 'signed-in': 'Whoever is signed in.', cron: 'The scheduler.' }[who]
    : `Roles: ${who.join(', ')}.`;

const securityOf = (who: Audience): Json[] => {
  if (who === 'public') return [];
  return who === 'cron' ? [{ cron: [] }] : [{ idToken: [] }, { session: [] }];
};

function fieldsOf(schema: z.ZodType | undefined): { name: string; schema: unknown; required: boolean }[] {
  const { properties, required } = schema ? schemaOf(schema, 'input') : {};
  const needed: readonly unknown[] = Array.isArray(required) ? required : [];
  return Object.entries(isObject(properties) ? properties : {}).map(([name, field]) => ({
    ...{ name, schema: field, required: needed.includes(name) },
  }));
}

function parametersOf({ path, params, query }: Route): Json[] {
  const known = new Map(fieldsOf(params).map(({ name, schema }) => [name, schema]));
  const inPath = namesIn(path).map((name) => ({
    ...{ name, in: 'path', required: true },
    schema: known.get(name) ?? { type: 'string' },
  }));
  return [...inPath, ...fieldsOf(query).map((field) => ({ ...field, in: 'query' }))];
}

/** Statuses with which a route may refuse, besides its own. */
const refusals = ({ who, body }: Route): number[] => [
  400,
  ...(who === 'public' ? [] : [401]),
  ...(Array.isArray(who) ? [403, 404] : []),
  ...(body ? [413, 415] : []),
  429,
];

const problem = { content: { [PROBLEM_MEDIA_TYPE]: { schema: schemaOf(problemSchema, 'output') } } };

function operationOf(route: Route): Json {
  const { method, path, summary, description, who, body, reply, status = 200, replies = {} } = route;
  const words = [description, whoIn(who)].filter((text) => text !== undefined).join(' ');
  const title = (code: number) => Object.values(PROBLEMS).find(([known]) => known === code)?.[1] ?? 'Refused';
  // Where pages are answered, a refusal may be one.
  const page = route.produces === 'text/html' && { 'text/html': { schema: { type: 'string' } } };
  const refusal = { content: { ...problem.content, ...page } };
  return {
    operationId: `${method.toLowerCase()}${path.replace(/[^A-Za-z0-9]+(.)?/g, (_, next: string = '') => next.toUpperCase())}`,
    summary,
    description: words,
    security: securityOf(who),
    parameters: parametersOf(route),
    ...(body && {
      requestBody: {
        required: true,
        content: { [route.consumes ?? 'application/json']: { schema: schemaOf(body, 'input') } },
      },
    }),
    responses: {
      [status]: {
        description: 'Done.',
        content: { [route.produces ?? 'application/json']: { schema: schemaOf(reply, 'output') } },
      },
      ...Object.fromEntries(refusals(route).map((code) => [code, { description: title(code), ...problem }])),
      ...Object.fromEntries(
        Object.entries(replies).map(([code, text]) => [
          code,
          { description: text, ...(Number(code) >= 400 && refusal) },
        ]),
      ),
      default: { description: 'Refused for another reason: `code` says for which.', ...problem },
    },
  };
}

/** The reference for programs: OpenAPI 3.1, https://spec.openapis.org/oas/v3.1.1.html */
export function openapi(routes: readonly Route[], publicUrl: string): Json {
  const byPath: Record<string, Json> = {};
  for (const route of routes)
    byPath[route.path] = { ...byPath[route.path], [route.method.toLowerCase()]: operationOf(route) };
  const named = new Map<string, Json>();
  const paths = hoisted(byPath, named);
  return {
    openapi: '3.1.0',
    info: { title: 'Tillbridge', version: '1' },
    ...(publicUrl !== '' && { servers: [{ url: publicUrl }] }),
    paths,
    components: {
      schemas: Object.fromEntries(named),
      securitySchemes: {
        idToken: { type: 'http', scheme: 'bearer', description: 'A Firebase ID token.' },
        session: { type: 'apiKey', in: 'cookie', name: '__session' },
        cron: {
          type: 'http',
          scheme: 'bearer',
          description: 'CRON_SECRET, or the service account’s OIDC token.',
        },
      },
    },
  };
}
