import { z } from 'zod';
import { callJson, parsed, type Call, type Http, type HttpReply } from '../http';
import type { Tools } from '../provider';
import type { Quota } from './quota';
import { classify, envelope } from './refusal';

type Query = NonNullable<Call<z.ZodType>['query']>;

export interface Client {
  get<S extends z.ZodType>(path: string, reply: S, query?: Query): Promise<z.output<S>>;
  /** Also the actions of an object, e.g. `/status/void`, which have no body. */
  post<S extends z.ZodType>(path: string, reply: S, json?: unknown, query?: Query): Promise<z.output<S>>;
  put<S extends z.ZodType>(path: string, reply: S, json: unknown): Promise<z.output<S>>;
  quota: Quota;
}

/** A success is a 2xx with `code` 0: whatever the status says, another code is a refusal. */
const REFUSED = 400;

function honest(reply: HttpReply): HttpReply {
  const code = envelope.safeParse(parsed(reply.text)).data?.code;
  const isSuccess = reply.status >= 200 && reply.status <= 299;
  return isSuccess && code !== undefined && code !== 0 ? { ...reply, status: REFUSED } : reply;
}

/** Sees to it that a reply says that it is a success before the schema of the caller reads it. */
const inEnvelope = <S extends z.ZodType>(schema: S) =>
  z
    .unknown()
    .refine((body) => envelope.safeParse(body).data?.code === 0, { path: ['code'] })
    .pipe(schema);

export interface Access {
  /** Of the data center, without trailing slash. */
  api: string;
  accessToken: string;
  /** Absent for the one call that lists the organizations. */
  organizationId?: () => Promise<string>;
  quota: Quota;
}

/** Calls to one organization. https://www.zoho.com/inventory/api/v1/introduction/ */
export function connectTo(tools: Tools, { api, accessToken, organizationId, quota }: Access): Client {
  const http: Http = async (request) => {
    quota.demand();
    const reply = await tools.http(request);
    quota.note(reply);
    return honest(reply);
  };
  const send = async <S extends z.ZodType>(
    call: Pick<Call<S>, 'method' | 'query' | 'json' | 'reply'> & { path: string },
  ): Promise<z.output<S>> => {
    const { path, query, method, reply, json } = call;
    const whole = {
      method,
      url: `${api}/inventory/v1${path}`,
      query: { organization_id: await organizationId?.(), ...query },
      headers: { authorization: `Zoho-oauthtoken ${accessToken}` },
      json,
      effect: method !== 'GET',
      reply: inEnvelope(reply),
    };
    return callJson(http, 'Zoho', whole, (answer, body) =>
      classify(answer, body, {
        now: tools.now(),
        dayEndsAt: () => quota.resetsAt(),
        personal: path.startsWith('/contacts'),
      }),
    );
  };
  return {
    get: (path, reply, query) => send({ method: 'GET', path, reply, query }),
    post: (path, reply, json, query) => send({ method: 'POST', path, reply, json, query }),
    put: (path, reply, json) => send({ method: 'PUT', path, reply, json }),
    quota,
  };
}

/** An id as one segment of a path. */
export const segment = (id: string): string => encodeURIComponent(id);
