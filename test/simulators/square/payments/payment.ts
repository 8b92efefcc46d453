import type { Money } from '../fields';
import type { CreatePaymentBody } from './schema';

export interface Payment {
  id: string;
  created_at: string;
  updated_at: string;
  status: 'APPROVED' | 'COMPLETED' | 'CANCELED';
  source_type: 'EXTERNAL' | 'CASH';
  location_id: string;
  order_id: string;
  amount_money: Money;
  total_money: Money;
  approved_money: Money;
  refunded_money?: Money;
  refund_ids?: string[];
  external_details?: CreatePaymentBody['external_details'];
  cash_details?: { buyer_supplied_money: Money; change_back_money: Money };
  reference_id?: string;
  note?: string;
  customer_id?: string;
  version_token: string;
  /** The key it was made with; never sent. */
  idempotencyKey: string;
}

export interface Refund {
  id: string;
  status: 'COMPLETED';
  location_id: string;
  payment_id: string;
  /** The order that stands for the refund itself. */
  order_id: string;
  amount_money: Money;
  reason?: string;
  created_at: string;
  updated_at: string;
}
