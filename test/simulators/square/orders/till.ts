import type { Account } from '../accounts';
import { settle } from '../payments/settle';
import type { World } from '../world';
import { findOrder, placeOrder } from './place';
import type { OrderBody } from './schema';

/** Staff sell something at the till, for cash: the order is done at once. Returns its id. */
export function ringUp(world: World, account: Account, sale: OrderBody): string {
  const { id = '', total_money: amount_money } = placeOrder(world, account, sale);
  const order = findOrder(account, id);
  order.atTill = true;
  settle(world, account, order, []);
  order.tenders.push({
    id: world.ids.next('TND'),
    location_id: sale.location_id,
    transaction_id: id,
    payment_id: world.ids.next('PAY'),
    type: 'CASH',
    amount_money,
    created_at: world.clock.iso(),
  });
  return id;
}
