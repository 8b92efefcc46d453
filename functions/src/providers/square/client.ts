import type { z } from 'zod';
import type { Failure } from '../../model/failure';
import { callJson, parsed, type Call, type Http } from '../http';
import type { Tools } from '../provider';
import { classify, errorsOf, type SquareError } from './refusal';

/**
 * Pinned: without it an application gets the version of its developer console. The schemas in wire.ts are read from
 * this one. https://developer.squareup.com/docs/build-basics/versioning-overview
 */
export const SQUARE_VERSION = '2025-08-20';

/** What only the caller can know about a refusal; undefined where the general table says enough. */
export type Explain = (errors: readonly SquareError[]) => Failure | undefined;

export interface SquareCall<Schema extends z.ZodType> extends Omit<Call<Schema>, 'url' | 'headers'> {
  /** With the leading slash. */
  path: string;
  explain?: Explain;
}

/** Calls to the API of one account. @throws Failure only. */
export type Client = <Schema extends z.ZodType>(call: SquareCall<Schema>) => Promise<z.output<Schema>>;

/** A body that holds errors and nothing else that we could have asked for. */
function onlyErrors(body: unknown): boolean {
  if (typeof body !== 'object' || body === null || errorsOf(body).length === 0) return false;
  return Object.keys(body).every((key) => ['errors', 'message', 'type'].includes(key));
}

/** Sends calls without an Authorization header, for the token endpoint. */
export function squareCaller({ http, baseUrl, now }: Tools, headers: Record<string, string> = {}): Client {
  return ({ path, explain, ...call }) => {
    const refuse = (...[reply, body]: Parameters<Parameters<typeof callJson>[3]>) => {
      const errors = errorsOf(body);
      return explain?.(errors) ?? classify(reply, errors, now());
    };
    // A success that is none must not pass for an empty result.
    const strict: Http = async (request) => {
      const reply = await http(request);
      const body = reply.status === 200 ? parsed(reply.text) : undefined;
      if (onlyErrors(body)) throw refuse(reply, body);
      return reply;
    };
    return callJson(
      strict,
      'Square',
      { ...call, url: baseUrl + path, headers: { 'square-version': SQUARE_VERSION, ...headers } },
      refuse,
    );
  };
}

/** Calls as one seller. */
export function squareClient(tools: Tools, accessToken: string): Client {
  return squareCaller(tools, { authorization: `Bearer ${accessToken}` });
}
