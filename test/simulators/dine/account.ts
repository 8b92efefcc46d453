import type { Currency } from '../core/currency';
import type { Ticket } from './dineplan';
import type { Order } from './order';
import type { Discount, MenuItem, Outlet } from './records';
import type { SeedItem } from './seedMenu';

/** What an account must show to be let in. */
export interface Keys {
  apiKey: string;
  apiSecret: string;
  bearer: string;
  restaurantId: string;
}

/** One merchant's data. */
export class Account {
  items: MenuItem[] = [];
  discounts: Discount[] = [];
  orders: Order[] = [];
  /** Orders that came by the gateway. */
  tickets: Ticket[] = [];
  /** Idempotency key -> what was asked and what came of it. */
  readonly remembered = new Map<string, { body: string; order: Order }>();
  private made = 0;

  constructor(
    readonly name: string,
    readonly keys: Keys,
    readonly outlets: readonly Outlet[],
    readonly currency: Currency,
    readonly now: () => number,
  ) {}

  newNumber(): number {
    this.made += 1;
    return this.made;
  }

  outlet(id: string): Outlet | undefined {
    return this.outlets.find((one) => one.id === id);
  }

  item(id: string): MenuItem | undefined {
    return this.items.find((one) => one.id === id);
  }

  /** Puts an item on the menu, of every outlet unless it says which. */
  addItem(given: SeedItem, at = this.now()): MenuItem {
    const item: MenuItem = {
      category: { id: 'cat-other', name: 'Other' },
      available: true,
      taxInclusive: true,
      variants: [],
      groups: [],
      updatedAt: at,
      deleted: false,
      priceLocked: false,
      outlets: this.outlets.map(({ id }) => id),
      ...structuredClone(given),
    };
    this.items.push(item);
    return item;
  }
}
