import type { Company } from './company';
import type { Switches } from './switches';

/** A request that has passed the door: whose it is, and what it says. */
export interface Call {
  company: Company;
  switches: Readonly<Switches>;
  params: Record<string, string>;
  query: Record<string, string>;
  /** Parsed JSON; undefined for GET. */
  body: unknown;
}

export interface Endpoint {
  method: 'GET' | 'POST' | 'PUT';
  /** Below `/api`. */
  path: string;
  /** Query parameters that are known here; all others are refused. */
  query?: readonly string[];
  /** The 200 reply; throws `Refused`, or `Misfit` where the body is wrong. */
  handle(call: Call): unknown;
}

/** The number in the path, or one that no record has. */
export const idIn = ({ params }: Call, name = 'id'): number =>
  /^\d+$/.test(params[name] ?? '') ? Number(params[name]) : -1;
