import * as shape from '../core/shape';
import type { Call } from './endpoint';
import { moneyCheck } from './money';

const { decimal, instant, listOf, object, oneOf, optional, required, text } = shape;

const MOST_QUANTITY = 999_999.999;
/** More than nothing, up to three decimals. */
const quantity = decimal(3, 0.001, MOST_QUANTITY);

const customer = object({
  name: required(text(200, 1)),
  phone: required(text(40)),
  email: optional(text(254, 1)),
});

const delivery = object({
  address1: required(text(200, 1)),
  address2: optional(text(200)),
  city: required(text(100)),
  postcode: required(text(20)),
  lat: optional(decimal(8, -90, 90)),
  lng: optional(decimal(8, -180, 180)),
  notes: optional(text(500)),
});

function lineInput(money: shape.Check<number>) {
  const modifier = object({
    option_id: required(text(64, 1)),
    name: required(text(200, 1)),
    quantity: required(shape.whole(1, 1000)),
    price: required(money),
  });
  return object({
    item_id: required(text(64, 1)),
    variant_id: optional(text(64, 1)),
    name: required(text(200, 1)),
    quantity: required(quantity),
    unit_price: required(money),
    modifiers: required(listOf(modifier, 0, 100)),
    note: optional(text(500)),
    discount: optional(money),
  });
}

/** The body of a new order; money in minor units once it is read. */
export function orderInput(call: Pick<Call, 'account' | 'switches'>) {
  const money = moneyCheck(call);
  return object({
    client_reference: required(text(64, 1)),
    channel: required(oneOf('online')),
    type: required(oneOf('pickup', 'delivery', 'dine_in')),
    table: optional(text(50, 1)),
    placed_at: required(instant),
    due_at: optional(instant),
    currency: required(text(3, 3)),
    customer: optional(customer),
    delivery: optional(delivery),
    lines: required(listOf(lineInput(money), 1, 500)),
    subtotal: required(money),
    discount_total: required(money),
    tax_total: required(money),
    fees: required(listOf(object({ code: required(text(50, 1)), amount: required(money) }), 0, 50)),
    tip: required(money),
    total: required(money),
    payment: required(
      object({
        status: required(oneOf('unpaid', 'paid')),
        method: required(text(50, 1)),
        reference: optional(text(100, 1)),
      }),
    ),
    notes: optional(text(2000)),
  });
}

export type OrderInput = ReturnType<ReturnType<typeof orderInput>>;
export type LineInput = OrderInput['lines'][number];
