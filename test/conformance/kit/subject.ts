import type { Link } from '../../../functions/src/model/link';
import type { Manifest } from '../../../functions/src/providers/manifest';
import type { AppCredentials } from '../../../functions/src/providers/provider';
import type { Simulator } from '../../simulators/core/simulator';
import type { ConsentFacts, PullFacts, Shelf, WebhookFacts } from './shelf';

/** One account at the simulated POS, as a merchant would connect it. */
export interface SubjectAccount {
  /** `PosLocation.accountId`. */
  id: string;
  /** A sign-in that does not expire while a test runs. */
  credentials: Record<string, string | number>;
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
  /** What pulls bring; absent: nobody has said yet, and the kit lists it as missing. */
  shelf?: Shelf;
  /** Staff cancel an unpaid or (where orders are born paid) any order at the till. */
  cancelAtTill: (externalId: string) => void | Promise<void>;
  /** Present where a till must be open to take orders (`Subject.closes`): the shop closes and opens it. */
  hours?: { close: () => void; open: () => void };
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
  /** A hundred lines at other prices than the POS's own; absent: like `order`. */
  hundredLines?: number;
  /** With one discount on the order. */
  discountedOrder: number;
  /** A push that may be a repeat and finds the paid order. */
  repeat: number;
  /** A paid order taken back, its receipt known; an unpaid one where paid ones cannot be. */
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
   * again under each of these, by name. Another release of the POS is a reading, too, with whatever differs there.
   */
  otherReadings?: Readonly<Record<string, Simulate | Partial<Subject>>>;
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
    /** Sold in fractions, with so many decimals (absent: three, as storefronts count); or why this POS has none. */
    weighed: { link: Link; decimals?: number } | { cannot: string };
    /** Well-formed ids that the POS does not know. */
    unknownItem: Link;
    unknownModifier: Link;
  };
  tax: {
    /** Or why this POS reports no tax that is inside the prices. */
    included: TaxSetup | { cannot: string };
    /** Or why a tax on top is the POS's own affair and cannot be sent. */
    onTop: TaxSetup | { cannot: string };
  };
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
    /** What carries the words of an order; absent: the create. */
    words?: RegExp;
    /** Whatever concerns customers. */
    customer?: RegExp;
  };
  /** Orders are taken only while the shop has its till open. */
  closes?: true;
  /** Why the bridge cannot take a paid order back: it is left to a person. Absent: it is refunded. */
  cannotRefund?: string;
  /** Why a paid order that is taken back is voided at the POS and its money given back elsewhere. */
  refundsElsewhere?: string;
  /** A paid order is created as paid, although no payment can follow later. */
  createdAsPaid?: true;
  /** Why nothing, not even the locations, can be asked for without usable settings. */
  settingsFirst?: string;
  /** Why notes and the name of the shopper reach nobody at the POS. Absent: they stand at the order. */
  cannotNote?: string;
  /** Why a modifier is only a price to the POS, so that none can be unknown to it. Absent: it is looked up. */
  cannotModify?: string;
  /** Why a customer whom the POS knows stays as they are. Absent: new details reach them. */
  cannotChangeCustomer?: string;
  /**
   * The create makes an empty order that the lines follow into: after a lost reply it is completed with what the
   * storefront has by then.
   */
  createsEmpty?: true;
  /** Items are looked up before an order is created: one that the POS does not know costs no create. */
  looksItemsUp?: true;
  /** A cancellation is read back, so that a spoiled reply to it may do no harm. */
  readsBack?: true;
  /** Lines of one item stand together, whatever their sequence in the order. */
  regroupsLines?: true;
  /** Why every stored sign-in can be renewed. Absent: a plain token, once revoked, is lost. */
  alwaysRenews?: string;
  /** What `settings.pos` must say where the POS does not tell its currency. */
  statesCurrency?: (currency: string) => Record<string, unknown>;
  /** How long the POS is known to be silent after a 429 that names no time, milliseconds; absent: nobody knows. */
  silenceMs?: number;
  /** Names of query parameters that the POS might ignore in silence, so that what comes back must be checked. */
  filters?: RegExp;
  reply: {
    /** Dotted path of the order's id in the reply to `create`. */
    id: string;
    /** The list in the reply to `find`. */
    found: string;
  };
  budget: Budget;
  /** How its lists are read; absent: nobody has said yet, and the kit lists it as missing. */
  pulls?: PullFacts;
  /** Two variations whose stock the POS counts; absent: `plain` and `second`. */
  stocked?: readonly [Link, Link];
  /** Why something is written without a look at what it is: setting it again is called done. */
  setsBlind?: Partial<Record<'pushPrices' | 'setStock', string>>;
  /** Why a price holds for every location of the account. Absent: each location has its own. */
  pricesEverywhere?: string;
  /** Present where merchants sign in on the vendor's page. */
  consent?: ConsentFacts;
  /** Present where the POS tells of changes. */
  webhook?: WebhookFacts;
}

/** Orders stand unpaid for ever: the POS takes no payment from outside. */
export const neverPaid = ({ manifest, createdAsPaid }: Subject): boolean =>
  !manifest.bornPaid && !manifest.can.includes('payOrder') && !createdAsPaid;

/** How an order stands that the storefront has paid. */
export const paidState = (subject: Subject): 'paid' | 'open' => (neverPaid(subject) ? 'open' : 'paid');

/** Payments at the POS after so many paid orders. */
export const paymentsOf = (subject: Subject, orders: number): number => (neverPaid(subject) ? 0 : orders);

/** The reason for which the POS cannot do something, from its manifest. */
export function reasonOf({ manifest }: Subject, operation: Manifest['can'][number]): string {
  return manifest.cannot[operation] ?? 'not stated';
}
