import type { Call } from '../orm/definition';
import type { Environment } from '../orm/environment';
import { demand } from '../orm/rights';
import { idOf, idsOf, numberOf, type Row, textOf } from '../orm/row';
import { target } from '../orm/value';
import { create } from '../orm/writing';
import { userError } from '../wire/refusal';
import { refundedQuantity } from './lines';
import { linesOf } from './payment';
import { currentSession } from './tills';

const ORDER = 'pos.order';

/** Refunds of an order, drafts and cancelled ones too: from 18 by the order, before by its lines. */
export function refundsOf(env: Environment, order: Row): Row[] {
  const byLine = linesOf(env, order)
    .flatMap((line) => env.pointingAt('pos.order.line', 'refunded_orderline_id', line.id))
    .map((line) => idOf(line, 'order_id') ?? 0);
  const byOrder = env.pointingAt(ORDER, 'refunded_order_id', order.id).map(({ id }) => id);
  return [...new Set([...byLine, ...byOrder])].map((id) => env.row(ORDER, id));
}

export function hasRefundableLines(env: Environment, order: Row): boolean {
  return linesOf(env, order).some((line) => numberOf(line, 'qty') - refundedQuantity(env, line) > 0);
}

/** Minor units given back, over all refunds. */
export const paidOutOf = (env: Environment, order: Row): number =>
  refundsOf(env, order)
    .filter((refund) => ['paid', 'done', 'invoiced'].includes(textOf(refund, 'state')))
    .reduce((total, refund) => total - env.money.minor(numberOf(refund, 'amount_paid')), 0);

/** Money that is paid out beyond what the sale has brought in is lost: two drafts of one refund lead there. */
export function markDoublePayOut(env: Environment, refund: Row): void {
  const order = env.find(ORDER, idOf(refund, 'refunded_order_id'));
  if (order && paidOutOf(env, order) > env.money.minor(numberOf(order, 'amount_paid')))
    env.mark(`pos.order ${order.id} was paid out twice`);
}

function backLine(env: Environment, line: Row): unknown[] {
  const quantity = numberOf(line, 'qty');
  const left = quantity - refundedQuantity(env, line);
  const share = quantity === 0 ? 0 : left / quantity;
  return [
    0,
    0,
    {
      ...{ product_id: idOf(line, 'product_id'), full_product_name: line.full_product_name },
      ...{ price_unit: line.price_unit, discount: line.discount, qty: -left },
      price_subtotal: -env.money.round(numberOf(line, 'price_subtotal') * share),
      price_subtotal_incl: -env.money.round(numberOf(line, 'price_subtotal_incl') * share),
      tax_ids: [[6, 0, [...idsOf(line, 'tax_ids')]]],
      refunded_orderline_id: line.id,
    },
  ];
}

/**
 * What a refund is to pay back. The trap: up to 18 it is the whole order again, however much of it has been given
 * back already; 19 looks at what is left.
 */
function amountsOf(env: Environment, order: Row, left: boolean) {
  const nothing = env.series >= 19 && !left;
  const back = (name: string) => (nothing ? 0 : -numberOf(order, name));
  return {
    amount_total: back('amount_total'),
    amount_tax: back('amount_tax'),
    amount_paid: 0,
    amount_return: 0,
  };
}

function refundOne(env: Environment, order: Row): Row {
  const config = target(env, ORDER, order, 'config_id');
  const session = config && currentSession(env, config.id);
  if (!session)
    throw userError(
      `To return product(s), you need to open a session in the POS ${config ? textOf(config, 'name') : ''}`,
    );
  if (!['paid', 'done', 'invoiced'].includes(textOf(order, 'state')))
    env.refuse(`pos.order ${order.id} is ${textOf(order, 'state')} and has nothing to refund`);
  const left = hasRefundableLines(env, order);
  if (paidOutOf(env, order) > 0) env.mark(`pos.order ${order.id} was refunded again`);
  const lines = env.series >= 19 && !left ? [] : linesOf(env, order).map((line) => backLine(env, line));
  const refund = create(env, ORDER, {
    ...{ session_id: session.id, partner_id: idOf(order, 'partner_id') ?? false, lines },
    ...amountsOf(env, order, left),
    state: 'draft',
  });
  return env.save(ORDER, refund.id, {
    name: `${textOf(order, 'name')} REFUND`,
    refunded_order_id: order.id,
    ...(env.series <= 18 && { pos_reference: order.pos_reference ?? false }),
  });
}

/** A draft with negative amounts, to be paid out with the payment wizard. It never says that it is not the first. */
export function refund({ env, rows }: Call): unknown {
  demand(env, ORDER, 'create');
  const refunds = rows.map((order) => refundOne(env, order).id);
  return {
    name: 'Return Products',
    view_mode: 'form',
    res_model: ORDER,
    res_id: refunds[0] ?? false,
    view_id: false,
    context: {},
    type: 'ir.actions.act_window',
    target: 'current',
  };
}
