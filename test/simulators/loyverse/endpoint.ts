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
}

export interface Endpoint {
  method: 'GET' | 'POST';
  /** Below `/v1.0`. */
  path: string;
  scope: Scope;
  /** Query parameters that Loyverse knows here; it ignores all others, this simulator refuses them. */
  query?: readonly string[];
  /** The 200 reply, or throws `Refused`. */
  handle(call: Call): unknown;
}
