import type { Currency } from '../core/currency';
import type { Order } from './order';
import type { Area, Batch, Customer, Discount, Item, Location, Stock } from './records';

const FIRST_ID = 1000;

/** One company's data. Every id is its own count from 1000. */
export class Company {
  locations: Location[] = [];
  areas: Area[] = [];
  items: Item[] = [];
  batches: Batch[] = [];
  stock: Stock[] = [];
  customers: Customer[] = [];
  discounts: Discount[] = [];
  orders: Order[] = [];
  private nextOrderId = FIRST_ID;
  private nextLineId = FIRST_ID;

  constructor(
    readonly id: number,
    readonly currency: Currency,
    readonly now: () => number,
  ) {}

  nowText(): string {
    return new Date(this.now()).toISOString();
  }

  newOrderId(): number {
    return this.nextOrderId++;
  }

  newLineId(): number {
    return this.nextLineId++;
  }

  location(id: number): Location | undefined {
    return this.locations.find((one) => one.id === id);
  }

  area(id: number): Area | undefined {
    return this.areas.find((one) => one.id === id);
  }

  item(id: number): Item | undefined {
    return this.items.find((one) => one.id === id);
  }

  batch(id: number): Batch | undefined {
    return this.batches.find((one) => one.id === id);
  }

  customer(id: number): Customer | undefined {
    return this.customers.find((one) => one.id === id);
  }

  discount(id: number): Discount | undefined {
    return this.discounts.find((one) => one.id_discount === id);
  }

  order(id: number): Order | undefined {
    return this.orders.find((one) => one.id === id);
  }

  stockOf(batchId: number, areaId: number): Stock | undefined {
    return this.stock.find((one) => one.batchId === batchId && one.areaId === areaId);
  }

  /** The next free id of a list of records. */
  nextId(ids: readonly number[]): number {
    return Math.max(FIRST_ID - 1, ...ids) + 1;
  }
}

/** Whole days from now as `YYYY-MM-DD`. */
export const dayFromNow = (now: number, days: number): string =>
  new Date(now + days * 86_400_000).toISOString().slice(0, 10);
