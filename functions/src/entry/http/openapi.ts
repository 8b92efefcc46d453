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

const whoIn = (who: Audience): string =>
  typeof who === 'string'
    ? { public: 'Anybody.', 'signed-in': 'Whoever is signed in.', cron: 'The scheduler.' }[who]
    : `Roles: ${who.join(', ')}.`;

const securityOf = (who: Audience): Json[] => {
  if (who === 'public') return [];
  return who === 'cron' ? [{ cron: [] }] : [{ idToken: [] }, { session: [] }];
};

function parametersOf({ path, query }: Route): Json[] {
  const inPath = namesIn(path).map((name) => ({
    ...{ name, in: 'path', required: true },
    schema: { type: 'string' },
  }));
  const properties = query && schemaOf(query, 'input').properties;
  const named: [string, unknown][] = Object.entries(properties ?? {});
  const inQuery = named.map(([name, schema]) => ({ ...{ name, in: 'query', required: false }, schema }));
  return [...inPath, ...inQuery];
}

/** Statuses with which a route may refuse, besides its own. */
const refusals = ({ who, body }: Route): number[] => [
  400,
  ...(who === 'public' ? [] : [401]),
  ...(Array.isArray(who) ? [403, 404] : []),
  ...(body ? [413, 415] : []),
  429,
];

function operationOf(route: Route): Json {
  const { method, path, summary, description, who, body, reply, status = 200, replies = {} } = route;
  const problem = { content: { [PROBLEM_MEDIA_TYPE]: { schema: { $ref: '#/components/schemas/Problem' } } } };
  const words = [description, whoIn(who)].filter((text) => text !== undefined).join(' ');
  const title = (code: number) => Object.values(PROBLEMS).find(([known]) => known === code)?.[1] ?? 'Refused';
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
      ...Object.fromEntries(Object.entries(replies).map(([code, text]) => [code, { description: text }])),
    },
  };
}

/** The reference for programs: OpenAPI 3.1, https://spec.openapis.org/oas/v3.1.1.html */
export function openapi(routes: readonly Route[], publicUrl: string): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes)
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operationOf(route) };
  return {
    openapi: '3.1.0',
    info: { title: 'Tillbridge', version: '1' },
    ...(publicUrl !== '' && { servers: [{ url: publicUrl }] }),
    paths,
    components: {
      schemas: { Problem: schemaOf(problemSchema, 'output') },
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
