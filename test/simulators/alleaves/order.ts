import { type Currency, scaled, sum } from '../core/currency';
import type { Discount, Item } from './records';
import type { NewOrder } from './orderInput';
import type { Switches } from './switches';

/** Amounts have up to four decimals: sums are done in ten-thousandths. */
const FINE = 10_000;

export interface Line {
  id: number;
  item: Item;
  batchId: number;
  areaId: number;
  quantity: number;
  /** Major units for one, before tax, as the shop has it. */
  listPrice: number;
  override?: { price: number; reason: string };
}

export interface Order {
  id: number;
  header: NewOrder;
  /** How its amounts are worked out. */
  terms: Pick<Switches, 'taxPercent' | 'rounding'> & { currency: Currency };
  createdAt: number;
  updatedAt: number;
  status: string;
  statusList: { created_at: string; customer_message: string }[];
  complete: boolean;
  cancel: boolean;
  voidReason: string | null;
  paidInFull: boolean;
  lines: Line[];
  discounts: Discount[];
}

export const priceOf = ({ override, listPrice }: Line): number => override?.price ?? listPrice;

const fine = (major: number) => Math.round(major * FINE);
const minorOf = (amount: number, { decimals }: Currency) => scaled(amount, 10 ** decimals, FINE);

const same = (one: string, other: string | null) =>
  other !== null && one.trim().toLowerCase() === other.trim().toLowerCase();

/** Whether a rule is about an item; a rule without conditions is about every item. */
export function isAbout({ conditions }: Discount, { id, category, brand }: Item): boolean {
  const { products, categories, brands } = conditions ?? {};
  if (!products && !categories && !brands) return true;
  return (
    products?.includes(id) ||
    categories?.some((name) => same(name, category)) ||
    brands?.some((name) => same(name, brand)) ||
    false
  );
}

/** What a rule takes off, in ten-thousandths. */
function takenOff(discount: Discount, lines: readonly Line[]): number {
  const { discount_type: type, discount_value: value } = discount;
  const eligible = lines.filter(({ item }) => isAbout(discount, item));
  const gross = sum(eligible.map((line) => fine(priceOf(line)) * line.quantity));
  if (type === 'percent') return scaled(gross, fine(Math.min(value, 100)), 100 * FINE);
  if (type === 'amount') return Math.min(gross, fine(value));
  if (type === 'bogo') return 0;
  return sum(eligible.map((line) => Math.max(0, fine(priceOf(line)) - fine(value)) * line.quantity));
}

/** The tax that comes on top, in minor units. */
function taxOn(amountMinor: number, taxPercent: number): number {
  return scaled(amountMinor, fine(taxPercent), 100 * FINE);
}

/** Minor units. Alleaves works out the tax itself. With a discount the order is taxed as a whole. */
export interface Totals {
  subtotal: number;
  discount: number;
  tax: number;
  delivery: number;
  total: number;
}

export function totalsOf({ header, terms, lines, discounts }: Order): Totals {
  const { currency, taxPercent, rounding } = terms;
  const whole = sum(lines.map((line) => fine(priceOf(line)) * line.quantity));
  const units = lines.map((line) => ({
    price: minorOf(fine(priceOf(line)), currency),
    times: line.quantity,
  }));
  const byUnit = rounding === 'unit';
  const subtotal = byUnit ? sum(units.map((unit) => unit.price * unit.times)) : minorOf(whole, currency);
  const off = sum(discounts.map((discount) => takenOff(discount, lines)));
  const discount = Math.min(subtotal, minorOf(off, currency));
  const tax =
    byUnit && discount === 0
      ? sum(units.map((unit) => taxOn(unit.price, taxPercent) * unit.times))
      : taxOn(subtotal - discount, taxPercent);
  const delivery = header.apply_delivery_fee ? currency.minor(header.delivery_fee ?? 0) : 0;
  return { subtotal, discount, tax, delivery, total: subtotal - discount + tax + delivery };
}
