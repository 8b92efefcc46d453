import type { Money } from './arithmetic';
import type {
  Adjustment,
  Category,
  Composite,
  Contact,
  CustomField,
  Item,
  ItemGroup,
  Place,
  Pricebook,
  Tax,
} from './records';
import type { Invoice } from './sales/invoice';
import type { SalesOrder } from './sales/order';
import type { Payment } from './sales/payment';
import { StockBook } from './stock/book';
import { dateAt, stamp, type Zone } from './timestamps';

export interface Profile {
  id: string;
  name: string;
  isDefault: boolean;
  zone: Zone;
  /** "Locations" replaced warehouses; small organizations have neither. */
  places: 'locations' | 'warehouses' | 'none';
  /** The first ten digits of its ids. */
  idPrefix: string;
}

/** One organization's data. Maps go by id, in the order of creation. */
export class Organization {
  places: Place[] = [];
  taxes: Tax[] = [];
  categories: Category[] = [];
  customFields: CustomField[] = [];
  composites: Composite[] = [];
  readonly items = new Map<string, Item>();
  readonly groups = new Map<string, ItemGroup>();
  readonly pricebooks = new Map<string, Pricebook>();
  readonly contacts = new Map<string, Contact>();
  readonly orders = new Map<string, SalesOrder>();
  readonly invoices = new Map<string, Invoice>();
  readonly payments = new Map<string, Payment>();
  readonly adjustments = new Map<string, Adjustment>();
  readonly stock = new StockBook();
  private made = 100_000;
  private readonly series = new Map<string, number>();

  constructor(
    readonly profile: Profile,
    readonly money: Money,
    readonly now: () => number,
  ) {}

  get id(): string {
    return this.profile.id;
  }

  nowText(): string {
    return stamp(this.now(), this.profile.zone);
  }

  today(): string {
    return dateAt(this.now(), this.profile.zone);
  }

  /** Nineteen digits: more than a JSON number holds. */
  newId(): string {
    this.made += 1;
    return this.profile.idPrefix + String(this.made).padStart(9, '0');
  }

  /** The next number of an automatic series, passing over those that are taken. */
  nextNumber(prefix: string, digits: number, taken: (number: string) => boolean): string {
    const next = (this.series.get(prefix) ?? 0) + 1;
    this.series.set(prefix, next);
    const number = prefix + String(next).padStart(digits, '0');
    return taken(number) ? this.nextNumber(prefix, digits, taken) : number;
  }

  /** The id that sales and adjustments go to unasked; empty where there are no places. */
  get primaryPlaceId(): string {
    return this.places.find(({ isPrimary }) => isPrimary)?.id ?? '';
  }

  /** Invoices of an order, voided ones too. */
  invoicesOf(orderId: string): Invoice[] {
    return [...this.invoices.values()].filter(({ salesorder_id }) => salesorder_id === orderId);
  }
}
