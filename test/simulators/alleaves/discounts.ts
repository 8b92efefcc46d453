import * as shape from '../core/shape';
import { type Call, type Endpoint, idIn } from './endpoint';
import type { Discount } from './records';
import { notFound } from './refusal';

const { optional, required, listOf, object, text, whole, decimal } = shape;

const MOST = 1e9;
const fields = {
  description: optional(text(1000)),
  start_date: optional(shape.day),
  end_date: optional(shape.day),
  badge_text: optional(text(100)),
  priority: optional(whole(0)),
  conditions: optional(
    object({
      categories: optional(listOf(text(200, 1))),
      brands: optional(listOf(text(200, 1))),
      products: optional(listOf(whole(1))),
      min_qty: optional(whole(0)),
      min_total: optional(decimal(4, 0, MOST)),
      customer_types: optional(listOf(shape.oneOf('adult_use', 'medical'))),
    }),
  ),
};
const name = text(200, 1);
const type = shape.oneOf('percent', 'amount', 'fixed_price', 'bogo');
const value = decimal(4, 0, MOST);

const newDiscount = object({
  name: required(name),
  discount_type: required(type),
  discount_value: required(value),
  active: required(shape.flag),
  ...fields,
});
const change = object({
  id_discount: optional(whole(1)),
  name: optional(name),
  discount_type: optional(type),
  discount_value: optional(value),
  active: optional(shape.flag),
  ...fields,
});

/** The names that one client reads are unverified: `others` calls the essential ones something else. */
function shown({ switches }: Call, discount: Discount): unknown {
  if (switches.discountNames === 'reported') return discount;
  const { discount_type, discount_value, conditions, ...rest } = discount;
  return { ...rest, rule_kind: discount_type, rule_amount: discount_value, rule_scope: conditions };
}

const list = (call: Call): unknown => call.company.discounts.map((discount) => shown(call, discount));

function create(call: Call): unknown {
  const { discounts } = call.company;
  const input = newDiscount(call.body, '');
  const id_discount = call.company.nextId(discounts.map((one) => one.id_discount));
  const discount: Discount = { id_discount, ...input };
  discounts.push(discount);
  return shown(call, discount);
}

function update(call: Call): unknown {
  const discount = call.company.discount(idIn(call));
  if (!discount) throw notFound('Discount', call.params.id ?? '');
  const { id_discount: _, ...input } = change(call.body, '');
  return shown(call, Object.assign(discount, input));
}

export const DISCOUNTS: Endpoint[] = [
  { method: 'GET', path: '/discount', handle: list },
  { method: 'POST', path: '/discount', handle: create },
  { method: 'PUT', path: '/discount/:id', handle: update },
];
