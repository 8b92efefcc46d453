import { scaled, sum } from '../core/currency';
import type { LineInput, OrderInput } from './orderInput';
import { unprocessable } from './refusal';

export type Status = 'new' | 'accepted' | 'preparing' | 'ready' | 'completed' | 'rejected' | 'cancelled';

export interface Order {
  id: string;
  number: string;
  outletId: string;
  status: Status;
  input: OrderInput;
  /** Milliseconds. */
  createdAt: number;
  updatedAt: number;
  cancelReason: string | null;
}

const thousandths = (quantity: number) => Math.round(quantity * 1000);

/** (price + modifiers of one) x quantity, halves up. */
export function grossOf({ unit_price, modifiers, quantity }: LineInput): number {
  const unit = unit_price + sum(modifiers.map((modifier) => modifier.quantity * modifier.price));
  return scaled(unit, thousandths(quantity), 1000);
}

export const netOf = (line: LineInput): number => grossOf(line) - (line.discount ?? 0);

/**
 * Refuses amounts that do not add up. The contract leaves open whether line discounts stand in `discount_total`, and
 * whether the prices contain the tax: each reading is accepted, any other sum is not.
 */
export function checkSums({
  lines,
  subtotal,
  discount_total,
  tax_total,
  fees,
  tip,
  total,
}: OrderInput): void {
  lines.forEach((line, index) => {
    if (netOf(line) < 0)
      throw unprocessable('totals_mismatch', 'More discount than price', `lines[${index}].discount`);
  });
  const gross = sum(lines.map(grossOf));
  const net = sum(lines.map(netOf));
  const besideLines = subtotal === net;
  const withLines = subtotal === gross && discount_total >= gross - net;
  if (!besideLines && !withLines)
    throw unprocessable('totals_mismatch', `The lines come to ${gross}, less discounts ${net}`, 'subtotal');
  const base = subtotal - discount_total + sum(fees.map(({ amount }) => amount)) + tip;
  if (total !== base && total !== base + tax_total)
    throw unprocessable(
      'totals_mismatch',
      `The parts come to ${base}, with tax ${base + tax_total}`,
      'total',
    );
}
