import type { HeldOrder } from '../core/types';
import type { Account } from './account';
import type { Receipt } from './receipt';
import { isRefunded } from './refund';

function stateOf(account: Account, sale: Receipt): HeldOrder['state'] {
  if (sale.cancelled_at !== null) return 'cancelled';
  return isRefunded(account, sale) ? 'refunded' : 'paid';
}

/** The sales of an account in the words of all simulators; a refund is no order. `itemId` is the variant's id. */
export function heldOrders(account: Account): HeldOrder[] {
  const { minor, currency } = account.money;
  const sales = account.receipts.filter(({ receipt_type }) => receipt_type === 'SALE');
  return sales.map((sale) => ({
    id: sale.receipt_number,
    reference: sale.order ?? '',
    locationId: sale.store_id,
    state: stateOf(account, sale),
    currency,
    total: minor(sale.total_money),
    lines: sale.line_items.map((line) => ({
      itemId: line.variant_id,
      name: line.item_name,
      quantity: line.quantity,
      total: minor(line.total_money),
      ...(line.line_note !== null && { note: line.line_note }),
    })),
    visible: true,
  }));
}
