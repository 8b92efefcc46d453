import * as check from './checks';

const { required, optional, nullable, listOf, object, uuid } = check;

const reference = object({ id: required(uuid) });

const discountInput = (money: check.Check<number>) =>
  object({
    id: required(uuid),
    scope: required(check.oneOf('RECEIPT', 'LINE_ITEM')),
    percentage: optional(check.percentage),
    money_amount: optional(money),
  });

const lineInput = (money: check.Check<number>) =>
  object({
    variant_id: required(uuid),
    quantity: required(check.quantity),
    price: optional(money),
    cost: optional(money),
    line_note: optional(nullable(check.note)),
    line_taxes: optional(listOf(reference)),
    line_discounts: optional(listOf(reference)),
    line_modifiers: optional(listOf(object({ modifier_option_id: required(uuid), price: optional(money) }))),
  });

const paymentInput = (money: check.Check<number>) =>
  object({
    payment_type_id: required(uuid),
    money_amount: required(money),
    paid_at: optional(check.timestamp),
  });

/** The body of POST /receipts in a currency of so many decimals. Exactly one payment; no line without a variant. */
export const saleInput = (decimals: number) => {
  const money = check.money(decimals);
  return object({
    store_id: required(uuid),
    employee_id: optional(nullable(uuid)),
    order: optional(nullable(check.reference)),
    customer_id: optional(nullable(uuid)),
    source: optional(check.reference),
    receipt_date: optional(check.timestamp),
    note: optional(nullable(check.note)),
    total_discounts: optional(listOf(discountInput(money))),
    line_items: required(listOf(lineInput(money), 1)),
    payments: required(listOf(paymentInput(money), 1, 1)),
  });
};

export type SaleInput = ReturnType<ReturnType<typeof saleInput>>;
export type LineInput = ReturnType<ReturnType<typeof lineInput>>;
export type DiscountInput = ReturnType<ReturnType<typeof discountInput>>;
export type PaymentInput = ReturnType<ReturnType<typeof paymentInput>>;
