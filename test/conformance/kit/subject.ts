import type { Link } from '../../../functions/src/model/link';
import type { Manifest } from '../../../functions/src/providers/manifest';
import type { AppCredentials } from '../../../functions/src/providers/provider';
import type { Simulator } from '../../simulators/core/simulator';

/** One account at the simulated POS, as a merchant would connect it. */
export interface SubjectAccount {
  /** `PosLocation.accountId`. */
  id: string;
  /** A sign-in that does not expire while a test runs. */
  credentials: Record<string, string>;
  /** The locations that can take orders, and no others. The first is the one that the kit sells at. */
  locations: readonly [string, ...string[]];
  /** `settings.pos`. */
  pos: Record<string, unknown>;
}

/** A sign-in that can be renewed, good now. */
export interface RenewableSignIn {
  credentials: Record<string, unknown>;
  /** The POS refuses its token from this moment on, milliseconds since 1970. */
  expiresAt: number;
}

/** The simulated POS of one test, and what the kit must see or play there beyond the simulator's own port. */
export interface SimulatedPos {
  simulator: Simulator;
  /** Present where sign-ins expire: another one of the first account. */
  renewable?: () => RenewableSignIn;
  /** What the simulator held against us although the POS would let it pass in silence. */
  violations: () => readonly unknown[];
  /** How many stand there. */
  refunds: () => number;
  payments: () => number;
  customers: () => readonly { id: string }[];
  /** The tax that the POS reports for an order, minor units. */
  taxOf: (externalId: string) => number;
  /** Adds items with one variation each, named `<name> 1`, `<name> 2` and so on, to the first account. */
  addItems: (name: string, count: number) => void;
  /** Staff cancel an unpaid or (where orders are born paid) any order at the till. */
  cancelAtTill: (externalId: string) => void | Promise<void>;
}

/** Makes a fresh POS with `account` and `other` in it; its catalog has the same minor units in every currency. */
export type Simulate = (options: { currency: string; now: () => number }) => SimulatedPos;

/** An item that carries a tax of the POS's own, and what the connection must know of it. */
export interface TaxSetup {
  /** Percent. */
  rate: number;
  link: Link;
  /** Added to the account's `pos`. */
  pos: Record<string, unknown>;
}

/** Calls to the POS for one order; asserted as equal, so that a wasted call shows. */
export interface Budget {
  /** A paid order with linked lines only. */
  order: number;
  unpaidOrder: number;
  /** With one discount on the order. */
  discountedOrder: number;
  /** A push that may be a repeat and finds the paid order. */
  repeat: number;
  /** A paid order taken back, its receipt known. */
  cancel: number;
  /** A shopper whom the POS does not know yet. */
  newCustomer?: number;
  /** An unpaid order paid later. */
  payment?: number;
}

/** What a provider brings to be tested; the kit knows no provider. A further one is a further file in `subjects/`. */
export interface Subject {
  manifest: Manifest;
  /** The bridge's registration with the vendor. */
  app: AppCredentials;
  simulate: Simulate;
  /**
   * Where nobody has established what the POS does, the simulator can do the one or the other: the whole kit runs
   * again under each of these, by name.
   */
  otherReadings?: Readonly<Record<string, Simulate>>;
  account: SubjectAccount;
  /** Another merchant's. */
  other: SubjectAccount;
  links: {
    /** Sold at the first location, takes both modifiers, carries no tax. */
    plain: Link;
    second: Link;
    /** One item in several sizes. */
    sizes: readonly [Link, Link, ...Link[]];
    modifiers: readonly [Link, Link];
    /** Open price: carries unmapped lines, fees and tips where the POS only knows items. */
    fallback: Link;
    /** Sold in fractions; or why this POS has none. */
    weighed: { link: Link } | { cannot: string };
    /** Well-formed ids that the POS does not know. */
    unknownItem: Link;
    unknownModifier: Link;
  };
  tax: { included: TaxSetup; onTop: TaxSetup };
  search: {
    sku: string;
    /** Part of the item's name. */
    words: string;
    finds: { itemId: string; variationId: string; name: string; price: number };
    /** The name of the item that `links.sizes` belong to. */
    sizesAreCalled: string;
  };
  /** Regular expressions on `METHOD /path`. */
  calls: {
    create: RegExp;
    /** The look for our marker. */
    find: RegExp;
    cancel: RegExp;
    pay?: RegExp;
    token?: RegExp;
    /** Whatever concerns customers. */
    customer?: RegExp;
  };
  /** Names of query parameters that the POS might ignore in silence, so that what comes back must be checked. */
  filters?: RegExp;
  reply: {
    /** Dotted path of the order's id in the reply to `create`. */
    id: string;
    /** The list in the reply to `find`. */
    found: string;
  };
  budget: Budget;
}

/** The reason for which the POS cannot do something, from its manifest. */
export function reasonOf({ manifest }: Subject, operation: Manifest['can'][number]): string {
  return manifest.cannot[operation] ?? 'not stated';
}
