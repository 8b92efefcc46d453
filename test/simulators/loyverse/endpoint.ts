import type { Account } from './account';
import type { Switches } from './switches';

export const SCOPES = [
  'CUSTOMERS_READ',
  'CUSTOMERS_WRITE',
  'EMPLOYEES_READ',
  'INVENTORY_READ',
  'INVENTORY_WRITE',
  'ITEMS_READ',
  'ITEMS_WRITE',
  'MERCHANT_READ',
  'OPENID',
  'PAYMENT_TYPES_READ',
  'POS_DEVICES_READ',
  'POS_DEVICES_WRITE',
  'RECEIPTS_READ',
  'RECEIPTS_WRITE',
  'SHIFTS_READ',
  'STORES_READ',
  'SUPPLIERS_READ',
  'SUPPLIERS_WRITE',
  'TAXES_READ',
  'TAXES_WRITE',
] as const;
export type Scope = (typeof SCOPES)[number];

/** A request that has passed the door: whose it is, and what it says. */
export interface Call {
  account: Account;
  switches: Readonly<Switches>;
  path: string;
  params: Record<string, string>;
  query: Record<string, string>;
  /** Parsed JSON; undefined for GET. */
  body: unknown;
  /** The request's content type and text, where it is not JSON. */
  raw: { type: string; text: string };
  /** The token was issued by sign-in, so the request is made by the app; else by a personal access token. */
  byApp: boolean;
}

export interface Endpoint {
  method: 'GET' | 'POST' | 'DELETE';
  /** Below `/v1.0`. */
  path: string;
  /** Absent: any token will do. */
  scope?: Scope;
  /** What a POST takes; default JSON. */
  takes?: 'json' | 'bytes';
  /** Of success; default 200. */
  status?: number;
  /** Query parameters that Loyverse knows here; it ignores all others, this simulator refuses them. */
  query?: readonly string[];
  /** The reply (undefined: an empty one), or throws `Refused`. */
  handle(call: Call): unknown;
}
