import type { z } from 'zod';
import type { PosItem, PosLocation } from '../model/item';
import type { Receipt } from '../model/job';
import type { Link } from '../model/link';
import type { Messages } from '../model/message';
import type { Order, OrderLine, OrderModifier } from '../model/order';
import type {
  PulledBatch,
  PulledCustomer,
  PulledDiscount,
  PulledItem,
  PulledMetadata,
  PulledOrder,
  PulledStock,
} from '../model/pulled';
import type { Apply, PriceChange, StockChange } from './change';
import type { Http } from './http';
import type { Manifest } from './manifest';
import type { OAuth } from './oauth';
import type { Pull } from './pull';
import type { Webhook } from './webhook';

/** A modifier with its POS option; no `link`: it stands as text (and, where possible, as an ad-hoc modifier). */
export interface MappedModifier {
  modifier: OrderModifier;
  link?: Link;
}

/** An order line with the POS item it becomes. */
export interface MappedLine {
  line: OrderLine;
  /** `item`: its own item. `fallback`: the connection's fallback item, named in the note. `adhoc`: no item at all. */
  as: 'item' | 'fallback' | 'adhoc';
  /** Absent for `adhoc`. */
  link?: Link;
  modifiers: MappedModifier[];
}

/** A named amount in minor units, always positive. */
export interface NamedAmount {
  name: string;
  amount: number;
}

/**
 * An order ready for a POS. Lines less discounts plus fees plus tip plus tax (where it comes on top) are exactly
 * `order.total`: the storefront's rounding stands among the fees or the discounts.
 */
export interface PushOrder {
  /** At most 40 characters of `[A-Za-z0-9-]`; the POS must carry it, see `findable`. */
  marker: string;
  order: Order;
  lines: MappedLine[];
  /** Off the whole order. */
  discounts: NamedAmount[];
  /** Delivery, service and so on. */
  fees: NamedAmount[];
  /** Carries fees, tips and tax where the POS only knows items. */
  fallback?: Link;
  /** The POS's customer id, when the shopper agreed. */
  customerId?: string;
  /** When the first try began, if an earlier one may have reached the POS: look for `marker` before creating. */
  mayExistSince?: number;
  /** What staff must read before all else, in one line: it stands first wherever the POS shows words. */
  heading?: string;
  /** Of channels: the page of this order. */
  ticketUrl?: string;
}

export interface CancelOrder {
  marker: string;
  order: Order;
  /** Absent when the push never told us: find it by `marker`. */
  receipt?: Receipt;
  /** When the first push began. */
  pushedSince: number;
  /** An earlier try of this cancellation may have reached the POS. */
  mayExist: boolean;
  /** Of channels: the page of the order. */
  ticketUrl?: string;
}

export interface PayOrder {
  marker: string;
  order: Order;
  receipt: Receipt;
}

export interface CustomerDetails {
  name?: string;
  /** E.164 where the storefront gave it so. */
  phone?: string;
  email?: string;
  /** Our stable reference for the shopper, at most 40 characters. */
  reference: string;
}

/** How the POS ended a cancellation. `nothing`: it never had the order. `told`: people were told, all that can be done. */
export interface Cancellation {
  how: 'voided' | 'refunded' | 'nothing' | 'told';
  /** The refund's own id, where there is one. */
  externalId?: string;
  notes: string[];
}

/**
 * Every push operation has one effect per intent, however often it is called: how is the provider's business, and
 * the conformance kit proves it by losing replies. All of them throw only `Failure`.
 */
export interface Operations {
  /** Shops the credentials can see; also the test whether they are good. */
  locations(): Promise<PosLocation[]>;
  /** By exact SKU or by words; at most 50 results. */
  searchItems(query: { text: string } | { sku: string }): Promise<PosItem[]>;
  pushOrder(push: PushOrder): Promise<Receipt>;
  cancelOrder(cancel: CancelOrder): Promise<Cancellation>;
  payOrder(pay: PayOrder): Promise<Receipt>;
  /** Finds by reference, e-mail, phone in the order that the POS allows, else creates. Returns the POS's id. */
  upsertCustomer(customer: CustomerDetails): Promise<string>;
  /** For the location or everywhere, see `SessionContext.priceScope`. */
  pushPrices: Apply<PriceChange>;
  setStock: Apply<StockChange>;
  pullCatalog: Pull<PulledItem>;
  pullDiscounts: Pull<PulledDiscount>;
  pullOrders: Pull<PulledOrder>;
  pullCustomers: Pull<PulledCustomer>;
  pullStock: Pull<PulledStock>;
  pullMetadata: Pull<PulledMetadata>;
  /** Batches that run out within so many days, with at least so much left. */
  expiringStock(query: { days: number; minQuantity: number }): Promise<PulledBatch[]>;
}

/** The merchant's app registration with the vendor; absent where sign-in needs none. */
export interface AppCredentials {
  clientId: string;
  clientSecret: string;
  /** What the vendor signs the application's webhooks with; any of them may fit (rotation). */
  webhookSecrets?: readonly string[];
}

/** What a provider gets from outside. It reads no clock, no environment and no store of its own. */
export interface Tools {
  http: Http;
  /** Without trailing slash. */
  baseUrl: string;
  /** Milliseconds since 1970. */
  now: () => number;
  app?: AppCredentials;
  /** Hosts that the operator allows beside the vendor's own, for providers whose address a merchant gives. */
  hosts?: readonly string[];
  /** For channels: the operator's senders. */
  messages?: Messages;
}

/** What a session is opened with: credentials of one account, and the connection it works for. */
export interface SessionContext<Credentials> {
  credentials: Credentials;
  /** Absent while connecting, when no location is chosen yet. */
  externalLocationId?: string;
  currency?: string;
  /** IANA name, for times that staff read. */
  timezone?: string;
  /** Whether prices are set for the connection's location (default) or for the whole account. */
  priceScope?: 'location' | 'everywhere';
  /** The connection's `settings.pos`, read by the provider's own schema. */
  pos: unknown;
  tools: Tools;
}

/** Credentials that expire: when to renew, and how. `renew` returns the new ones; whoever calls it stores them. */
export interface Renewal<Credentials> {
  due(credentials: Credentials, now: number): boolean;
  renew(credentials: Credentials, tools: Tools): Promise<Credentials>;
}

/** An opened provider: operations that its POS lacks are absent. */
export type Session = Partial<Operations> & Pick<Operations, 'locations'>;

/** The question to a recipient whether tickets may come. */
export interface Invitation {
  /** One for each time it is asked: `[A-Za-z0-9]`. */
  id: string;
  /** The page on which they agree. */
  url: string;
}

/** A provider with its credential type sealed in: callers hold `unknown` credentials and never look inside. */
export interface Provider {
  manifest: Manifest;
  pos: z.ZodType;
  /** Throws `Failure('unauthorized')` when the stored credentials do not have the provider's shape. */
  open(context: SessionContext<unknown>): Session;
  renewal?: Renewal<unknown>;
  /** When the sign-in ends unless somebody signs in again. Absent, or undefined: it renews itself, or nobody knows. */
  expiresAt?(credentials: unknown): number | undefined;
  oauth?: OAuth<unknown>;
  webhook?: Webhook;
  /** Of channels: asks the recipient. @throws Failure */
  invite?(context: SessionContext<unknown>, invitation: Invitation): Promise<void>;
}
