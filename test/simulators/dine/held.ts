import type { HeldOrder } from '../core/types';
import type { Account } from './account';
import { amountOf, type Ticket } from './dineplan';
import { netOf, type Order } from './order';

function stateOf({ status, input }: Order): HeldOrder['state'] {
  if (status === 'cancelled' || status === 'rejected') return 'cancelled';
  return input.payment.status === 'paid' ? 'paid' : 'open';
}

function heldOrder({ currency }: Account, order: Order): HeldOrder {
  const { id, outletId, input } = order;
  return {
    id,
    reference: input.client_reference,
    locationId: outletId,
    state: stateOf(order),
    currency: currency.code,
    total: input.total,
    lines: input.lines.map((line) => ({
      itemId: line.variant_id ?? line.item_id,
      name: line.name,
      quantity: line.quantity,
      total: netOf(line),
      ...(line.note !== undefined && { note: line.note }),
    })),
    visible: true,
  };
}

/** A ticket says that it is paid by an approval code. */
function heldTicket(account: Account, { id, input }: Ticket): HeldOrder {
  const { Orders, TotalAmount } = input.deliveryContents;
  const paid = Boolean(input.response?.ApprovalCode || input.response?.TransactionNo);
  return {
    id,
    reference: input.ticketNumber,
    locationId: input.locationId,
    state: paid ? 'paid' : 'open',
    currency: account.currency.code,
    total: account.currency.minor(TotalAmount),
    lines: Orders.map((order) => ({
      itemId: order.MenuItemSyncId,
      name: order.MenuItemName,
      quantity: order.Quantity,
      total: amountOf(account, order),
    })),
    visible: true,
  };
}

/** The orders of an account in the words of all simulators; lines are less their own discounts. `itemId` is the variant's
 * id where there is one. */
export function heldOrders(account: Account): HeldOrder[] {
  return [
    ...account.orders.map((order) => heldOrder(account, order)),
    ...account.tickets.map((ticket) => heldTicket(account, ticket)),
  ];
}
