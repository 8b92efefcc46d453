import type { Connection } from '../../model/connection';
import type { Links } from '../../model/link';
import type { PulledDiscount, PulledItem, PulledOrder } from '../../model/pulled';
import type { DriftReport } from '../../model/drift';
import type { KnownCustomer, Person } from '../../model/person';
import type { PosOrder, PosOrderRow, PushedOrder } from '../../model/posOrder';
import type { PublicView } from '../../model/publicView';
import type { StockRow } from '../../model/stockRow';

/** Pulled records of a connection, as the last pull left them. */
export interface Catalog {
  /** In the order asked for; undefined where there is none. */
  items(connection: Connection, ids: readonly string[]): Promise<(PulledItem | undefined)[]>;
  /** Items in the order of their rows. `next`: there may be more behind this row. */
  page(
    connection: Connection,
    after: string | undefined,
    limit: number,
  ): Promise<{ items: PulledItem[]; next?: string }>;
  /** The items that have one of these variations. */
  ofVariations(connection: Connection, variationIds: readonly string[]): Promise<PulledItem[]>;
  discounts(connection: Connection): Promise<PulledDiscount[]>;
  /** Category id -> name. */
  categoryNames(connection: Connection): Promise<ReadonlyMap<string, string>>;
}

/** A view to be written, with the hash it is known by. */
export interface HashedView {
  view: PublicView;
  hash: string;
}

/** Rows behind one, up to another; both may be open. */
export interface RowRange {
  after?: string;
  until?: string;
}

/** What public menus read. */
export interface PublicViews {
  /** Hashes of the views that stand, in the order asked for. */
  hashes(connection: Connection, itemIds: readonly string[]): Promise<(string | undefined)[]>;
  /** Writes and deletes, and moves the tenant's catalog version in the same commit. At most 400 at a time. */
  write(
    tie: { tenantId: string; id: string },
    puts: readonly HashedView[],
    drops: readonly string[],
    now: number,
  ): Promise<void>;
  /** Items whose view stands, in the order of rows as `Catalog.page`. `next`: there may be more behind this row. */
  standing(connection: Connection, range: RowRange, limit: number): Promise<{ ids: string[]; next?: string }>;
  /** Views of all tenants that were due to change, the longest overdue first. */
  due(now: number, limit: number): Promise<{ tenantId: string; connectionId: string; itemId: string }[]>;
}

/** One packed document of stock. */
export interface StockTable {
  number: number;
  rows: Map<string, StockRow>;
  /** Of what moved in it the consequences (menu, storefront) are not drawn yet. */
  loose?: boolean;
  /** Absent: not stored yet. */
  version?: string;
}

export interface PosStock {
  read(connection: Connection): Promise<StockTable[]>;
  /** All tables or none; false when somebody wrote one of them since it was read. */
  save(connection: Connection, tables: readonly StockTable[], now: number): Promise<boolean>;
}

/** Orders of the POS, ours and others. */
export interface PosOrders {
  /** By row id, in the order asked for. */
  known(tenantId: string, rowIds: readonly string[]): Promise<PosOrderRow[]>;
  /** Writes rows, and notes refunds on their sales: fields that are not the pull's stay. */
  write(connection: Connection, rows: readonly PosOrder[], now: number): Promise<void>;
  /** By the POS's id: orders that we pushed, found by marker, or by the POS's id within the connection. */
  pushed(
    connection: Connection,
    orders: readonly Pick<PulledOrder, 'id' | 'reference'>[],
  ): Promise<ReadonlyMap<string, PushedOrder>>;
  /** Writes the POS's status on the order's badge and nothing else; false when the order is gone. */
  mirror(order: PushedOrder, status: PulledOrder['status'], at: number): Promise<boolean>;
}

/** Customers of the tenant's POS systems, and who of them is the same person. */
export interface PosCustomers {
  /** By the POS's ids; those that are not there are left out. */
  read(connection: Connection, ids: readonly string[]): Promise<KnownCustomer[]>;
  /** In the order of their row ids, after one of them. */
  page(connection: Connection, after: string | undefined, limit: number): Promise<KnownCustomer[]>;
  /** Of all connections: whoever has one of the addresses or numbers, some of them twice. */
  byKeys(
    tenantId: string,
    emailKeys: readonly string[],
    phoneKeys: readonly string[],
  ): Promise<KnownCustomer[]>;
  /** By row id. */
  identify(tenantId: string, persons: ReadonlyMap<string, Person>): Promise<void>;
}

export interface DriftReports {
  read(connection: Connection): Promise<DriftReport | undefined>;
  write(connection: Connection, report: DriftReport, now: number): Promise<void>;
}

/** The storefront's own menu. */
export interface StorefrontMenu {
  links(connection: Connection): Promise<Links>;
  /** Product documents as plain data, in the order asked for. */
  products(tenantId: string, ids: readonly string[]): Promise<(Record<string, unknown> | undefined)[]>;
  /** Sets `available` on products that are there. */
  setAvailable(tenantId: string, available: ReadonlyMap<string, boolean>): Promise<void>;
  /** Currency of a location as the storefront has it. */
  currencyOf(tenantId: string, locationId: string): Promise<string | undefined>;
}

/** What follows from a pull is read from and written to these. */
export interface Publishing {
  catalog: Catalog;
  views: PublicViews;
  stock: PosStock;
  posOrders: PosOrders;
  customers: PosCustomers;
  drift: DriftReports;
  storefront: StorefrontMenu;
}
