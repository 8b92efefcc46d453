import { majorText } from '../../model/money';
import type { MappedLine, NamedAmount, PushOrder } from '../provider';
import { cut, oneLine } from './text';
import { localTime } from './zone';

/** Zoho documents no lengths for these; each is well within what its sibling Zoho Books states. */
const MAX_NOTES = 1000;
const MAX_DESCRIPTION = 500;
const MAX_ADJUSTMENT = 100;

const FULFILLMENT = { pickup: 'Pickup', delivery: 'Delivery', dine_in: 'Dine in' } as const;

function written(
  parts: readonly (string | undefined | false)[],
  separator: string,
  max: number,
): string | undefined {
  const text = parts
    .map((part) => (part ? oneLine(part) : ''))
    .filter(Boolean)
    .join(separator);
  return cut(text, max) || undefined;
}

/** What staff need, and no more of the shopper than that. */
export function orderNotes({ order, heading }: PushOrder, zone: string | undefined): string | undefined {
  const { number, fulfillment, customer, note } = order;
  const type = fulfillment?.type;
  const comesOrIsSent = type === 'pickup' || type === 'delivery';
  const parts = [
    heading,
    `Order ${number}`,
    type && FULFILLMENT[type],
    fulfillment?.table && `table ${fulfillment.table}`,
    fulfillment?.dueAt !== undefined && `due ${localTime(fulfillment.dueAt, zone)}`,
    customer?.name?.split(/\s+/)[0],
    comesOrIsSent && customer?.phone,
    type === 'delivery' && fulfillment?.address,
    note,
  ];
  return written(parts, ', ', MAX_NOTES);
}

const times = (quantity: number, name: string) => (quantity === 1 ? name : `${quantity} x ${name}`);

/** What a line says beside the name of its item. `isExact`: its quantity stands as it was ordered. */
export function lineText(
  { line, as, modifiers }: MappedLine,
  currency: string,
  isExact: boolean,
): string | undefined {
  const parts = [
    isExact ? as !== 'item' && line.name : `${line.quantity} x ${line.name}`,
    ...modifiers.map(({ modifier }) => times(modifier.quantity, modifier.name)),
    line.note,
    line.discount > 0 && `discount ${majorText(line.discount, currency)}`,
  ];
  return written(parts, '; ', MAX_DESCRIPTION);
}

export const stockText = (of: string): string | undefined =>
  written([`In the price of ${of}`], '', MAX_DESCRIPTION);

/** `Delivery 2.99, Tip 1.50`. */
export function adjustmentText(entries: readonly NamedAmount[], currency: string): string {
  const parts = entries.map(({ name, amount }) => `${name} ${majorText(amount, currency)}`);
  return written(parts, ', ', MAX_ADJUSTMENT) ?? 'Adjustment';
}
