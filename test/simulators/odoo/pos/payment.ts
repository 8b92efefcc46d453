import type { Environment } from '../orm/environment';
import { idOf, isTrue, numberOf, type Row, textOf } from '../orm/row';
import { create } from '../orm/writing';
import { target } from '../orm/value';
import { takeFrom } from '../shop/stock';
import { userError } from '../wire/refusal';

const ORDER = 'pos.order';

export const linesOf = (env: Environment, order: Row): Row[] =>
  env.pointingAt('pos.order.line', 'order_id', order.id);

const paymentsOf = (env: Environment, order: Row): Row[] =>
  env.pointingAt('pos.payment', 'pos_order_id', order.id);

/** `amount_paid` becomes what the payments add up to. */
export function countPayments(env: Environment, order: Row): Row {
  const amount_paid = env.money.sum(paymentsOf(env, order).map((payment) => numberOf(payment, 'amount')));
  return env.save(ORDER, order.id, { amount_paid });
}

export const isPaidUp = (env: Environment, order: Row): boolean =>
  env.money.same(numberOf(order, 'amount_total'), numberOf(order, 'amount_paid'));

/** Takes an order's goods from the place of its till. */
export function moveStock(env: Environment, order: Row): void {
  const config = target(env, ORDER, order, 'config_id');
  const pickingType = env.find('stock.picking.type', config && idOf(config, 'picking_type_id'));
  const place = pickingType && idOf(pickingType, 'default_location_src_id');
  if (place === undefined) return;
  for (const line of linesOf(env, order)) {
    const product = target(env, 'pos.order.line', line, 'product_id');
    if (product) takeFrom(env, product, place, numberOf(line, 'qty'));
  }
}

/** Paid: it gets its number, and from 18 its goods leave at once (before, when the session closes). */
export function settle(env: Environment, order: Row): Row {
  const config = target(env, ORDER, order, 'config_id');
  const number = String(env.database.next(`${ORDER} ${config?.id ?? 0}`)).padStart(4, '0');
  const named = textOf(order, 'name');
  const name = named === '' || named === '/' ? `${textOf(config ?? order, 'name')}/${number}` : named;
  const paid = env.save(ORDER, order.id, { state: 'paid', name });
  if (env.series >= 18) moveStock(env, paid);
  return paid;
}

/** An invoice is printed at once; where that cannot be done, the whole call is undone. */
export function invoice(env: Environment, order: Row): void {
  if (!isTrue(order, 'to_invoice')) return;
  if (idOf(order, 'partner_id') === undefined) throw userError('Please provide a partner for the sale.');
  if (!env.server.switches.pdfTool)
    throw userError('Unable to find Wkhtmltopdf on this system. The PDF can not be created.');
  const move = create(env, 'account.move', { name: `INV/${textOf(order, 'name')}` });
  const state = env.series >= 19 ? 'paid' : 'invoiced';
  env.save(ORDER, order.id, { account_move: move.id, state });
}

/** Change given back is a cash payment of its own. 18 and before take it positive, 19 takes it negative. */
export function giveChange(env: Environment, order: Row): void {
  const change = numberOf(order, 'amount_return');
  if (env.money.minor(change) === 0) return;
  const config = target(env, ORDER, order, 'config_id');
  const cash = env.database
    .table('pos.payment.method')
    .all()
    .find((method) => {
      const ids = config?.payment_method_ids;
      const journal = env.find('account.journal', idOf(method, 'journal_id'));
      return typeof ids === 'object' && ids.includes(method.id) && journal?.type === 'cash';
    });
  if (!cash) throw userError('No cash statement found for this session. Unable to record returned cash.');
  create(env, 'pos.payment', {
    pos_order_id: order.id,
    payment_method_id: cash.id,
    amount: env.series >= 19 ? change : -change,
    is_change: true,
    name: 'return',
  });
}
