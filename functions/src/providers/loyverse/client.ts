import { z } from 'zod';
import type { Failure } from '../../model/failure';
import { callJson, type Call, type HttpReply } from '../http';
import type { Tools } from '../provider';
import { classify } from './refusal';
import { errorBody, type WireError } from './wire';

/** What only the caller can know about a refusal; undefined where the general table says enough. */
export type Explain = (status: number, errors: readonly WireError[]) => Failure | undefined;

export interface Client {
  get<S extends z.ZodType>(path: string, reply: S, query?: Call<S>['query']): Promise<z.output<S>>;
  /** Creates and updates alike. */
  post<S extends z.ZodType>(path: string, reply: S, json: unknown, explain?: Explain): Promise<z.output<S>>;
}

/** A success holds no `errors`: what does is refused, whatever else it holds. */
const unlessErrors = <S extends z.ZodType>(schema: S) =>
  z
    .unknown()
    .refine((body) => !errorBody.safeParse(body).success, { path: ['errors'] })
    .pipe(schema);

/** Calls to the API of one account. https://developer.loyverse.com/docs/ */
export function connectTo(tools: Tools, accessToken: string): Client {
  const send = <S extends z.ZodType>(
    call: Omit<Call<S>, 'headers' | 'url' | 'reply'> & { path: string; reply: S; explain?: Explain },
  ): Promise<z.output<S>> => {
    const { path, explain, reply, ...rest } = call;
    return callJson(
      tools.http,
      'Loyverse',
      {
        ...rest,
        reply: unlessErrors(reply),
        url: `${tools.baseUrl}/v1.0${path}`,
        headers: { authorization: `Bearer ${accessToken}` },
      },
      (answer: HttpReply, body) => {
        const errors = errorBody.safeParse(body).data?.errors ?? [];
        return explain?.(answer.status, errors) ?? classify(answer, errors, tools.now());
      },
    );
  };
  return {
    get: (path, reply, query) => send({ method: 'GET', path, reply, query, effect: false }),
    post: (path, reply, json, explain) => send({ method: 'POST', path, reply, json, explain, effect: true }),
  };
}

interface Listing<S extends z.ZodType> {
  path: string;
  reply: S;
  query?: Call<S>['query'];
  maxPages: number;
}

/**
 * Pages through a list, 250 at a time, until `enough` says so or it ends. False: it did not end (page limit reached,
 * or a cursor came twice), so what was not seen may exist all the same.
 */
export async function walk<Page extends { cursor?: string }>(
  client: Client,
  listing: Listing<z.ZodType<Page>>,
  enough: (page: Page) => boolean,
): Promise<boolean> {
  const seen = new Set<string>();
  let cursor: string | undefined;
  for (let page = 0; page < listing.maxPages; page += 1) {
    const reply = await client.get(listing.path, listing.reply, { ...listing.query, limit: 250, cursor });
    if (enough(reply) || reply.cursor === undefined) return true;
    cursor = reply.cursor;
    if (seen.has(cursor)) return false;
    seen.add(cursor);
  }
  return false;
}
