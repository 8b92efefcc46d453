import type { Account } from './account';
import type { Timestamp } from './records';

/** What `source` says when a request does not: the app's name. */
const DEFAULT_SOURCE = 'Storefront app';

/** Parts of a receipt, which are snapshots: they stay as they are when the catalog changes. */
export interface TaxOfReceipt {
  id: string;
  type: 'INCLUDED' | 'ADDED';
  name: string;
  rate: number;
  money_amount: number;
}

export interface DiscountOfReceipt {
  id: string;
  type: string;
  name: string;
  percentage?: number;
  money_amount: number;
}

export interface ModifierOfReceipt {
  /** The modifier's id; the option has its own. */
  id: string;
  modifier_option_id: string;
  name: string;
  option: string;
  price: number;
  money_amount: number;
}

export interface LineOfReceipt {
  id: string;
  item_id: string;
  variant_id: string;
  item_name: string;
  variant_name: string | null;
  sku: string;
  quantity: number;
  price: number;
  gross_total_money: number;
  /** After discounts, without tax that comes on top. */
  total_money: number;
  cost: number;
  cost_total: number;
  line_note: string | null;
  line_taxes: TaxOfReceipt[];
  total_discount: number;
  line_discounts: DiscountOfReceipt[];
  line_modifiers: ModifierOfReceipt[];
}

export interface PaymentOfReceipt {
  payment_type_id: string;
  name: string;
  type: string;
  money_amount: number;
  paid_at: Timestamp;
  payment_details: null;
}

/** What a sale or a refund adds up to. */
export interface Sums {
  total_money: number;
  total_tax: number;
  total_discount: number;
  total_discounts: DiscountOfReceipt[];
  total_taxes: TaxOfReceipt[];
}

export interface Receipt extends Sums {
  receipt_number: string;
  note: string | null;
  receipt_type: 'SALE' | 'REFUND';
  /** On a refund: the number of the sale. */
  refund_for: string | null;
  order: string | null;
  created_at: Timestamp;
  updated_at: Timestamp;
  source: string;
  receipt_date: Timestamp;
  cancelled_at: Timestamp | null;
  points_earned: number;
  points_deducted: number;
  points_balance: number;
  customer_id: string | null;
  employee_id: string | null;
  store_id: string;
  pos_device_id: string | null;
  dining_option: string | null;
  tip: number;
  surcharge: number;
  line_items: LineOfReceipt[];
  payments: PaymentOfReceipt[];
}

/** What a request decides of a receipt; the rest is Loyverse's. */
type Drawn = Sums &
  Pick<Receipt, 'receipt_type' | 'store_id' | 'line_items' | 'payments'> &
  Partial<
    Pick<Receipt, 'note' | 'refund_for' | 'order' | 'source' | 'receipt_date' | 'customer_id' | 'employee_id'>
  >;

/** Numbers a receipt and files it. */
export function issue(account: Account, drawn: Drawn): Receipt {
  const now = account.nowText();
  const receipt: Receipt = {
    receipt_number: account.newNumber(),
    note: drawn.note ?? null,
    receipt_type: drawn.receipt_type,
    refund_for: drawn.refund_for ?? null,
    order: drawn.order ?? null,
    created_at: now,
    updated_at: now,
    source: drawn.source ?? DEFAULT_SOURCE,
    receipt_date: drawn.receipt_date ?? now,
    cancelled_at: null,
    total_money: drawn.total_money,
    total_tax: drawn.total_tax,
    points_earned: 0,
    points_deducted: 0,
    points_balance: 0,
    customer_id: drawn.customer_id ?? null,
    total_discount: drawn.total_discount,
    employee_id: drawn.employee_id ?? null,
    store_id: drawn.store_id,
    pos_device_id: null,
    dining_option: null,
    total_discounts: drawn.total_discounts,
    total_taxes: drawn.total_taxes,
    tip: 0,
    surcharge: 0,
    line_items: drawn.line_items,
    payments: drawn.payments,
  };
  account.add(receipt);
  return receipt;
}
