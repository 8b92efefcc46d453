import type { Problem } from '../../model/problem';
import { problemBody, PROBLEM_MEDIA_TYPE } from './problem';
import type { Outgoing } from './route';

/** As much of an Express request as is read here. */
export interface HttpRequest {
  method: string;
  /** Path and query. */
  url: string;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  rawBody?: Uint8Array;
  socket?: { remoteAddress?: string };
}

/** As much of an Express response. */
export interface HttpResponse {
  status(code: number): unknown;
  set(name: string, value: string | string[]): unknown;
  send(body: string): unknown;
  end(): unknown;
}

/** For replies that are data: nothing of them is a page, and nobody keeps a copy. */
const ALWAYS: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-site',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
};

export function send(
  response: HttpResponse,
  { status, headers }: Outgoing,
  contentType: string,
  body: string | undefined,
): void {
  response.status(status);
  for (const [name, value] of Object.entries({ ...ALWAYS, ...headers })) response.set(name, value);
  if (body === undefined) return void response.end();
  response.set('content-type', `${contentType}; charset=utf-8`);
  response.send(body);
}

/** @param now for `Retry-After`, milliseconds */
export function sendProblem(
  response: HttpResponse,
  problem: Problem,
  headers: Outgoing['headers'],
  now: number,
): void {
  const { until, allow } = problem.detail;
  const own = {
    ...headers,
    ...(until !== undefined && { 'retry-after': String(Math.max(1, Math.ceil((until - now) / 1000))) }),
    ...(allow && { allow: allow.join(', ') }),
    ...(problem.code === 'unauthenticated' && { 'www-authenticate': 'Bearer' }),
  };
  const body = JSON.stringify(problemBody(problem));
  send(response, { status: problem.status, headers: own }, PROBLEM_MEDIA_TYPE, body);
}
