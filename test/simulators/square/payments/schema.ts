import { z } from 'zod';
import { money } from '../fields';

/** Square gives payments a shorter limit than every other endpoint. */
const idempotencyKey = z.string().min(1).max(45);

const EXTERNAL_TYPES = [
  ...['CHECK', 'BANK_TRANSFER', 'OTHER_GIFT_CARD', 'CRYPTO', 'SQUARE_CASH', 'SOCIAL', 'EXTERNAL', 'EMONEY'],
  ...['CARD', 'STORED_BALANCE', 'FOOD_VOUCHER', 'OTHER'],
];

export const createPaymentBody = z.strictObject({
  idempotency_key: idempotencyKey,
  source_id: z.enum(['EXTERNAL', 'CASH']),
  order_id: z.string().min(1),
  location_id: z.string().min(1).optional(),
  amount_money: money,
  external_details: z
    .strictObject({
      type: z.enum(EXTERNAL_TYPES),
      source: z.string().min(1).max(255),
      source_id: z.string().max(255).optional(),
      source_fee_money: money.optional(),
    })
    .optional(),
  cash_details: z.strictObject({ buyer_supplied_money: money }).optional(),
  customer_id: z.string().optional(),
  reference_id: z.string().max(40).optional(),
  note: z.string().max(500).optional(),
  autocomplete: z.boolean().optional(),
});
export type CreatePaymentBody = z.infer<typeof createPaymentBody>;

export const cancelByKeyBody = z.strictObject({ idempotency_key: idempotencyKey });

export const payOrderBody = z.strictObject({
  idempotency_key: z.string().min(1).max(192),
  order_version: z.int().optional(),
  payment_ids: z.array(z.string().min(1)),
});

export const refundBody = z.strictObject({
  idempotency_key: idempotencyKey,
  payment_id: z.string().min(1),
  amount_money: money.extend({ amount: z.int().min(1) }),
  reason: z.string().max(192).optional(),
});
export type RefundBody = z.infer<typeof refundBody>;
