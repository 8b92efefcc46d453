import { createHash } from 'node:crypto';
import type { Money } from './arithmetic';
import type { Receipt } from './receipt';
import type {
  Category,
  Customer,
  Discount,
  Employee,
  InventoryLevel,
  Item,
  Merchant,
  Modifier,
  PaymentType,
  Store,
  Tax,
  Variant,
} from './records';
import type { Switches } from './switches';
import type { Webhook } from './webhook';

/** One merchant's data. */
export class Account {
  stores: Store[] = [];
  employees: Employee[] = [];
  categories: Category[] = [];
  items: Item[] = [];
  modifiers: Modifier[] = [];
  taxes: Tax[] = [];
  discounts: Discount[] = [];
  paymentTypes: PaymentType[] = [];
  customers: Customer[] = [];
  levels: InventoryLevel[] = [];
  receipts: Receipt[] = [];
  webhooks: Webhook[] = [];
  /** Line id of a sale -> thousandths already refunded. */
  refunded = new Map<string, number>();
  private readonly byNumber = new Map<string, Receipt>();
  private made = 0;

  constructor(
    readonly merchant: Merchant,
    readonly money: Money,
    readonly now: () => number,
    /** Receipts made through the API count up from here; those of a till have a dash. */
    private nextNumber: number,
  ) {}

  nowText(): string {
    return new Date(this.now()).toISOString();
  }

  /** UUIDs in a fixed order, so that two runs are alike. */
  newId(): string {
    this.made += 1;
    const hex = createHash('sha256').update(`${this.merchant.id} ${this.made}`).digest('hex');
    const at = (from: number, to: number) => hex.slice(from, to);
    return `${at(0, 8)}-${at(8, 12)}-4${at(13, 16)}-8${at(17, 20)}-${at(20, 32)}`;
  }

  newNumber(): string {
    const number = String(this.nextNumber).padStart(4, '0');
    this.nextNumber += 1;
    return number;
  }

  get variants(): Variant[] {
    return this.items.flatMap((item) => item.variants);
  }

  itemOf(variant: Variant): Item | undefined {
    return this.items.find((item) => item.id === variant.item_id);
  }

  /** A variant changed; whether that moves the date of its item nobody has proved. */
  touchItem(item: Item, itemDate: Switches['itemDate']): void {
    if (itemDate === 'follows-variants') item.updated_at = this.nowText();
  }

  receipt(number: string): Receipt | undefined {
    return this.byNumber.get(number);
  }

  add(receipt: Receipt): void {
    this.receipts.push(receipt);
    this.byNumber.set(receipt.receipt_number, receipt);
  }

  /** Adds to (or takes from) the stock of a variant; items whose stock is not tracked have none. */
  moveStock(variantId: string, storeId: string, thousandthsMore: number): void {
    const variant = this.variants.find((one) => one.variant_id === variantId);
    if (!variant || !this.itemOf(variant)?.track_stock) return;
    const level = this.level(variantId, storeId);
    level.in_stock = (Math.round(level.in_stock * 1000) + thousandthsMore) / 1000;
    level.updated_at = this.nowText();
  }

  /** The stock level of a variant in a store, made when it is first asked for. */
  level(variantId: string, storeId: string): InventoryLevel {
    const found = this.levels.find((level) => level.variant_id === variantId && level.store_id === storeId);
    if (found) return found;
    const made = { variant_id: variantId, store_id: storeId, in_stock: 0, updated_at: this.nowText() };
    this.levels.push(made);
    return made;
  }
}
