import { z } from 'zod';
import type { World } from '../../deliver/world';
import type { Role } from '../../model/role';
import type { Caller, Identities } from './caller';
import type { HttpSettings } from './settings';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Who may call: members of the path's tenant with one of these roles, anybody who is signed in, the clock, anybody. */
export type Audience = readonly Role[] | 'signed-in' | 'cron' | 'public';

/** What a handler may set besides the value that it returns. */
export interface Outgoing {
  status: number;
  /** Lowercase names. */
  headers: Record<string, string | string[]>;
}

/** A request that has passed: who asks is known and may, and every input is what its schema says. */
export interface Call<Params, Query, Body> {
  params: Params;
  query: Query;
  body: Body;
  caller: Caller;
  world: World;
  identities: Identities;
  /** This instance is to learn at once of a role that was given or taken away. */
  forgetRole(tenantId: string, uid: string): void;
  settings: HttpSettings;
  /** Lowercase names. */
  headers: Readonly<Record<string, string | undefined>>;
  cookies: Readonly<Record<string, string | undefined>>;
  rawBody: Uint8Array;
  out: Outgoing;
}

/** One thing that can be asked, with everything that its documentation needs. */
export interface RouteSpec<Params, Query, Body, Reply> {
  method: Method;
  /** With named segments in braces: `/v1/tenants/{tenantId}/connections`. */
  path: string;
  /** One line for the reference. */
  summary: string;
  /** More, where a line is not enough. */
  description?: string;
  who: Audience;
  /** One string schema for each named segment of the path. */
  params?: z.ZodType<Params>;
  query?: z.ZodType<Query>;
  body?: z.ZodType<Body>;
  /** What comes back; strict, so that nothing leaves by accident. Not for redirects and pages: see `produces`. */
  reply: z.ZodType<Reply>;
  /** Default 200. */
  status?: number;
  /** Default `application/json`. `text/csv` and the like: body or reply is a string as it travels. */
  consumes?: string;
  produces?: string;
  /** Other statuses that are worth a word in the reference. */
  replies?: Readonly<Record<number, string>>;
  /** `expensive`: it makes a POS work, and is limited across all instances. */
  cost?: 'expensive';
  /** Bytes. Default 100 kB. */
  bodyLimit?: number;
  /** Decides nothing: calls what does. @throws Problem or Failure */
  handle(call: Call<Params, Query, Body>): Promise<Reply>;
}

export type Route = RouteSpec<unknown, unknown, unknown, unknown>;

/** Ties the schemas of a route to its handler: the compiler holds one against the others. */
export const route = <Params = unknown, Query = unknown, Body = unknown, Reply = unknown>(
  spec: RouteSpec<Params, Query, Body, Reply>,
): Route => spec;

/** An id as it may stand in a path: never one that Firestore reads otherwise (`.`, `..`, `__x__`). */
export const idSchema = z
  .string()
  .regex(/^(?!\.{1,2}$)(?!__.*__$)[A-Za-z0-9._~:@-]{1,128}$/, 'Not an id: letters, digits, and . _ ~ : @ -');

export const tenantParams = z.strictObject({ tenantId: idSchema });
export const connectionParams = z.strictObject({ tenantId: idSchema, connectionId: idSchema });
