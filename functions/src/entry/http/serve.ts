import type { World } from '../../deliver/world';
import { Problem } from '../../model/problem';
import { admit, checkApp, type Doors, type Trace } from './admit';
import { cookiesOf } from './caller';
import { checkOrigin, corsHeaders } from './cors';
import { checkBody, inputOf } from './input';
import type { Limits } from './limits';
import { match } from './match';
import { problemFrom } from './problem';
import { send, sendProblem, type HttpRequest, type HttpResponse } from './respond';
import type { Outgoing, Route } from './route';

/** What an HTTPS function is made of. */
export interface Site extends Doors {
  /** As deployed: its paths may come with it in front, from a rewrite, or without it. */
  name: string;
  routes: readonly Route[];
  world: World;
  limits: Limits;
}

type Headers = Record<string, string | undefined>;

const headersOf = ({ headers }: HttpRequest): Headers =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      Array.isArray(value) ? value.join(', ') : value,
    ]),
  );

/** The last hop is the one that Google's front end saw; those before it are what the caller claims. */
function addressOf(request: HttpRequest, headers: Headers): string {
  const hops = (headers['x-forwarded-for'] ?? '').split(',');
  return hops.at(-1)?.trim() || request.socket?.remoteAddress || 'unknown';
}

/** `/cron/pos-sync` by a rewrite and `/pos-sync` at the function's own address are the same path. */
function pathsOf(name: string, path: string): string[] {
  const trimmed = path.length > 1 ? path.replace(/\/+$/, '') : path;
  const bare = trimmed.startsWith(`/${name}/`) ? trimmed.slice(name.length + 1) : trimmed;
  return [...new Set([trimmed, bare, `/${name}${bare}`])];
}

function find(site: Site, method: string, path: string) {
  const [first, ...others] = pathsOf(site.name, path);
  let missing: unknown;
  for (const candidate of [first ?? path, ...others])
    try {
      return match(site.routes, method, candidate);
    } catch (thrown) {
      if (!(thrown instanceof Problem) || thrown.code !== 'not_found') throw thrown;
      missing ??= thrown;
    }
  throw missing;
}

interface Answer {
  out: Outgoing;
  contentType: string;
  body: string | undefined;
}

async function answer(
  site: Site,
  request: HttpRequest,
  headers: Headers,
  url: URL,
  trace: Trace,
): Promise<Answer> {
  const { world, identities, roles, settings, limits } = site;
  limits.checkAddress(addressOf(request, headers));
  const { route, params } = find(site, request.method, url.pathname);
  const rawBody = request.rawBody ?? new Uint8Array();
  checkBody(route, headers, rawBody);
  await checkApp(site, route, headers);
  const caller = await admit(site, route, params, headers, trace);
  checkOrigin(caller, route.method, headers.origin, settings.origins);
  await limits.check(caller, params.tenantId, route);
  const input = inputOf(route, params, url.searchParams, headers, rawBody);
  const out: Outgoing = { status: route.status ?? 200, headers: {} };
  const cookies = cookiesOf(headers);
  const value = await route.handle({
    ...input,
    ...{ caller, world, identities, settings, headers, cookies, rawBody, out },
    forgetRole: (tenantId, uid) => roles.forget(tenantId, uid),
  });
  // By its schema: what a handler did not mean to say does not leave.
  const reply = route.reply.parse(value);
  const contentType = route.produces ?? 'application/json';
  const isText = typeof reply === 'string' && contentType !== 'application/json';
  const body = reply === undefined ? undefined : isText ? reply : JSON.stringify(reply);
  return { out, contentType, body };
}

/** What somebody may not do is worth knowing; what they wrote wrongly, or an address that is not there, is not. */
const isDenied = (status: number, { uid }: Trace) =>
  [401, 403, 429].includes(status) || (status === 404 && uid !== undefined);

function logged(site: Site, request: HttpRequest, thrown: unknown, problem: Problem, trace: Trace): void {
  const { message, name } = thrown instanceof Error ? thrown : new Error('Not an Error');
  const [path = ''] = request.url.split('?');
  const fields = {
    function: site.name,
    method: request.method,
    // A long segment may be the key to a page.
    path: path.replace(/[^/]{40,}/g, '…').slice(0, 200),
    code: problem.code,
    uid: trace.uid,
  };
  const level = isDenied(problem.status, trace) ? 'info' : 'debug';
  if (problem.status < 500) return site.world.log(level, 'Refused a request', fields);
  // Of a defect only the name: its message may quote what was sent.
  const why = thrown instanceof Problem ? message : name;
  site.world.log('error', 'A request failed', { ...fields, why: why.slice(0, 300) });
}

/** Answers one request; never throws. */
export async function serve(site: Site, request: HttpRequest, response: HttpResponse): Promise<void> {
  const headers = headersOf(request);
  const isPreflight = request.method === 'OPTIONS' && headers['access-control-request-method'] !== undefined;
  const cors = corsHeaders(headers.origin, site.settings.origins, isPreflight);
  if (isPreflight) return send(response, { status: 204, headers: cors }, '', undefined);
  const trace: Trace = {};
  try {
    const url = new URL(request.url, 'http://localhost');
    const { out, contentType, body } = await answer(site, request, headers, url, trace);
    send(response, { ...out, headers: { ...cors, ...out.headers } }, contentType, body);
  } catch (thrown) {
    const problem = problemFrom(thrown);
    logged(site, request, thrown, problem, trace);
    sendProblem(response, problem, cors, site.world.now());
  }
}
