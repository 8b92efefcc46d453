import type { Organization } from './organization';
import type { Switches } from './switches';

const MODULES = [
  'settings',
  'warehouses',
  'items',
  'compositeitems',
  'contacts',
  'salesorders',
  'invoices',
  'customerpayments',
  'inventoryadjustments',
] as const;
const OPERATIONS = ['READ', 'CREATE', 'UPDATE', 'DELETE'] as const;

/** Without the `ZohoInventory.` in front. */
export type Scope = `${(typeof MODULES)[number]}.${(typeof OPERATIONS)[number]}`;

const PREFIX = 'ZohoInventory.';
export const FULL_ACCESS = `${PREFIX}FullAccess.all`;
const KNOWN = new Set(
  MODULES.flatMap((module) => [...OPERATIONS, 'ALL'].map((one) => `${PREFIX}${module}.${one}`)),
);

/** Whether Zoho has a scope of this name. */
export const isScope = (name: string): boolean => name === FULL_ACCESS || KNOWN.has(name);

export function grants(scopes: readonly string[], wanted: Scope): boolean {
  const all = `${PREFIX}${wanted.slice(0, wanted.indexOf('.'))}.ALL`;
  return [FULL_ACCESS, all, PREFIX + wanted].some((name) => scopes.includes(name));
}

/** A request that has passed the door: whose it is, and what it says. */
export interface Call {
  organization: Organization;
  /** All that the user may see. */
  visible: readonly Organization[];
  switches: Readonly<Switches>;
  params: Record<string, string>;
  /** Without `organization_id`. */
  query: Record<string, string>;
  /** The object of a JSON or `JSONString` body; undefined where there is none. */
  body: unknown;
}

export interface Endpoint {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below `/inventory/v1`. */
  path: string;
  /** All of them are needed. */
  scopes: readonly Scope[];
  /** Query parameters that Zoho knows here; it ignores all others, this simulator refuses them. */
  query?: readonly string[];
  /** POST and PUT carry an object, unless they are actions: those have no body. */
  takesBody?: boolean;
  /** Default 200. */
  status?: number;
  /** What stands beside `code` and `message`; a `message` of its own replaces "success". Throws `Refused`. */
  handle(call: Call): object;
}
