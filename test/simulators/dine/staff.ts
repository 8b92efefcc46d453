import type { Account } from './account';
import type { Status } from './order';
import type { MenuItem } from './records';

/** What people do in the outlet, outside the API. */
export class Staff {
  constructor(private readonly account: Account) {}

  setStatus(orderId: string, status: Status): void {
    const order = this.account.orders.find(({ id }) => id === orderId);
    if (!order) throw new Error(`There is no order ${orderId}.`);
    Object.assign(order, { status, updatedAt: this.account.now() });
  }

  /** A new name, price, stock, or gone: `{ deleted: true }`. */
  changeItem(itemId: string, change: Partial<Omit<MenuItem, 'id'>>): void {
    const item = this.account.item(itemId);
    if (!item) throw new Error(`There is no item ${itemId}.`);
    Object.assign(item, change, { updatedAt: this.account.now() });
  }
}
