import type { HashedView, Publishing, StockTable } from '../../functions/src/deliver/ports/publish';
import type { DriftReport } from '../../functions/src/model/drift';
import type { KnownCustomer, Person } from '../../functions/src/model/person';
import type { PosOrder, PosOrderRow } from '../../functions/src/model/posOrder';
import type { PulledDiscount, PulledItem } from '../../functions/src/model/pulled';
import type { MemoryWorld } from './memoryWorld';

const clone = <T>(value: T): T => structuredClone(value);

/** What follows from pulls, in memory; records come from where pulls leave them, products and links from the world. */
export class MemoryPublishing {
  /** `<connection>_<item>` -> the view. */
  readonly viewRows = new Map<string, HashedView & { tenantId: string }>();
  readonly stockTables = new Map<string, StockTable[]>();
  readonly orderRows = new Map<string, PosOrderRow & { pulled?: PosOrder }>();
  readonly driftReports = new Map<string, DriftReport>();
  /** Row id of a customer -> who it is. */
  readonly persons = new Map<string, Person>();
  /** Documents written. */
  writes = 0;

  constructor(private readonly world: MemoryWorld) {}

  private itemsOf(connectionId: string): PulledItem[] {
    const rows = [...this.world.pulled.of(connectionId, 'catalog').values()] as unknown as PulledItem[];
    return clone(rows).sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  readonly store: Publishing = {
    catalog: {
      items: async ({ id }, ids) => {
        const all = new Map(this.itemsOf(id).map((item) => [item.id, item]));
        return ids.map((one) => all.get(one));
      },
      page: async ({ id }, after, limit) => {
        const rows = this.itemsOf(id).map((item) => ({ row: `${id}_${item.id}`, item }));
        const some = rows.filter(({ row }) => after === undefined || row > after).slice(0, limit);
        return { items: some.map(({ item }) => item), next: some[limit - 1]?.row };
      },
      ofVariations: async ({ id }, ids) =>
        this.itemsOf(id).filter(({ variations }) => variations.some((one) => ids.includes(one.id))),
      discounts: async ({ id }) => {
        const rows = [...this.world.pulled.of(id, 'discounts').values()] as unknown as PulledDiscount[];
        return clone(rows).filter(({ active }) => active);
      },
      categoryNames: async ({ id }) => {
        const rows = [...this.world.pulled.of(id, 'metadata').values()];
        const categories = rows.filter(({ kind }) => kind === 'category');
        return new Map(categories.map((row) => [String(row.id), String(row.name)]));
      },
    },
    views: {
      hashes: async ({ id }, ids) => ids.map((itemId) => this.viewRows.get(`${id}_${itemId}`)?.hash),
      write: async ({ tenantId, id }, puts, drops, now) => {
        for (const put of puts) this.viewRows.set(`${id}_${put.view.itemId}`, { ...clone(put), tenantId });
        for (const itemId of drops) this.viewRows.delete(`${id}_${itemId}`);
        this.writes += puts.length + drops.length + 1;
        await this.world.integrations.bumpCatalogVersion(tenantId, now);
      },
      standing: async ({ id }, { after, until }, limit) => {
        const some = [...this.viewRows]
          .filter(([, { view }]) => view.connectionId === id)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .filter(([row]) => (after === undefined || row > after) && (until === undefined || row <= until))
          .slice(0, limit);
        return { ids: some.map(([, { view }]) => view.itemId), next: some[limit - 1]?.[0] };
      },
      due: async (now, limit) =>
        [...this.viewRows.values()]
          .filter(({ view }) => (view.nextChangeAt ?? Infinity) <= now)
          .map(({ tenantId, view: { connectionId, itemId } }) => ({ tenantId, connectionId, itemId }))
          .slice(0, limit),
    },
    stock: {
      read: async ({ id }) => clone(this.stockTables.get(id) ?? []),
      save: async ({ id }, tables) => {
        const stored = this.stockTables.get(id) ?? [];
        const stale = tables.some(({ number, version }) => stored[number]?.version !== version);
        if (stale) return false;
        for (const table of tables) {
          table.version = `${table.version ?? ''}+`;
          stored[table.number] = clone(table);
        }
        this.stockTables.set(id, stored);
        this.writes += tables.length;
        return true;
      },
    },
    posOrders: {
      known: async (_tenantId, rowIds) =>
        rowIds.map((rowId) => clone(this.orderRows.get(rowId) ?? { refunds: {} })),
      write: async ({ accountId }, rows) => {
        for (const row of rows) {
          const { status, updatedAt, total } = row.order;
          const { orderPath, connectionId: orderConnectionId } = row.pushed ?? {};
          const order = { accountId, status, updatedAt, total, hash: row.hash, orderPath, orderConnectionId };
          this.orderRows.set(row.rowId, { ...this.rowOf(row.rowId), order, pulled: clone(row) });
          if (row.refund) {
            const sale = this.rowOf(row.refund.saleRowId);
            const refunds = { ...sale.refunds, [row.rowId]: row.refund.amount };
            this.orderRows.set(row.refund.saleRowId, { ...sale, refunds });
          }
        }
        this.writes += rows.length;
      },
      pushed: async ({ id, provider }, orders) => {
        const jobs = [...this.world.jobRows.values()].map(({ job }) => job);
        const found = orders.flatMap((order) => {
          const job = jobs.find(
            (one) =>
              one.kind === 'pushOrder' &&
              ((one.marker === order.reference && one.provider === provider) ||
                (one.receipt?.externalId === order.id && one.connectionId === id)),
          );
          return job ? [[order.id, { orderPath: job.subject, connectionId: job.connectionId }] as const] : [];
        });
        return new Map(found);
      },
      mirror: async ({ orderPath, connectionId }, posStatus, posStatusAt) => {
        const badge = this.world.badge(orderPath, connectionId);
        if (!this.world.orderDocs.has(orderPath)) return false;
        const mirrored = { ...badge, posStatus, posStatusAt } as NonNullable<typeof badge>;
        return this.world.orders.badge(orderPath, { [connectionId]: mirrored });
      },
    },
    customers: {
      read: async ({ id }, ids) => this.customersOf(id).filter(({ posId }) => ids.includes(posId)),
      page: async ({ id }, after, limit) =>
        this.customersOf(id)
          .filter(({ rowId }) => after === undefined || rowId > after)
          .slice(0, limit),
      byKeys: async (_tenantId, emails, phones) =>
        [...this.world.connectionRows.keys()]
          .flatMap((id) => this.customersOf(id))
          .filter(
            ({ person }) =>
              emails.includes(person?.emailKey ?? '-') || phones.includes(person?.phoneKey ?? '-'),
          ),
      identify: async (_tenantId, persons) => {
        for (const [rowId, person] of persons) this.persons.set(rowId, person);
        this.writes += persons.size;
      },
    },
    drift: {
      read: async ({ id }) => clone(this.driftReports.get(id)),
      write: async ({ id }, report) => {
        this.driftReports.set(id, clone(report));
        this.writes += 1;
      },
    },
    storefront: {
      links: async ({ id }) => clone(this.world.linkRows.get(id) ?? {}),
      products: async (tenantId, ids) =>
        ids.map((id) => clone(this.world.productDocs.get(`tenants/${tenantId}/products/${id}`))),
      setAvailable: async (tenantId, available) => {
        for (const [id, value] of available) {
          const product = this.world.productDocs.get(`tenants/${tenantId}/products/${id}`);
          if (product) this.world.putProduct(tenantId, id, { ...product, available: value });
        }
      },
      currencyOf: async () => undefined,
    },
  };

  private customersOf(id: string): (KnownCustomer & { posId: string })[] {
    return [...this.world.pulled.of(id, 'customers')]
      .map(([posId, row]) => {
        const { email, phone } = row as { email?: string; phone?: string };
        return { posId, rowId: `${id}_${posId}`, email, phone, person: this.persons.get(`${id}_${posId}`) };
      })
      .sort((a, b) => (a.rowId < b.rowId ? -1 : 1));
  }

  private rowOf(rowId: string): PosOrderRow & { pulled?: PosOrder } {
    return this.orderRows.get(rowId) ?? { refunds: {} };
  }
}
