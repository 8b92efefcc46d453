import type { Stamped } from '../records';

/** A customer payment. Amounts in major units. */
export interface Payment extends Stamped {
  payment_id: string;
  payment_number: string;
  customer_id: string;
  customer_name: string;
  payment_mode: string;
  amount: number;
  date: string;
  reference_number: string;
  description: string;
  account_id: string;
  location_id: string;
  invoices: { invoice_id: string; invoice_number: string; amount_applied: number }[];
}
