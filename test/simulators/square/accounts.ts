import { Catalog } from './catalog/store';
import type { Clock, Ids } from './clock';
import { Cursors } from './cursors';
import { Directory } from './customers/directory';
import { refuse } from './errors';
import { Stock } from './inventory/stock';
import type { SquareKnobs } from './knobs';
import type { StoredOrder } from './orders/order';
import type { Payment, Refund } from './payments/payment';
import { Replies } from './replies';

export interface Location {
  id: string;
  name: string;
  business_name?: string;
  status: 'ACTIVE' | 'INACTIVE';
  type: 'PHYSICAL' | 'MOBILE';
  merchant_id: string;
  country: string;
  currency: string;
  /** IANA */
  timezone: string;
  language_code: string;
  created_at: string;
}

/** Everything that belongs to one seller. */
export interface Account {
  merchantId: string;
  currency: string;
  /** The first is the main location. */
  locations: Location[];
  catalog: Catalog;
  orders: Map<string, StoredOrder>;
  payments: Map<string, Payment>;
  refunds: Map<string, Refund>;
  customers: Directory;
  stock: Stock;
  replies: Replies;
  /** Keys of order updates, which Square handles unlike all others, with the request of each. */
  updateKeys: Map<string, string>;
  cursors: Cursors;
}

export function newAccount(
  merchantId: string,
  currency: string,
  clock: Clock,
  ids: Ids,
  knobs: SquareKnobs,
): Account {
  return {
    merchantId,
    currency,
    locations: [],
    catalog: new Catalog(clock),
    orders: new Map(),
    payments: new Map(),
    refunds: new Map(),
    customers: new Directory(clock, ids, () => knobs.customerIndexDelayMs),
    stock: new Stock(clock, ids),
    replies: new Replies(),
    updateKeys: new Map(),
    cursors: new Cursors(
      clock,
      ids,
      () => knobs.cursorLifeMs,
      () => knobs.pageCap ?? Infinity,
    ),
  };
}

export function locationIds(account: Account): string[] {
  return account.locations.map((location) => location.id);
}

/** A location that orders and payments may name: the seller's own, and open. */
export function usableLocation(
  account: Account,
  accounts: Iterable<Account>,
  id: string,
  field: string,
): Location {
  const own = account.locations.find((location) => location.id === id);
  if (own?.status === 'ACTIVE') return own;
  const foreign = [...accounts].some((other) => other !== account && locationIds(other).includes(id));
  if (foreign) refuse('FORBIDDEN', `The merchant is not allowed to act for location ${id}.`, field);
  return refuse('INVALID_LOCATION', `Location ${id} is ${own ? 'inactive' : 'unknown'}.`, field);
}
