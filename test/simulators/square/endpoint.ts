import type { z } from 'zod';
import type { Route, SimContext, SimReply } from '../core/types';
import type { Account } from './accounts';
import { Refusal, refuse } from './errors';
import { checkCurrency, validate } from './validate';
import type { World } from './world';

export interface Call<Body> {
  world: World;
  account: Account;
  /** The bearer that came with the request. */
  token: string;
  /** `Square-Version` of the request. */
  version: string;
  params: Record<string, string>;
  query: Record<string, string>;
  body: Body;
}

export interface Endpoint<S extends z.ZodType> {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  /** Permissions that the token must have, all of them. */
  scopes: readonly string[];
  body?: S;
  /** The query parameters that the endpoint knows. */
  query?: readonly string[];
  /** Fields that requests must leave to Square. */
  readOnly?: ReadonlySet<string>;
  /** Answers the same key and body with the first answer, and refuses the same key with another body. */
  replays?: boolean;
  /** The JSON of the 200; everything else is thrown. */
  handle(call: Call<z.output<S>>): object | Promise<object>;
}

function violate(world: World, context: SimContext, field: string, detail: string): void {
  const request = `${context.method} ${context.path}`;
  world.violations.push({ at: world.clock.iso(), request, field, detail });
}

/** `Square-Version: YYYY-MM-DD`. Square would take the application's default when it is absent; here it must be sent. */
function versionOf(world: World, context: SimContext): string {
  const version = context.headers['square-version'];
  if (version === undefined) {
    violate(world, context, 'Square-Version', 'The header is missing.');
    refuse(
      'MISSING_REQUIRED_PARAMETER',
      'SIMULATOR: send Square-Version with every request.',
      'Square-Version',
    );
  }
  if (!/^\d{4}-\d{2}-\d{2}$/.test(version) || Number.isNaN(Date.parse(version)))
    refuse('INVALID_SQUARE_VERSION_FORMAT', 'Square-Version must be YYYY-MM-DD.', 'Square-Version');
  return version;
}

export function checkQuery(world: World, context: SimContext, known: readonly string[]): void {
  const strange = Object.keys(context.query).find((name) => !known.includes(name));
  if (strange === undefined) return;
  violate(world, context, strange, 'An unknown query parameter.');
  refuse('UNKNOWN_QUERY_PARAMETER', 'SIMULATOR: Square ignores a parameter it does not know.', strange);
}

/** The JSON body, checked; fields that Square would silently ignore are refused and counted. */
export function readBody<S extends z.ZodType>(
  world: World,
  context: SimContext,
  schema: S,
  readOnly?: ReadonlySet<string>,
): z.output<S> {
  if (!(context.headers['content-type'] ?? '').startsWith('application/json'))
    refuse('UNSUPPORTED_MEDIA_TYPE', 'Content-Type must be application/json.', 'Content-Type');
  if (context.json === undefined) refuse('BAD_REQUEST', 'The body is not JSON.');
  const onUnknown = (field: string) => violate(world, context, field, 'An unknown field of the body.');
  return validate(schema, context.json, { readOnly, onUnknown });
}

/** Runs `answer`; what it throws on purpose becomes the reply. */
export async function replied(answer: () => object | Promise<object>): Promise<SimReply> {
  try {
    return { status: 200, json: await answer() };
  } catch (thrown) {
    if (thrown instanceof Refusal) return structuredClone(thrown.reply);
    throw thrown;
  }
}

async function answer<S extends z.ZodType>(
  world: World,
  endpoint: Endpoint<S>,
  context: SimContext,
): Promise<object> {
  const { account, token } = world.tokens.admit(context.headers['authorization'], endpoint.scopes);
  const version = versionOf(world, context);
  checkQuery(world, context, endpoint.query ?? []);
  const body = endpoint.body
    ? readBody(world, context, endpoint.body, endpoint.readOnly)
    : (undefined as z.output<S>);
  checkCurrency(body, account.currency);
  const call = { world, account, token, version, params: context.params, query: context.query, body };
  const key = (body as { idempotency_key?: string } | undefined)?.idempotency_key;
  if (endpoint.replays !== true || key === undefined) return structuredClone(await endpoint.handle(call));
  const operation = `${endpoint.method} ${endpoint.path}`;
  const earlier = account.replies.find(operation, key, body);
  if (earlier) return earlier;
  const made = endpoint.handle(call);
  const reply = made instanceof Promise ? await made : made;
  account.replies.keep(operation, key, body, reply);
  return structuredClone(reply);
}

/** Makes routes of endpoint descriptions: sign-in, version, body and replay are handled here, once for all. */
export function endpointsOf(world: World) {
  return <S extends z.ZodType>(endpoint: Endpoint<S>): Route => ({
    method: endpoint.method,
    path: endpoint.path,
    handle: (context) => replied(() => answer(world, endpoint, context)),
  });
}
