/** Everything the bridge can ask of a POS. What a provider cannot do is not in its list. */
export const OPERATIONS = [
  'locations',
  'searchItems',
  'pushOrder',
  'cancelOrder',
  'payOrder',
  'upsertCustomer',
  'pushPrices',
  'setStock',
  'pullCatalog',
  'pullDiscounts',
  'pullOrders',
  'pullCustomers',
  'pullStock',
  'pullMetadata',
  'expiringStock',
] as const;
export type Operation = (typeof OPERATIONS)[number];

/**
 * Where the facts behind an operation come from: `documented` by the vendor, `observed` by programs that use it or on a
 * running server, `unsure`: nobody has shown it.
 */
export type Sureness = 'documented' | 'observed' | 'unsure';

/** One thing a merchant types in to connect. */
export interface SignInField {
  name: string;
  label: string;
  secret: boolean;
  /** Some merchants have none, or the POS can be signed in to by other fields. Default: every merchant types it in. */
  optional?: true;
  help: string;
}

/** What a provider is and can do: pure data, cheap to load, the source of the README's capability table. */
export interface Manifest<Can extends Operation = Operation> {
  /** One lowercase word; folder, queue `deliver-<id>` and function are named after it. */
  id: string;
  name: string;
  /**
   * Not a POS but a way to people: the order goes out as a ticket. There are no items to link, nothing can be looked up,
   * and the recipient agrees first.
   */
  channel?: true;
  can: readonly Can[];
  /** Why an operation is missing, for the capability table. */
  cannot: Partial<Record<Operation, string>>;
  /** How sure the facts behind an operation are, where they are not `documented`; for the capability table. */
  sure?: Partial<Record<Operation, Sureness>>;
  signIn: { fields: readonly SignInField[]; oauthScopes?: readonly string[] };
  /** Base URL per environment, without a trailing slash. */
  hosts: { production: string; sandbox?: string };
  /** There is no vendor's host: merchants name their own, and every request passes the host guard. */
  merchantHosts?: true;
  /** Calls that one POS account allows. */
  limits: { calls: number; perMs: number; source: string };
  /** Calls that sending an order usually takes. Default 2. */
  callsPerOrder?: number;
  /** Where merchants with this POS usually keep their menu. Default: in the storefront. */
  menuSource?: 'pos' | 'storefront';
  /** How amounts travel: integer minor units, or decimal major units. */
  moneyUnit: 'minor' | 'major';
  /** The POS answers a repeated create with the first result (idempotency key). */
  idempotentCreates: boolean;
  /** An order is born paid: it cannot stand there unpaid, and a later payment changes nothing. */
  bornPaid: boolean;
  /** Lines without an item are possible. */
  adhocLines: boolean;
  /** After a lost reply, how long the POS may still commit before a look-up can be trusted. Milliseconds. */
  settleMs: number;
  /**
   * Prices that are worth taking up in one try: many where the POS takes them in batches, few where each is a call and
   * the account's budget ends the try soon. Default 50.
   */
  priceBatch?: number;
  /** How many tasks of its queue run at once, and how many start per second. */
  queue: { maxConcurrent: number; maxPerSecond: number };
}
