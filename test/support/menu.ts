import type { Connection } from '../../functions/src/model/connection';
import type { PulledDiscount, PulledItem, PulledOrder, PulledStock } from '../../functions/src/model/pulled';
import { MemoryWorld } from './memoryWorld';
import { aConnection } from './orders';

export const anItem = (overrides: Partial<PulledItem> = {}): PulledItem => ({
  id: 'latte',
  name: 'Latte',
  categoryIds: ['hot'],
  vendorId: 'V1',
  variations: [
    { id: 'small', name: 'Small', price: 400, cost: 90, available: true },
    { id: 'large', name: 'Large', price: 550, cost: 120, available: true },
  ],
  modifierListIds: [],
  taxIds: [],
  archived: false,
  deleted: false,
  ...overrides,
});

export const aDiscount = (overrides: Partial<PulledDiscount> = {}): PulledDiscount => ({
  id: 'd1',
  name: 'Winter',
  kind: 'percent',
  value: 20,
  productIds: [],
  categoryIds: [],
  brandIds: [],
  categoryNames: [],
  priority: 0,
  weekdays: [],
  active: true,
  deleted: false,
  ...overrides,
});

export const stockOfAll = (levels: Record<string, number>): PulledStock[] =>
  Object.entries(levels).map(([variationId, available]) => ({ variationId, available }));

export const aPosOrder = (overrides: Partial<PulledOrder> = {}): PulledOrder => ({
  id: 'R1',
  status: 'completed',
  placedAt: Date.UTC(2026, 0, 15, 11),
  updatedAt: Date.UTC(2026, 0, 15, 11),
  currency: 'USD',
  total: 3200,
  lines: [],
  ...overrides,
});

/** A world whose one connection publishes its menu, with what a pull has recorded. */
export class MenuWorld extends MemoryWorld {
  readonly connection: Connection;

  constructor(settings: object = {}) {
    super(() => Promise.reject(new Error('nobody is called')));
    this.connection = aConnection({ timezone: 'UTC', settings: { menu: { source: 'pos' }, ...settings } });
    this.connectionRows.set(this.connection.id, this.connection);
  }

  /** What a pull leaves behind. */
  record(kind: 'catalog' | 'discounts' | 'metadata' | 'customers', ...rows: { id: string }[]): void {
    for (const row of rows)
      this.pulled.records.set(`c1/${kind}/${row.id}`, JSON.parse(JSON.stringify(row)) as never);
  }

  forget(kind: 'catalog' | 'discounts', id: string): void {
    this.pulled.records.delete(`c1/${kind}/${id}`);
  }

  view(itemId = 'latte') {
    return this.published.viewRows.get(`c1_${itemId}`)?.view;
  }

  get catalogVersion(): number {
    return this.pulled.catalogVersions.get('demo') ?? 0;
  }
}
