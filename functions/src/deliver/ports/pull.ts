import type { Connection } from '../../model/connection';
import type { Notice } from '../../model/notice';
import type { Capability, PullState, Wish } from '../../model/pullState';
import type { BeforeImage, PriceMove, PullRun } from '../../model/run';
import type { Stamped } from '../world';

export interface ConnectionTie {
  tenantId: string;
  connectionId: string;
}

export interface ActiveTie extends ConnectionTie {
  provider: string;
}

/** What the manifest engine records; orders and stock have stores of their own. */
export type RecordKind = Exclude<Capability, 'orders' | 'stock'>;

/** Records to write by id; undefined: to delete. */
export type RecordChanges = ReadonlyMap<string, object | undefined>;

/** What goes into one commit with the pull state: all of it or nothing. */
export interface PullWork {
  records?: { kind: RecordKind; changes: RecordChanges };
  /** Shards of a manifest, under the number of shards that it has. */
  manifest?: {
    capability: Capability;
    layout: number;
    shards: readonly { number: number; bytes: Uint8Array }[];
    /** What a full pass has shown so far; null: it is over. */
    seen?: Uint8Array | null;
    /** A former division into fewer shards, to be deleted. */
    dropLayout?: number;
  };
  images?: { run: string; number: number; kind: RecordKind; entries: readonly BeforeImage[] };
  prices?: { run: string; number: number; at: number; moves: readonly PriceMove[] };
  runs?: readonly PullRun[];
  /** Pulls that found nothing new, for the one row of the day. */
  unchanged?: { day: string; capabilities: readonly Capability[]; at: number };
  notices?: readonly Notice[];
  /** Of `integrations/pos`. */
  summary?: PullSummary;
}

/** How a connection’s pulls stand, for one glance. */
export interface PullSummary {
  status: 'ok' | 'failing' | 'signed_out';
  /** The last complete pull of anything. */
  lastSyncAt?: number;
  lastError?: string;
  /** Known records by kind. */
  counts: Partial<Record<Capability, number>>;
}

export interface Pulls {
  read(tie: ConnectionTie): Promise<Stamped<PullState> | undefined>;
  /** Creates or replaces the state, with the work; undefined when somebody wrote in between: nothing is written. */
  commit(
    connection: Connection,
    held: Stamped<PullState> | undefined,
    state: PullState,
    work: PullWork,
  ): Promise<Stamped<PullState> | undefined>;
  /** Marks capabilities as wanted now, whatever else goes on; `release`: and lets held removals go ahead. */
  ask(tie: ConnectionTie, wishes: readonly Wish[], now: number, release?: boolean): Promise<void>;
  shards(
    connection: Connection,
    capability: Capability,
    layout: number,
    numbers: readonly number[],
  ): Promise<(Uint8Array | undefined)[]>;
  seen(connection: Connection, capability: Capability): Promise<Uint8Array | undefined>;
  /** Records as they stand, in the order asked for. */
  records(
    connection: Connection,
    kind: RecordKind,
    ids: readonly string[],
  ): Promise<(Record<string, unknown> | undefined)[]>;
  /** Active connections of all tenants, in a steady order, after one of them. */
  active(after: ConnectionTie | undefined, limit: number): Promise<ActiveTie[]>;
  /** Connections of which a pull should have got through by now, the longest overdue first. */
  late(now: number, limit: number): Promise<ConnectionTie[]>;
  /** Sets by when a pull is to get through; undefined: nothing is expected. */
  expect(tie: ConnectionTie, lateAt: number | undefined): Promise<void>;
}

/** `integrations/pos` of each tenant. */
export interface Integrations {
  /** What readers may have cached of the catalog is old. */
  bumpCatalogVersion(tenantId: string, at: number): Promise<void>;
}
