import type { z } from 'zod';
import { Failure } from '../model/failure';
import { replyPaths } from './replyPaths';

/** A request to a POS. */
export interface HttpRequest {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: string;
  headers: Record<string, string>;
  body?: string;
  /** The request changes something at the POS: if its reply is lost, nobody knows whether it did. */
  effect: boolean;
  timeoutMs: number;
  /** Connect to this address, whatever the host's name resolves to by now; the name still counts for TLS. */
  pin?: { address: string; family: 4 | 6 };
}

export interface HttpReply {
  status: number;
  /** Lowercase names. */
  headers: Record<string, string>;
  text: string;
}

/** Sends one request. Throws `Failure('unavailable')` when no reply came, with `sent: false` if it never left. */
export type Http = (request: HttpRequest) => Promise<HttpReply>;

/** What a provider says about a call; the rest is the same for every call of it. */
export interface Call<Schema extends z.ZodType> {
  method: HttpRequest['method'];
  url: string;
  query?: Record<string, string | number | undefined>;
  headers?: Record<string, string>;
  json?: unknown;
  /** An x-www-form-urlencoded body instead of `json`. */
  form?: Record<string, string>;
  /** See HttpRequest.effect. Every GET has none; searches by POST have none either. */
  effect: boolean;
  reply: Schema;
  /** Default 20 s: shorter than any lease, so that a lost reply is over before somebody else looks. */
  timeoutMs?: number;
}

/** Turns a reply that is not the success we asked for into the Failure it means. */
export type Refusal = (reply: HttpReply, body: unknown) => Failure;

const TIMEOUT_MS = 20_000;

function urlOf(call: Call<z.ZodType>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(call.query ?? {}))
    if (value !== undefined) query.set(name, String(value));
  const text = query.toString();
  return text ? `${call.url}?${text}` : call.url;
}

function bodyOf(call: Call<z.ZodType>): { body?: string; type?: string } {
  if (call.form)
    return { body: new URLSearchParams(call.form).toString(), type: 'application/x-www-form-urlencoded' };
  if (call.json !== undefined) return { body: JSON.stringify(call.json), type: 'application/json' };
  return {};
}

/** JSON, or undefined for what is none (HTML from a proxy, an empty body). */
export function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

/**
 * Makes one call and reads its reply.
 * @throws Failure `unavailable` (no reply), whatever `refusal` says (no success), `unexpected` (a success that the
 *   schema does not know; it names the paths).
 */
export async function callJson<Schema extends z.ZodType>(
  http: Http,
  pos: string,
  call: Call<Schema>,
  refusal: Refusal,
): Promise<z.output<Schema>> {
  const { body, type } = bodyOf(call);
  const headers = { accept: 'application/json', ...(type && { 'content-type': type }), ...call.headers };
  const { method, effect, timeoutMs = TIMEOUT_MS } = call;
  const reply = await http({ method, url: urlOf(call), headers, body, effect, timeoutMs });
  const json = parsed(reply.text);
  if (reply.status < 200 || reply.status > 299) throw refusal(reply, json);
  const result = call.reply.safeParse(json);
  if (result.success) return result.data;
  const paths = replyPaths(result.error).slice(0, 5);
  const what =
    json === undefined ? 'something that is not JSON' : `a reply without usable ${paths.join(', ')}`;
  throw new Failure('unexpected', `${pos} answered ${what} (${method} ${new URL(call.url).pathname}).`, {
    httpStatus: reply.status,
    advice: `The bridge tries again. If it stays so, ${pos} may have changed its API: report it.`,
  });
}

/** `Retry-After` as a moment: seconds or an HTTP date. */
export function retryAfter(reply: HttpReply, now: number): number | undefined {
  const value = reply.headers['retry-after'];
  if (value === undefined) return undefined;
  const at = /^\d+(\.\d+)?$/.test(value) ? now + Number(value) * 1000 : Date.parse(value);
  return Number.isFinite(at) ? at : undefined;
}

/** The Failure for statuses that mean the same everywhere; undefined where the provider must say. */
export function commonRefusal(
  reply: HttpReply,
  pos: string,
  now: number,
  words?: string,
): Failure | undefined {
  const said = words ? `: "${words.slice(0, 200)}"` : '';
  const { status: httpStatus } = reply;
  if (httpStatus === 429)
    return new Failure('throttled', `${pos} asks us to slow down${said}.`, {
      httpStatus,
      until: retryAfter(reply, now),
    });
  if (httpStatus >= 500 || httpStatus === 408)
    return new Failure('unavailable', `${pos} has trouble (${httpStatus})${said}.`, { httpStatus });
  if (httpStatus >= 300 && httpStatus < 400)
    return new Failure('unexpected', `${pos} answered with a redirect, which we never follow.`, {
      httpStatus,
    });
  return undefined;
}
