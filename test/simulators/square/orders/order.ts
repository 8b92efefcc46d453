import type { Money } from '../fields';
import type {
  Discount,
  Fulfillment,
  Line,
  LineModifier,
  OrderBody,
  OrderState,
  ServiceCharge,
  Tax,
} from './schema';

export interface Tender {
  id: string;
  location_id: string;
  transaction_id: string;
  payment_id: string;
  type: 'CASH' | 'OTHER';
  amount_money: Money;
  created_at: string;
  note?: string;
}

export interface OrderRefund {
  id: string;
  location_id: string;
  transaction_id: string;
  tender_id: string;
  created_at: string;
  reason?: string;
  amount_money: Money;
  status: 'APPROVED';
}

/** Every Square refund is an order of its own, which names the order it takes back from. */
export interface OrderReturn {
  uid: string;
  source_order_id: string;
  return_amounts: Amounts;
}

export interface Amounts {
  total_money: Money;
  tax_money: Money;
  discount_money: Money;
  tip_money: Money;
  service_charge_money: Money;
}

/** One order as the simulator keeps it: what was asked for, resolved; and what happened to it since. */
export interface StoredOrder {
  id: string;
  /** Resolved against the catalog: names, prices and uids are filled in. */
  body: OrderBody;
  state: OrderState;
  version: number;
  createdAt: string;
  updatedAt: string;
  closedAt?: string;
  /** Rung up by staff: it has no version, and the API cannot change it. */
  atTill?: boolean;
  /** When the whole total was paid. */
  paidAt?: string;
  tenders: Tender[];
  refunds: OrderRefund[];
  returns: OrderReturn[];
  /** What Square notes as a fulfillment advances (`placed_at`, `accepted_at` ...), by uid. */
  fulfillmentTimes: Record<string, Record<string, string>>;
}

export interface PricedModifier extends LineModifier {
  total_price_money: Money;
}

type Applied<Reference> = Reference & { applied_money: Money };

export interface PricedLine extends Omit<Line, 'modifiers'> {
  modifiers?: PricedModifier[];
  applied_taxes?: Applied<NonNullable<Line['applied_taxes']>[number]>[];
  applied_discounts?: Applied<NonNullable<Line['applied_discounts']>[number]>[];
  variation_total_price_money: Money;
  gross_sales_money: Money;
  total_tax_money: Money;
  total_discount_money: Money;
  total_money: Money;
}

/** An order as Square sends it. A calculated order has neither id nor version. */
export interface Order extends Omit<
  OrderBody,
  'state' | 'line_items' | 'taxes' | 'discounts' | 'service_charges' | 'fulfillments'
> {
  id?: string;
  state: OrderState;
  version?: number;
  created_at?: string;
  updated_at?: string;
  closed_at?: string;
  line_items?: PricedLine[];
  taxes?: Applied<Tax>[];
  discounts?: Applied<Discount>[];
  service_charges?: (ServiceCharge & { applied_money: Money; total_money: Money })[];
  fulfillments?: Fulfillment[];
  total_money: Money;
  total_tax_money: Money;
  total_discount_money: Money;
  total_tip_money: Money;
  total_service_charge_money: Money;
  net_amounts: Amounts;
  net_amount_due_money: Money;
  tenders?: Tender[];
  refunds?: OrderRefund[];
  returns?: OrderReturn[];
  /** Of all returns together. */
  return_amounts?: Amounts;
}
