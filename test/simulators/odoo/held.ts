import type { HeldOrder } from '../core/types';
import type { Environment } from './orm/environment';
import { idOf, isTrue, numberOf, type Row, textOf } from './orm/row';
import { amountIn, displayName, target } from './orm/value';
import { isLoadable } from './pos/createFromUi';
import { linesOf } from './pos/payment';
import { paidOutOf } from './pos/refund';

const ORDER = 'pos.order';
const SALE = 'sale.order';

/** An order with what Odoo believes of it and what its lines say: Odoo does not compare the two. */
export interface HeldByOdoo extends HeldOrder {
  database: string;
  /** Ids of the two models overlap. */
  model: 'pos.order' | 'sale.order';
  /** What the lines add up to, in minor units; `total` is what was sent as total. */
  linesTotal: number;
  /** Minor units. */
  paid: number;
  /** Minor units given back, over all refunds; more than `paid` is a double pay-out. */
  paidOut: number;
  /** Of the customer's relation, when there is one. */
  partnerId?: number;
}

const STATES: Record<string, HeldOrder['state']> = {
  draft: 'open',
  cancel: 'cancelled',
};

function stateOf(env: Environment, order: Row): HeldOrder['state'] {
  const paidOut = paidOutOf(env, order);
  if (paidOut > 0 && paidOut >= env.money.minor(numberOf(order, 'amount_total'))) return 'refunded';
  return STATES[textOf(order, 'state')] ?? 'paid';
}

function heldLine(env: Environment, line: Row): HeldOrder['lines'][number] {
  const product = target(env, 'pos.order.line', line, 'product_id');
  const note = textOf(line, 'customer_note');
  return {
    itemId: String(product?.id ?? ''),
    name: textOf(line, 'full_product_name') || (product ? displayName(env, 'product.product', product) : ''),
    quantity: numberOf(line, 'qty'),
    total: env.money.minor(numberOf(line, 'price_subtotal_incl')),
    ...(note !== '' && { note }),
  };
}

/**
 * What a caller wrote of its own to know the order by: behind the receipt's number, or in brackets in a note of the
 * order. Where there is none, what Odoo knows the order by: the uuid from 18 on, the receipt's number before.
 */
function referenceOf(env: Environment, order: Row): string {
  const number = textOf(order, 'pos_reference');
  const behind = /^Order [\d-]{14,} (\S+)$/.exec(number)?.[1];
  const note = ['general_note', 'general_customer_note'].map((name) => textOf(order, name)).join(' ');
  const inNote = /\[([^[\]]+)\]\s*$/.exec(note)?.[1];
  return behind ?? inNote ?? (env.series >= 18 ? textOf(order, 'uuid') : number);
}

function heldTill(env: Environment, order: Row): HeldByOdoo {
  const { minor, code: currency } = env.money;
  const lines = linesOf(env, order).map((line) => heldLine(env, line));
  const session = target(env, ORDER, order, 'session_id');
  const config = target(env, ORDER, order, 'config_id');
  const partnerId = idOf(order, 'partner_id');
  const reference = referenceOf(env, order);
  return {
    ...{ id: String(order.id), database: env.database.name, model: ORDER, reference, currency, lines },
    locationId: String(config?.id ?? ''),
    state: stateOf(env, order),
    total: minor(numberOf(order, 'amount_total')),
    linesTotal: lines.reduce((sum, { total }) => sum + total, 0),
    paid: minor(numberOf(order, 'amount_paid')),
    paidOut: paidOutOf(env, order),
    ...(partnerId !== undefined && { partnerId }),
    // A rescue session is only seen in the back office, and a number without digits crashes the till.
    visible:
      !(session && isTrue(session, 'rescue')) &&
      (env.series >= 18 || isLoadable(textOf(order, 'pos_reference'))),
  };
}

function heldSale(env: Environment, order: Row): HeldByOdoo {
  const { minor, code: currency } = env.money;
  const lines = env.pointingAt('sale.order.line', 'order_id', order.id).map((line) => ({
    itemId: String(idOf(line, 'product_id') ?? ''),
    name: textOf(line, 'name'),
    quantity: numberOf(line, 'product_uom_qty'),
    total: minor(amountIn(env, 'sale.order.line', line, 'price_total')),
  }));
  const state = textOf(order, 'state');
  return {
    ...{ id: String(order.id), database: env.database.name, model: SALE, currency, lines },
    reference: textOf(order, 'client_order_ref'),
    locationId: String(idOf(order, 'warehouse_id') ?? ''),
    state: state === 'cancel' ? 'cancelled' : 'open',
    total: minor(amountIn(env, SALE, order, 'amount_total')),
    linesTotal: lines.reduce((sum, { total }) => sum + total, 0),
    ...{ paid: 0, paidOut: 0, visible: state === 'sale' || state === 'done' },
    partnerId: idOf(order, 'partner_id'),
  };
}

const refundedBy = (order: Row): number | undefined => idOf(order, 'refunded_order_id');

/**
 * The orders of a database in the words of all simulators; a refund is no order. `reference` is the caller's own: see
 * `referenceOf`, and the customer reference of a sales order. `itemId` is the variant's id.
 */
export function heldOrders(env: Environment): HeldByOdoo[] {
  const all = (model: string) => env.database.table(model).all();
  const sales = all(ORDER).filter((order) => refundedBy(order) === undefined);
  return [...sales.map((order) => heldTill(env, order)), ...all(SALE).map((order) => heldSale(env, order))];
}

/** What was given back, or waits to be: a second refund of one order is money lost. */
export function heldRefunds(env: Environment): Record<string, unknown>[] {
  const refunds = env.database
    .table(ORDER)
    .all()
    .filter((order) => refundedBy(order) !== undefined);
  return refunds.map((refund) => ({
    ...{ database: env.database.name, id: String(refund.id), refundOf: String(refundedBy(refund)) },
    state: textOf(refund, 'state'),
    total: env.money.minor(numberOf(refund, 'amount_total')),
    paid: env.money.minor(numberOf(refund, 'amount_paid')),
  }));
}
