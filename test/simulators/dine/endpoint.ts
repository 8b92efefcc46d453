import type { SimContext } from '../core/types';
import type { Access } from './access';
import type { Account } from './account';
import type { Refused } from './refusal';
import type { Switches } from './switches';

/** A request that has passed the door: whose it is, and what it says. */
export interface Call {
  account: Account;
  switches: Readonly<Switches>;
  path: string;
  params: Record<string, string>;
  query: Record<string, string>;
  headers: Record<string, string>;
  /** Parsed JSON; undefined for GET. */
  body: unknown;
}

/** What an endpoint answers; `status` is 200 where it is absent. */
export interface Answer {
  status?: number;
  body: Record<string, unknown>;
  headers?: Record<string, string>;
}

export interface Endpoint {
  method: 'GET' | 'POST' | 'PATCH';
  path: string;
  /** Query parameters that are known here; all others are refused. */
  query?: readonly string[] | ((switches: Readonly<Switches>) => readonly string[]);
  /** Throws `Refused`, or `Misfit` where the body is wrong. */
  handle(call: Call): Answer;
}

/** An endpoint for which nobody needs to be known: sign-in. */
export interface Door {
  method: 'GET' | 'POST';
  path: string;
  handle(context: SimContext, access: Access): Answer;
}

/** One API that goes by a name like this. */
export interface Dialect {
  doors: readonly Door[];
  endpoints: readonly Endpoint[];
  /** Who calls, or throws `Refused`. */
  caller(context: SimContext, access: Access): Account;
  errorBody(refused: Refused, switches: Readonly<Switches>): Record<string, unknown>;
  /** What every good reply says besides. */
  envelope(body: Record<string, unknown>, switches: Readonly<Switches>): Record<string, unknown>;
}
