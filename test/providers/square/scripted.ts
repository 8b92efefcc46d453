import type { Http, HttpReply, HttpRequest } from '../../../functions/src/providers/http';
import { Failure } from '../../../functions/src/model/failure';
import { square } from '../../../functions/src/providers/square';
import type { Session, SessionContext } from '../../../functions/src/providers/provider';

interface Amount {
  amount: number;
  currency: string;
}

/** What tests read of the bodies that Square gets, in Square's words and apart from the adapter's own types. */
export interface Sent {
  idempotency_key: string;
  cursor?: string;
  query: { filter: object };
  amount_money: Amount;
  payment_ids: string[];
  phone_number?: string;
  object_ids: string[];
  batches: { objects: { id: string }[] }[];
  changes: { physical_count: { catalog_object_id: string; quantity: string; occurred_at: string } }[];
  order: {
    line_items: { quantity: string }[];
    taxes?: object[];
    service_charges?: object[];
    fulfillments: { pickup_details: { recipient: object } }[];
  };
}

/** A request as a test looks at it. */
export interface Seen {
  /** `METHOD /path`, without the query. */
  line: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  effect: boolean;
  /** Empty for a GET. */
  body: Sent;
}

export interface Answer {
  status?: number;
  headers?: Record<string, string>;
  json?: unknown;
  text?: string;
  /** The request was processed, its reply is lost. */
  lost?: boolean;
}

/** What is answered to `METHOD /path`: one by one, the last again and again. */
export type Script = Record<string, Answer | Answer[] | ((seen: Seen) => Answer)>;

function answerTo(script: Script, seen: Seen, turn: number): Answer {
  const scripted = script[seen.line];
  if (scripted === undefined) throw new Error(`The script has no answer to ${seen.line}`);
  if (typeof scripted === 'function') return scripted(seen);
  if (!Array.isArray(scripted)) return scripted;
  return scripted[Math.min(turn, scripted.length - 1)] ?? {};
}

function seenIn(request: HttpRequest): Seen {
  const { pathname, searchParams } = new URL(request.url);
  return {
    line: `${request.method} ${pathname}`,
    query: Object.fromEntries(searchParams),
    headers: request.headers,
    effect: request.effect,
    body: JSON.parse(request.body ?? '{}') as Sent,
  };
}

/** An Http that records requests and answers from data. */
export function scripted(script: Script): { http: Http; requests: Seen[]; lines: () => string[] } {
  const requests: Seen[] = [];
  const http: Http = async (request): Promise<HttpReply> => {
    const seen = seenIn(request);
    const turn = requests.filter(({ line }) => line === seen.line).length;
    requests.push(seen);
    const { status = 200, headers = {}, json, text, lost } = answerTo(script, seen, turn);
    if (lost) throw new Failure('unavailable', 'No reply.', { sent: true });
    return { status, headers, text: text ?? JSON.stringify(json ?? {}) };
  };
  return { http, requests, lines: () => requests.map(({ line }) => line) };
}

export const NOW = Date.UTC(2026, 0, 15, 10);

/** A session of Square at location L1 whose network is the script. */
export function sessionOn(
  script: Script,
  context: Partial<SessionContext<unknown>> = {},
): ReturnType<typeof scripted> & { session: Required<Session> } {
  const wire = scripted(script);
  const session = square.open({
    credentials: { accessToken: 'TOKEN', merchantId: 'M' },
    externalLocationId: 'L1',
    currency: 'USD',
    pos: {},
    ...context,
    tools: { http: wire.http, baseUrl: 'https://square.test', now: () => NOW, ...context.tools },
  });
  return { ...wire, session: session as Required<Session> };
}

/** One of Square's refusals. */
export const refusal = (status: number, code: string, detail?: string): Answer => ({
  status,
  json: { errors: [{ category: 'AUTHENTICATION_ERROR', code, detail }] },
});

/** The Failure that a promise ends with. */
export async function failureOf(promise: Promise<unknown>): Promise<Failure> {
  const thrown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (thrown instanceof Failure) return thrown;
  throw new Error(`Expected a Failure, got ${String(thrown)}`);
}

/** Everything that an async iterable yields. */
export async function all<T>(iterable: AsyncIterable<T>): Promise<T[]> {
  const seen: T[] = [];
  for await (const one of iterable) seen.push(one);
  return seen;
}
