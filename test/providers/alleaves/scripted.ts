import type { Http, HttpRequest } from '../../../functions/src/providers/http';

export interface Seen {
  method: string;
  path: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  /** Parsed JSON body, or the raw text of another. */
  body: unknown;
  effect: boolean;
}

export interface Answer {
  status?: number;
  json?: unknown;
  text?: string;
  headers?: Record<string, string>;
}

/** Answers in order, the last one for ever; or a function of the request. */
export type Script = Answer | readonly Answer[] | ((seen: Seen) => Answer);

function seenOf(request: HttpRequest): Seen {
  const url = new URL(request.url);
  const isJson = request.headers['content-type'] === 'application/json';
  return {
    method: request.method,
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: request.headers,
    body: isJson ? (JSON.parse(request.body ?? 'null') as unknown) : request.body,
    effect: request.effect,
  };
}

/** An Http that answers from data (`METHOD /path`, with `#` for a number, -> script) and remembers what it was asked. */
export function scripted(scripts: Readonly<Record<string, Script>>): { http: Http; calls: Seen[] } {
  const calls: Seen[] = [];
  const turns = new Map<string, number>();
  const http: Http = async (request) => {
    const seen = seenOf(request);
    calls.push(seen);
    const route = `${seen.method} ${seen.path.replace(/\/\d+/g, '/#')}`;
    const script = scripts[route];
    if (script === undefined) throw new Error(`the test has no answer for ${route}`);
    const turn = turns.get(route) ?? 0;
    turns.set(route, turn + 1);
    const answer =
      typeof script === 'function'
        ? script(seen)
        : 'length' in script
          ? (script[Math.min(turn, script.length - 1)] ?? {})
          : script;
    return {
      status: answer.status ?? 200,
      headers: answer.headers ?? {},
      text: answer.text ?? JSON.stringify(answer.json),
    };
  };
  return { http, calls };
}

export const asked = (calls: readonly Seen[], route: string): Seen[] =>
  calls.filter((call) => `${call.method} ${call.path.replace(/\/\d+/g, '/#')}` === route);
