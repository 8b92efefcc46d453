import { Failure } from '../../../functions/src/model/failure';
import type { Http, HttpRequest } from '../../../functions/src/providers/http';

export type Json = Record<string, unknown>;

/** A call as a test looks at it, whichever transport brought it. */
export interface Seen {
  /** `pos.order.search_read`, `common.version`, or a path where neither transport was meant. */
  line: string;
  transport: 'rpc' | 'json2' | 'other';
  effect: boolean;
  headers: Record<string, string>;
  /** Record ids that it acts on. */
  ids: unknown;
  /** JSON-RPC: positional arguments without the ids. JSON-2: the values of the named ones. */
  args: unknown[];
  /** What stands by name. */
  named: Json;
  context: Json;
  url: string;
  /** database, uid, key of execute_kw; or the bearer and database of JSON-2. */
  as: unknown[];
  pin?: unknown;
}

export interface Answer {
  result?: unknown;
  /** An exception of Odoo's. */
  fault?: { name: string; message: string };
  status?: number;
  text?: string;
  /** The request was processed, its reply is lost. */
  lost?: boolean;
  headers?: Record<string, string>;
}
export type Script = Answer | readonly Answer[] | ((seen: Seen) => Answer);
export type Scripts = Readonly<Record<string, Script>>;

/** Methods of a model itself: their first positional argument is no list of ids. */
const ON_MODEL = new Set(['search_read', 'create', 'fields_get', 'sync_from_ui', 'create_from_ui']);

interface RpcBody {
  params: { service: string; method: string; args: unknown[] };
}

function seenByRpc({ params }: RpcBody, base: Omit<Seen, 'line' | 'args'>): Seen {
  if (params.service === 'common') return { ...base, line: `common.${params.method}`, args: params.args };
  const [database, uid, key, model, method, positional, keywords] = params.args as [
    unknown,
    unknown,
    unknown,
    string,
    string,
    unknown[],
    Json,
  ];
  const { context = {}, ...named } = keywords;
  const onModel = ON_MODEL.has(method);
  return {
    ...base,
    line: `${model}.${method}`,
    as: [database, uid, key],
    ids: onModel ? undefined : positional[0],
    args: onModel ? positional : positional.slice(1),
    named,
    context: context as Json,
  };
}

function seenIn(request: HttpRequest): Seen {
  const { pathname } = new URL(request.url);
  const base = {
    effect: request.effect,
    headers: request.headers,
    url: request.url,
    ids: undefined as unknown,
    named: {},
    context: {},
    as: [] as unknown[],
    pin: request.pin,
  };
  const body: unknown = JSON.parse(request.body ?? '{}');
  if (pathname === '/jsonrpc') return seenByRpc(body as RpcBody, { ...base, transport: 'rpc' });
  const [, model, method] = /^\/json\/2\/([^/]+)\/([^/]+)$/.exec(pathname) ?? [];
  if (!model || !method) return { ...base, transport: 'other', line: pathname, args: [] };
  const { ids, context = {}, ...named } = body as Json;
  const as = [request.headers['x-odoo-database'], request.headers.authorization];
  const line = `${model}.${method}`;
  return {
    ...base,
    transport: 'json2',
    line,
    as,
    ids,
    args: Object.values(named),
    named,
    context: context as Json,
  };
}

/** What Odoo never leaves out of an exception, and what must never be repeated. */
const DEBUG = 'Traceback /opt/odoo/secret-path';

function replyTo(seen: Seen, { result, fault, status, text, headers = {} }: Answer) {
  if (text !== undefined) return { status: status ?? 200, headers, text };
  const data = fault && { ...fault, arguments: [fault.message], context: {}, debug: DEBUG };
  if (seen.transport !== 'rpc')
    return { status: status ?? (data ? 422 : 200), headers, text: JSON.stringify(data ?? result ?? null) };
  const envelope = { jsonrpc: '2.0', id: 1 };
  const error = data && { code: 200, message: 'Odoo Server Error', data };
  return {
    status: status ?? 200,
    headers,
    // A method that returns nothing has no result at all.
    text: JSON.stringify(
      error ? { ...envelope, error } : result === undefined ? envelope : { ...envelope, result },
    ),
  };
}

/** An Http that answers from data (`model.method` -> script) and remembers what it was asked. */
export function scripted(scripts: Scripts) {
  const calls: Seen[] = [];
  const turns = new Map<string, number>();
  const http: Http = async (request) => {
    const seen = seenIn(request);
    calls.push(seen);
    const script = scripts[seen.line];
    if (script === undefined) throw new Error(`the test has no answer for ${seen.line}`);
    const turn = turns.get(seen.line) ?? 0;
    turns.set(seen.line, turn + 1);
    const answer =
      typeof script === 'function'
        ? script(seen)
        : 'length' in script
          ? (script[Math.min(turn, script.length - 1)] ?? {})
          : script;
    if (answer.lost) throw new Failure('unavailable', 'No reply.', { sent: true });
    return replyTo(seen, answer);
  };
  const asked = (line: string) => calls.filter((call) => call.line === line);
  return { http, calls, asked, lines: () => calls.map(({ line }) => line) };
}

/** The domain of a search_read. */
export const domainOf = (seen: Seen | undefined): unknown[] =>
  (seen?.transport === 'json2' ? seen.named.domain : seen?.args[0]) as unknown[];
