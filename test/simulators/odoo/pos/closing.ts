import type { Call } from '../orm/definition';
import type { Environment } from '../orm/environment';
import { demand } from '../orm/rights';
import { idOf, isTrue, type Row, textOf } from '../orm/row';
import { target } from '../orm/value';
import { typeError, userError } from '../wire/refusal';
import { moveStock } from './payment';

const ORDER = 'pos.order';

/** A customer's account without a customer cannot be booked. */
function checkAccounts(env: Environment, orders: readonly Row[]): void {
  for (const order of orders)
    for (const payment of env.pointingAt('pos.payment', 'pos_order_id', order.id)) {
      const method = target(env, 'pos.payment', payment, 'payment_method_id');
      if (method && isTrue(method, 'split_transactions') && idOf(order, 'partner_id') === undefined)
        throw userError(
          `You have enabled the "Identify Customer" option for ${textOf(method, 'name')} payment method, ` +
            `but the order ${textOf(order, 'name')} does not contain a customer.`,
        );
    }
}

/** Drafts block the closing, ours too. Paid orders become done, and their write_date moves. */
export function closeSession(env: Environment, session: Row): Record<string, unknown> {
  const orders = env.pointingAt(ORDER, 'session_id', session.id);
  const drafts = orders.filter((order) => textOf(order, 'state') === 'draft').map(({ id }) => id);
  if (drafts.length > 0)
    return {
      successful: false,
      message: 'You cannot close the POS when orders are still in draft',
      redirect: false,
      open_order_ids: drafts,
    };
  const paid = orders.filter((order) => textOf(order, 'state') === 'paid');
  checkAccounts(env, paid);
  for (const order of paid) {
    if (env.series <= 17) moveStock(env, order);
    env.save(ORDER, order.id, { state: 'done' });
  }
  env.save('pos.session', session.id, { state: 'closed', stop_at: env.now });
  return { successful: true };
}

export function closeFromUi({ env, rows: [session] }: Call): unknown {
  demand(env, 'pos.session', 'write');
  if (!session || textOf(session, 'state') === 'closed') throw userError('This session is already closed.');
  return closeSession(env, session);
}

export function countDrawer({ env, rows, args }: Call): unknown {
  demand(env, 'pos.session', 'write');
  const { counted_cash: counted } = args;
  if (typeof counted !== 'number') throw typeError('post_closing_cash_details() wants a number');
  for (const { id } of rows) env.save('pos.session', id, { cash_register_balance_end_real: counted });
  return { successful: true };
}
