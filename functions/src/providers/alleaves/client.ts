import type { z } from 'zod';
import { callJson, type Call } from '../http';
import type { Tools } from '../provider';
import { honest } from './honest';
import { classify } from './refusal';
import { signIn, type Credentials } from './signIn';

type Query = NonNullable<Call<z.ZodType>['query']>;

export interface Client {
  get<S extends z.ZodType>(path: string, reply: S, query?: Query): Promise<z.output<S>>;
  /** A search by POST: changes nothing. */
  search<S extends z.ZodType>(path: string, reply: S, json: unknown): Promise<z.output<S>>;
  post<S extends z.ZodType>(path: string, reply: S, json: unknown): Promise<z.output<S>>;
  put<S extends z.ZodType>(path: string, reply: S, json: unknown): Promise<z.output<S>>;
  /** The company that the user belongs to; asks by signing in where it is not known. */
  companyId(): Promise<string | undefined>;
}

/** A user's token while the session lasts: the stored one, or, where there is none, one sign-in for all who wait. */
function access(credentials: Credentials, tools: Tools) {
  let entering: Promise<Credentials & { token: string }> | undefined;
  const enter = () => {
    entering ??= signIn(credentials, tools).catch((thrown: unknown) => {
      entering = undefined;
      throw thrown;
    });
    return entering;
  };
  const { token, companyId } = credentials;
  return {
    // One that has ended is used, too: whoever stores sign-ins renews it once for all.
    token: async () => token ?? (await enter()).token,
    companyId: async () => companyId ?? (await enter()).companyId,
  };
}

/** Calls as one user. There is no public documentation; the Swagger page is https://app.alleaves.com/api/documentation/ */
export function connectTo(
  tools: Tools,
  credentials: Credentials,
  partnerId: () => string | undefined,
): Client {
  const user = access(credentials, tools);
  const send = async <S extends z.ZodType>(
    call: Omit<Call<S>, 'headers' | 'url'> & { path: string },
  ): Promise<z.output<S>> => {
    const { path, ...rest } = call;
    const partner = partnerId();
    const headers = {
      accept: 'application/json; charset=utf-8',
      authorization: `Bearer ${await user.token()}`,
      ...(partner !== undefined && { 'x-partner-id': partner }),
    };
    return callJson(
      honest(tools.http),
      'Alleaves',
      { ...rest, url: `${tools.baseUrl}${path}`, headers },
      (reply, body) => classify(reply, body, tools.now()),
    );
  };
  return {
    get: (path, reply, query) => send({ method: 'GET', path, reply, query, effect: false }),
    search: (path, reply, json) => send({ method: 'POST', path, reply, json, effect: false }),
    post: (path, reply, json) => send({ method: 'POST', path, reply, json, effect: true }),
    put: (path, reply, json) => send({ method: 'PUT', path, reply, json, effect: true }),
    companyId: user.companyId,
  };
}
