import type { Attempt } from '../model/attempt';
import type { Badge, BadgePatch, ChangedAfterExport } from '../model/badge';
import type { Circuit, Connection, ConnectionSettings } from '../model/connection';
import type { EventRef } from '../model/event';
import type { Job, JobReason, JobRef } from '../model/job';
import type { Links } from '../model/link';
import type { DeliveryRef } from '../model/delivery';
import type { Messages } from '../model/message';
import type { Notice, NoticeRecord } from '../model/notice';
import type { Lane, Shares } from '../plan/budget';
import type { Http } from '../providers/http';
import type { AppCredentials } from '../providers/provider';
import type { Pacer } from './pacer';
import type { Events } from './ports/events';
import type { LinkSigner } from './ports/linkSigner';
import type { Members } from './ports/members';
import type { Deliveries, PreferenceStore } from './ports/messaging';
import type { OAuthStates } from './ports/oauthStates';
import type { History } from './ports/history';
import type { Menus } from './ports/mapping';
import type { PriceEdits } from './ports/priceEdits';
import type { PriceMoves } from './ports/priceMoves';
import type { Publishing } from './ports/publish';
import type { Integrations, Pulls } from './ports/pull';
import type { RateLimits } from './ports/rateLimits';
import type { Runs } from './ports/runs';
import type { Watch } from './ports/watch';
import type { Acknowledged, InvitationRef, RecipientTie } from './ports/tickets';
import type { Webhooks } from './ports/webhooks';

/** A record with the version it was read at: a write that names the version fails when somebody wrote in between. */
export interface Stamped<T> {
  value: T;
  version: string;
}

/** What a job is after an attempt: fields to set; `undefined` clears a field. */
export type JobPatch = Partial<Omit<Job, 'id' | 'tenantId'>>;

export interface Jobs {
  read(ref: JobRef): Promise<Stamped<Job> | undefined>;
  /** Creates the row; false when its twin is there already. */
  create(job: Job): Promise<boolean>;
  /** Writes under the version; the new stamp, or undefined when somebody was faster. */
  update(job: Stamped<Job>, patch: JobPatch): Promise<Stamped<Job> | undefined>;
  /**
   * Records how an attempt ended, in one commit: the job under its version, the attempt, the badge's fields (only
   * while the order exists), and what a person is to be told. False when somebody else has taken the job over.
   */
  finish(
    job: Stamped<Job>,
    patch: JobPatch,
    attempt: Attempt,
    badge?: BadgePatch,
    notice?: Notice,
  ): Promise<boolean>;
  /** Jobs of all tenants whose wake time has passed, the longest overdue first. */
  overdue(now: number, limit: number): Promise<Job[]>;
  /** Jobs of one connection that wait or are parked for one of the reasons. */
  stuck(tenantId: string, connectionId: string, reasons: readonly JobReason[]): Promise<Stamped<Job>[]>;
}

export interface Orders {
  /** The storefront's document as plain data (timestamps as Date), or undefined when it is gone. */
  read(path: string): Promise<Record<string, unknown> | undefined>;
  /** Sets or (undefined) removes badges, touching nothing else of the document; false when the document is gone. */
  badge(path: string, badges: Readonly<Record<string, Badge | undefined>>): Promise<boolean>;
  /**
   * Notes on a badge that a person has the order, and touches nothing else; the first time counts. Undefined when the
   * document is gone.
   */
  acknowledge(path: string, connectionId: string, at: number): Promise<Acknowledged | undefined>;
  /** Stores a test order of ours, which is none of the storefront's; its path. */
  keepTest(tenantId: string, id: string, order: Record<string, unknown>, expireAt: number): Promise<string>;
  /** Sets or (undefined) clears the mark of a late edit on badges; false when the document is gone. */
  flag(path: string, flags: Readonly<Record<string, ChangedAfterExport | undefined>>): Promise<boolean>;
}

export interface Connections {
  read(tenantId: string, connectionId: string): Promise<Connection | undefined>;
  ofTenant(tenantId: string): Promise<Connection[]>;
  save(connection: Connection): Promise<void>;
  setStatus(tenantId: string, connectionId: string, status: Connection['status'], why: string): Promise<void>;
  /**
   * Changes the settings, from what they are at that moment, and nothing else; of two changes at once neither is lost.
   * Undefined when the connection is gone. What `change` throws is thrown, and nothing is changed.
   */
  changeSettings(
    tenantId: string,
    connectionId: string,
    change: (before: ConnectionSettings) => ConnectionSettings,
  ): Promise<Connection | undefined>;
  /**
   * Notes that the recipient of a channel agrees; the first time counts. Undefined when the connection is gone or has
   * another recipient by now.
   */
  confirm(tie: RecipientTie, at: number): Promise<Acknowledged | undefined>;
  /** Notes what has become known of the POS account on every connection of the tenant that uses it. */
  noteAccount(connection: Connection, state: AccountState): Promise<void>;
}

/** Fields to set; `undefined` clears. */
export interface AccountState {
  throttledUntilAt?: number;
  circuit?: Circuit;
}

/** Budgets of POS accounts; see plan/budget.ts. */
export interface Budgets {
  take(key: string, lane: Lane, shares: Shares, now: number): Promise<{ calls: number; retryAt: number }>;
}

export interface LinkTables {
  /** Reads only the shards that hold these keys. */
  read(connection: Connection, keys: readonly string[]): Promise<Links>;
  save(connection: Connection, links: Links): Promise<void>;
  /** Takes links away; a key without one is no mistake. */
  remove(connection: Connection, keys: readonly string[]): Promise<void>;
  /** Makes room: twice as many tables. The connection as it then is. */
  divide(connection: Connection): Promise<Connection>;
  /** Remembers what the POS was told, by link-table key, in place of what it told us. */
  pushed(connection: Connection, prices: ReadonlyMap<string, number>): Promise<void>;
}

/** Credentials of a connection, decrypted, with what a fenced renewal needs. */
export interface VaultEntry {
  credentials: unknown;
  version: string;
  /** Somebody is renewing them until then. */
  renewingUntil: number;
}

/** Whose credentials they are; bound into their encryption. */
export type VaultKey = Pick<Connection, 'tenantId' | 'provider' | 'id'>;

export interface Vault {
  /** May be some minutes old unless `fresh`: whoever is refused with it reads afresh. */
  read(connection: VaultKey, fresh?: boolean): Promise<VaultEntry | undefined>;
  /** Takes the right to renew until a moment; undefined when somebody else has it or has just renewed. */
  lease(connection: VaultKey, entry: VaultEntry, until: number): Promise<VaultEntry | undefined>;
  /** Stores renewed credentials under the lease; false when the lease was lost. */
  renewed(connection: VaultKey, leased: VaultEntry, credentials: unknown): Promise<boolean>;
  /** `expireAt`: of a sign-in that waits for its location to be chosen. */
  save(connection: VaultKey, credentials: unknown, expireAt?: number): Promise<void>;
  destroy(connection: VaultKey): Promise<void>;
}

export interface Notices {
  /** Opens the notice of this cause, or raises its count. */
  tell(tenantId: string, notice: Notice, now: number): Promise<void>;
  /** The cause is gone. */
  settle(tenantId: string, cause: string, now: number): Promise<void>;
  /** A person says that it is done: as it then stands; undefined where there is none. */
  settleOne(tenantId: string, id: string, now: number): Promise<NoticeRecord | undefined>;
  /** Those of these that are there, in no order. */
  read(tenantId: string, ids: readonly string[]): Promise<NoticeRecord[]>;
  /** Notes that people were sent messages about it. */
  told(tenantId: string, id: string, now: number): Promise<void>;
  /** The last raised first. */
  list(
    tenantId: string,
    status: NoticeRecord['status'],
    after: { lastAt: number; id: string } | undefined,
    limit: number,
  ): Promise<NoticeRecord[]>;
  /** Tenants with an open notice of this cause. */
  openWith(cause: string, limit: number): Promise<string[]>;
}

/** Ids only: a job, "see to this connection's prices", or an event on its way out. */
export type TaskRef =
  JobRef | { tenantId: string; connectionId: string } | EventRef | InvitationRef | DeliveryRef;

/** Carries jobs; a task holds ids only. */
export interface Queue {
  /** `name` collides with itself for a while: enqueueing twice is once. `at`: not before. */
  enqueue(task: { queue: string; name: string; ref: TaskRef; at?: number }): Promise<void>;
}

/** Structured, without secrets and personal data. */
export type Log = (
  level: 'debug' | 'info' | 'warn' | 'error',
  message: string,
  fields: Readonly<Record<string, string | number | boolean | undefined>>,
) => void;

/** Everything outside: the real one is wired in entry/world.ts, tests and the drill wire others. */
export interface World {
  jobs: Jobs;
  orders: Orders;
  /** Documents of the storefront by path, in the order asked for; undefined where there is none. */
  products: { read(paths: readonly string[]): Promise<(Record<string, unknown> | undefined)[]> };
  priceEdits: PriceEdits;
  budgets: Budgets;
  /** Spends the budgets of this instance. */
  pacer: Pacer;
  /** Instances of one function at most. */
  instances: number;
  connections: Connections;
  pulls: Pulls;
  runs: Runs;
  priceMoves: PriceMoves;
  integrations: Integrations;
  publishing: Publishing;
  linkTables: LinkTables;
  menus: Menus;
  history: History;
  vault: Vault;
  notices: Notices;
  members: Members;
  oauthStates: OAuthStates;
  rateLimits: RateLimits;
  webhooks: Webhooks;
  events: Events;
  watch: Watch;
  preferences: PreferenceStore;
  deliveries: Deliveries;
  /** To people: e-mail and WhatsApp. */
  messages: Messages;
  /** Of links that work without a sign-in. */
  links: LinkSigner;
  /** In front of the HTTPS functions, without trailing slash; empty: not set. */
  publicUrl: string;
  queue: Queue;
  http: Http;
  /** The vendor registration of the bridge, where a provider needs one. */
  app(provider: string): AppCredentials | undefined;
  /** Hosts that the operator allows beside the vendors' own, e.g. `pos.example.com` or `pos.example.com:8443`. */
  hosts: readonly string[];
  /** Origins on this very machine that events may go to; none when deployed. */
  localReceivers: readonly string[];
  /** Where a provider's API is, for a connection's environment. */
  baseUrl(provider: string, environment: Connection['environment']): Promise<string>;
  now(): number;
  /** Milliseconds; for moments within a try, never for retries. */
  wait(ms: number): Promise<void>;
  /** 0 <= x < 1. */
  random(): number;
  log: Log;
}
